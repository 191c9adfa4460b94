import { visibleLines } from '../../report/medium/plain.ts'
import { type Pen, pen } from '../../report/medium/terminal.ts'
import { wrap } from '../../report/medium/wrap.ts'
import { type Section, sectionsFor } from '../../report/page.ts'
import { severityText } from '../../report/summary.ts'
import { pages } from '../../rules/pages.gen.ts'
import { rules } from '../../rules/registry.gen.ts'
import type { AnyRule } from '../../rules/rule.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { pageAddress } from '../page-address.ts'
import { checkedRule } from '../rule-id.ts'
import { type Session, say } from '../session.ts'
import { UsageError } from '../usage-error.ts'
import { witnessText } from '../witness-text.ts'

/** Prints the pages of the rules named. */
export function run(given: Arguments, session: Session): number {
  if (given.operands.length === 0)
    throw new UsageError({
      en: 'explain needs a rule, as in nginx/tls-protocols',
      zh: 'explain 需要一个规则，如 nginx/tls-protocols',
    })
  const texts = given.operands.map(checkedRule).map(id => page(id, session))
  session.stdout.write(texts.join('\n'))
  return exit.clean
}

function page(id: string, session: Session): string {
  const rule = rules.find(each => each.id === id) as AnyRule
  const draw = pen(session.stdout.color)
  const parts = sectionsFor(pages[id] ?? '', session.lang).flatMap(section => [
    sectionText(section, draw, proseWidth(session)),
    ...(section.name === 'Bad' ? witnessText(id, session) : []),
  ])
  const severity = say(session, severityText[rule.severity])
  return `${draw.link(id, pageAddress(id))}  ${draw(severity, 'dim')}\n${draw(say(session, rule.title))}\n\n${parts.join('\n')}`
}

/** Prose is broken where somebody reads it on a terminal; what goes on to a program keeps its lines. */
const proseWidth = ({ stdout }: Session): number =>
  stdout.terminal ? Math.min(stdout.columns, 100) : Number.POSITIVE_INFINITY

function sectionText({ heading, lines }: Section, draw: Pen, width: number): string {
  const body = lines.join('\n').trim().split('\n')
  let inFence = false
  const shown = body.flatMap(line => {
    if (line.startsWith('```')) {
      inFence = !inFence
      return []
    }
    return inFence ? [`    ${draw(line.replaceAll('\t', '    '), 'cyan')}`] : wrap(visibleLines(line), width)
  })
  return `${draw(heading, 'bold')}\n${shown.join('\n')}\n`
}
