import { builtin, builtinNames, defaultBaseline } from '../../baseline/index.ts'
import type { Baseline } from '../../baseline/types.ts'
import { json } from '../../report/medium/json.ts'
import { pen } from '../../report/medium/terminal.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { readOutputs, writeOutput } from '../output.ts'
import { type Session, say } from '../session.ts'

/** Lists the built-in baselines. */
export function run(given: Arguments, session: Session): number {
  const all = builtinNames.map(name => builtin(name))
  for (const { format, file } of readOutputs(given.values('format'), formatsOf('baselines')))
    writeOutput(file, [format === 'json' ? json(all) : asText(all, session)], session)
  return exit.clean
}

function asText(all: readonly Baseline[], session: Session): string {
  const draw = pen(session.stdout.color)
  const width = Math.max(...all.map(({ name }) => name.length))
  const lines = all.map(({ name, controls, settings, description, 'description-zh': chinese }) => {
    const number = String(Object.keys(controls).length + settings.length).padStart(4)
    const mark = name === defaultBaseline ? '*' : ' '
    const text = say(session, { en: description, zh: chinese ?? description })
    return `${mark} ${draw(name.padEnd(width), 'bold')} ${number}  ${draw(text)}\n`
  })
  return lines.join('')
}
