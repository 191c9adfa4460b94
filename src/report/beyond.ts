import type { Finding } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import { type BySeverity, severitiesOf } from './counts.ts'
import { place } from './frame.ts'
import { type Pen, severityStyle } from './medium/terminal.ts'
import { severityText } from './summary.ts'
import { say, type View } from './view.ts'

/** So many findings of a rule are shown in full: those that come first in the report. */
export const mostOfRule = 20

/** How many of the others are named by their places. */
const mostPlaces = 5

/** Findings of a report that people read: those shown in full, and by their rules the ones beyond. */
export interface Shown {
  readonly full: readonly Finding[]
  readonly beyond: ReadonlyMap<string, readonly Finding[]>
}

export function shownOf(findings: readonly Finding[], { all }: View): Shown {
  const counts = new Map<string, number>()
  const full: Finding[] = []
  const beyond = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { rule } = finding
    const nth = (counts.get(rule) ?? 0) + 1
    counts.set(rule, nth)
    if (all || nth <= mostOfRule) full.push(finding)
    else if (nth === mostOfRule + 1) beyond.set(rule, [finding])
    else beyond.get(rule)?.push(finding)
  }
  return { full, beyond }
}

interface Look {
  readonly view: View
  readonly pen: Pen
}

/** One block for the rest of a rule's findings: how many, where the first of them are, and how to see them. */
export function beyondBlock(rule: string, findings: readonly Finding[], { view, pen }: Look): string {
  const { severity } = findings[0] as Finding
  const head = pen(say(view, severityText[severity]), 'bold', severityStyle[severity])
  const more = findings.length - mostPlaces
  return [
    `${head} ${pen.link(rule, view.address(rule))}: ${pen(say(view, amount(findings)))}`,
    ...findings.slice(0, mostPlaces).map(each => `  ${pen('-->', 'blue')} ${pen(place(each))}${subject(each, pen)}`),
    ...(more > 0 ? [`  ${pen('=', 'blue')} ${pen(`… +${more}`, 'dim')}`] : []),
    `  ${pen('=', 'blue')} ${pen(say(view, howToSee), 'dim')}`,
    '',
  ].join('\n')
}

const subject = ({ subject: text }: Finding, pen: Pen): string => (text === '' ? '' : pen(`  (${text})`, 'dim'))

const howToSee: Localized = {
  en: '--all shows every finding in full, -f compact each on one line',
  zh: '--all 完整显示每个发现，-f compact 每个发现一行',
}

/** `980 more findings in 3 files`, by severity where they have several. */
function amount(findings: readonly Finding[]): Localized {
  const files = new Set(findings.map(({ path }) => path)).size
  const count = findings.length
  const several = severitiesOf(findings)
  const kinds = (text: (of: BySeverity[number]) => string, comma: string): string =>
    several.length > 1 ? several.map(text).join(comma) : ''
  const english = kinds(([severity, found]) => `${found} ${severity}`, ', ')
  const chinese = kinds(([severity, found]) => `${severityText[severity].zh} ${found}`, '，')
  return {
    en: `${count} more finding${count === 1 ? '' : 's'}${english && ` (${english})`} in ${files} file${files === 1 ? '' : 's'}`,
    zh: `${files} 个文件中还有 ${count} 个发现${chinese && `（${chinese}）`}`,
  }
}
