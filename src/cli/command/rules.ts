import { builtin, builtinNames } from '../../baseline/index.ts'
import type { Localized } from '../../message/index.ts'
import { json } from '../../report/medium/json.ts'
import { columns } from '../../report/medium/plain.ts'
import { pen } from '../../report/medium/terminal.ts'
import { severityText } from '../../report/summary.ts'
import { fixKinds } from '../../rules/fixes.gen.ts'
import { rules } from '../../rules/registry.gen.ts'
import type { AnyRule } from '../../rules/rule.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { readOutputs, writeOutput } from '../output.ts'
import { note, type Session, say } from '../session.ts'

/** Lists the rules, or those whose id contains one of the words given. */
export function run(given: Arguments, session: Session): number {
  const words = given.operands.map(word => word.toLowerCase())
  const listed = rules.filter(rule => words.length === 0 || words.some(word => rule.id.includes(word)))
  if (listed.length === 0) note(session, none(given.operands))
  for (const { format, file } of readOutputs(given.values('format'), formatsOf('rules')))
    writeOutput(file, [format === 'json' ? asJson(listed, session) : asText(listed, session)], session)
  return exit.clean
}

const none = (words: readonly string[]): Localized => ({
  en: `no rule has ${words.map(word => `"${word}"`).join(' or ')} in its name`,
  zh: `没有规则的名称包含 ${words.map(word => `"${word}"`).join('、')}`,
})

function baselinesOf(): (id: string) => string[] {
  const all = builtinNames.map(name => builtin(name))
  return id => all.filter(({ controls }) => controls[id] && controls[id].severity !== 'off').map(each => each.name)
}

function asText(listed: readonly AnyRule[], session: Session): string {
  const draw = pen(session.stdout.color)
  const width = Math.max(0, ...listed.map(rule => rule.id.length))
  const baselines = baselinesOf()
  const lines = listed.map(rule => {
    const severity = say(session, severityText[rule.severity])
    const fix = say(session, kindsText(fixKinds[rule.id] || '-'))
    const head = `${draw(rule.id.padEnd(width), 'bold')}  ${padded(severity, 8)}  ${padded(fix, 14)}`
    return `${head}  ${draw(say(session, rule.title))}  ${draw(baselines(rule.id).join(' '), 'dim')}\n`
  })
  return lines.join('')
}

const kinds: Readonly<Record<string, string>> = { safe: '安全', unsafe: '不安全', steps: '计划' }

const kindsText = (en: string): Localized => ({
  en,
  zh: en.replace(/, /g, '、').replace(/\w+/g, kind => kinds[kind] ?? kind),
})

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))

function asJson(listed: readonly AnyRule[], session: Session): string {
  const baselines = baselinesOf()
  return json(
    listed.map(({ id, format, title, severity, confidence, tags, schema, defaults }) => ({
      id,
      format,
      title: say(session, title),
      severity,
      confidence,
      tags,
      fixes: (fixKinds[id] ?? '').split(', ').filter(kind => kind !== ''),
      ...(schema ? { options: schema, defaults } : {}),
      baselines: baselines(id),
    })),
  )
}
