import { builtin, builtinNames, defaultBaseline } from '../../baseline/index.ts'
import { json } from '../../report/medium/json.ts'
import { pen } from '../../report/medium/terminal.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { readOutputs } from '../output.ts'
import { type Session, say } from '../session.ts'

/** Lists the built-in baselines. */
export function run(given: Arguments, session: Session): number {
  const all = builtinNames.map(name => builtin(name))
  const [output] = readOutputs(given.values('format'), ['text', 'json'])
  if (output?.format === 'json') {
    session.stdout.write(json(all))
    return exit.clean
  }
  const draw = pen(session.stdout.color)
  const width = Math.max(...all.map(({ name }) => name.length))
  for (const { name, controls, settings, description, 'description-zh': chinese } of all) {
    const number = String(Object.keys(controls).length + settings.length).padStart(4)
    const mark = name === defaultBaseline ? '*' : ' '
    const text = say(session, { en: description, zh: chinese ?? description })
    session.stdout.write(`${mark} ${draw(name.padEnd(width), 'bold')} ${number}  ${draw(text)}\n`)
  }
  return exit.clean
}
