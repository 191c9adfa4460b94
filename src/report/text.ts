import type { FileProblem, Finding, Report } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Fix, Witness } from '../rules/rule.ts'
import { beyondBlock, shownOf } from './beyond.ts'
import { openFindings } from './counts.ts'
import { shownCommands } from './curl.ts'
import { codeFrame, fixFrame, place } from './frame.ts'
import { type Pen, pen, type Style, severityStyle } from './medium/terminal.ts'
import { assumption, guess, roleText, severityText, summary } from './summary.ts'
import { untold } from './untold.ts'
import { verdictLines } from './verdict-line.ts'
import { say, type View } from './view.ts'
import { withinLines } from './within.ts'
import { shownBy } from './witness-lines.ts'

interface Look {
  readonly view: View
  readonly pen: Pen
}

/** For people: findings with the cause in its file, whom it affects, and the fix. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

/** The same block by block. Of the findings that are only counted nothing is made. */
export function* chunks(report: Report, view: View): Generator<string> {
  const look: Look = { view, pen: pen(view.color) }
  for (const problem of untold(report)) yield `${problemBlock(problem, look)}\n`
  const { full, beyond } = shownOf(openFindings(report), view)
  for (const finding of full) yield `${findingBlock(finding, look)}\n`
  for (const [rule, findings] of beyond) yield `${beyondBlock(rule, findings, look)}\n`
  for (const line of [...verdictLines(report, look), ...closing(report, look)]) yield `${line}\n`
}

function problemBlock(problem: FileProblem, { view, pen }: Look): string {
  const word: Localized = problem.warning ? { en: 'warning', zh: '警告' } : { en: 'error', zh: '错误' }
  const style: Style = problem.warning ? 'yellow' : 'red'
  const file = view.source(problem.path)
  const head = `${pen(say(view, word), 'bold', style)}: ${pen(say(view, problem.message))}`
  const frame = file ? codeFrame(file, problem, { pen, style }) : []
  return [head, `  ${pen('-->', 'blue')} ${pen(file ? place(problem) : problem.path)}`, ...frame, ''].join('\n')
}

function findingBlock(finding: Finding, look: Look): string {
  const { view, pen } = look
  const style = severityStyle[finding.severity]
  const file = view.source(finding.path)
  const severity = pen(say(view, severityText[finding.severity]), 'bold', style)
  return [
    `${severity} ${pen.link(finding.rule, view.address(finding.rule))}: ${pen(say(view, finding.message))}`,
    `  ${pen('-->', 'blue')} ${pen(place(finding))}${subject(finding, look)}`,
    ...(file ? codeFrame(file, finding, { pen, style }) : []),
    ...(finding.confidence === 'low' ? [`  ${pen('=', 'blue')} ${pen(say(view, guess))}`] : []),
    ...relatedLines(finding, look),
    ...(finding.witness ? witnessLines(finding.witness, look) : []),
    ...finding.fixes.flatMap(fix => fixLines(fix, finding.path, look)),
    '',
  ].join('\n')
}

const subject = (finding: Finding, { pen, view }: Look): string =>
  finding.subject === '' || say(view, finding.message).includes(finding.subject)
    ? ''
    : pen(`  (${finding.subject})`, 'dim')

const shownRelated = 6

function relatedLines({ related }: Finding, { pen, view }: Look): string[] {
  const lines = related
    .slice(0, shownRelated)
    .map(each => `  ${pen('=', 'blue')} ${pen(place(each))}: ${pen(say(view, each.message))}`)
  const more = related.length - shownRelated
  return more > 0 ? [...lines, `  ${pen('=', 'blue')} ${pen(`… +${more}`, 'dim')}`] : lines
}

/** Commands to paste, the last of which has the effect. */
function witnessLines(witness: Witness, { pen, view }: Look): string[] {
  const head = `  ${pen('=', 'blue')} ${pen(say(view, shownBy), 'bold')}${colon(view)}${pen(say(view, witness.provokes.summary))}`
  return [head, ...shownCommands(witness).map(command => `      ${pen(command, 'cyan')}`)]
}

const safety: Readonly<Record<Fix['safety'], Localized>> = {
  safe: { en: 'fix', zh: '修复' },
  unsafe: { en: 'unsafe fix', zh: '不安全的修复' },
}
const planned: Localized = { en: ' (see "confward plan")', zh: '（见 "confward plan"）' }
const colon = ({ lang }: View): string => (lang === 'zh' ? '：' : ': ')

function fixLines(fix: Fix, own: string, { pen, view }: Look): string[] {
  const steps = fix.edits.length === 0 ? say(view, planned) : ''
  const head = `  ${pen('=', 'blue')} ${pen(say(view, safety[fix.safety]), 'bold')}${colon(view)}${pen(inSentence(say(view, fix.title)))}${pen(steps, 'dim')}`
  return [head, ...fixFrame(fix, { source: view.source, pen, own }).map(line => `      ${line}`)]
}

/** Titles begin with a verb, in some formats with a capital one. */
const inSentence = (title: string): string =>
  /^[A-Z][a-z]+ /.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

function closing(report: Report, { pen, view }: Look): string[] {
  const { name, version } = report.baseline
  const baseline: Localized = { en: `baseline ${name} ${version}`, zh: `基线 ${name} ${version}` }
  const passed = view.passes?.() ?? []
  const passes: Localized = {
    en: passed.length > 0 ? `; passes ${passed.join(', ')}` : '',
    zh: passed.length > 0 ? `；通过 ${passed.join('、')}` : '',
  }
  const assumed = assumption(report)
  const roles = roleText(report)
  return [
    pen(summary(report, view.lang), 'bold'),
    ...withinLines(report).map(line => pen(say(view, line), 'dim')),
    pen(`${say(view, baseline)}${say(view, passes)}`, 'dim'),
    ...(roles ? [pen(say(view, roles), 'dim')] : []),
    ...(assumed ? [pen(say(view, assumed), 'dim')] : []),
  ]
}
