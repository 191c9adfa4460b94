import type { Finding, Report } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import { lineOf } from './comparison.ts'
import { openFindings } from './counts.ts'
import { shownCommands } from './curl.ts'
import { shownChanges } from './frame.ts'
import { codeBlock, codeSpan, markdown } from './medium/markdown.ts'
import { assumption, guess, severityText, summary } from './summary.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { withinLines } from './within.ts'

/** More rows make a comment that no forge accepts. */
const mostRows = 100
const mostFixes = 30

/** For comments on changes and step summaries: a table of findings, their fixes folded below. */
export function render(report: Report, view: View): string {
  const findings = openFindings(report)
  const assumed = assumption(report)
  const parts = [
    `## confward`,
    markdown(summary(report, view.lang)),
    ...withinLines(report).map(line => markdown(say(view, line))),
    problems(report, view),
    table(findings, view),
    fixes(findings, view),
    witnesses(findings, view),
    accepted(report, view),
    sinceRevision(view),
    assumed ? markdown(say(view, assumed)) : '',
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

const problems = (report: Report, view: View): string =>
  untold(report)
    .slice(0, mostRows)
    .map(each => `- ${codeSpan(`${each.path}:${each.line}`)} ${markdown(say(view, each.message))}`)
    .join('\n')

const heads: Localized = { en: '| severity | finding | where |', zh: '| 级别 | 发现 | 位置 |' }

function table(findings: readonly Finding[], view: View): string {
  if (findings.length === 0) return ''
  const rows = findings.slice(0, mostRows).map(each => row(each, view))
  const more = findings.length - rows.length
  return [say(view, heads), '| --- | --- | --- |', ...rows, ...(more > 0 ? [`| | … +${more} | |`] : [])].join('\n')
}

function row(finding: Finding, view: View): string {
  const doubt = finding.confidence === 'low' ? ` (${say(view, guess)})` : ''
  const text = `${codeSpan(finding.rule)} ${markdown(say(view, finding.message))}${doubt}`
  return `| ${say(view, severityText[finding.severity])} | ${text} | ${codeSpan(`${finding.path}:${finding.line}`)} |`
}

function fixes(findings: readonly Finding[], view: View): string {
  const blocks = firstBlocks(findings, finding => fixBlock(finding, view))
  const title: Localized = { en: 'Fixes', zh: '修复' }
  return blocks.length > 0
    ? `<details><summary>${say(view, title)}</summary>\n\n${blocks.join('\n\n')}\n\n</details>`
    : ''
}

/** As many as are shown; of the findings behind them nothing is made. */
function firstBlocks(findings: readonly Finding[], block: (finding: Finding) => string | undefined): string[] {
  const blocks: string[] = []
  for (const finding of findings) {
    if (blocks.length === mostFixes) break
    const made = block(finding)
    if (made !== undefined) blocks.push(made)
  }
  return blocks
}

/** The first fix of a finding, as the lines it takes away and adds. */
function fixBlock(finding: Finding, view: View): string | undefined {
  const fix = finding.fixes.find(each => each.edits.length > 0)
  if (!fix) return undefined
  const changes = shownChanges(fix, view.source)
  const lines = changes.flatMap(({ path, before, after }, nth) => [
    ...(changes[nth - 1]?.path === path ? [] : [`@@ ${path} @@`]),
    ...before.map(line => `-${line}`),
    ...after.map(line => `+${line}`),
  ])
  const unsafe: Localized = { en: ' (unsafe)', zh: '（不安全）' }
  const title = `${codeSpan(finding.rule)} ${markdown(say(view, fix.title))}${fix.safety === 'unsafe' ? say(view, unsafe) : ''}`
  return `${title}\n\n${codeBlock(lines.join('\n'), 'diff')}`
}

/** Requests that show findings, as commands. */
function witnesses(findings: readonly Finding[], view: View): string {
  const blocks = firstBlocks(findings, finding => witnessBlock(finding, view))
  const title: Localized = { en: 'Requests that show it', zh: '验证请求' }
  return blocks.length > 0
    ? `<details><summary>${say(view, title)}</summary>\n\n${blocks.join('\n\n')}\n\n</details>`
    : ''
}

function witnessBlock({ rule, witness }: Finding, view: View): string | undefined {
  if (!witness) return undefined
  const says = `${codeSpan(rule)} ${markdown(say(view, witness.provokes.summary))}`
  return `${says}\n\n${codeBlock(shownCommands(witness).join('\n'), 'sh')}`
}

/** What was accepted is listed: a change must not silence itself unseen. */
function accepted(report: Report, view: View): string {
  const rows = report.findings
    .filter(finding => finding.waived)
    .slice(0, mostRows)
    .map(
      ({ rule, path, line, waived }) =>
        `- ${codeSpan(rule)} ${codeSpan(`${path}:${line}`)} ${markdown(waived?.reason ?? '')}`,
    )
  const title: Localized = { en: 'Accepted', zh: '已接受' }
  return rows.length > 0 ? `<details><summary>${say(view, title)}</summary>\n\n${rows.join('\n')}\n\n</details>` : ''
}

/** What the change has fixed, and what it has accepted of what stood before. */
function sinceRevision(view: View): string {
  const { since } = view.behind ?? {}
  if (!since) return ''
  const { gone, accepted: silenced } = since.comparison
  const titles = {
    gone: { en: `Fixed since ${since.revision}`, zh: `自 ${since.revision} 起已修复` },
    silenced: { en: `Accepted since ${since.revision}`, zh: `自 ${since.revision} 起接受` },
  }
  const block = (title: Localized, findings: readonly Finding[]): string[] => {
    const rows = findings.slice(0, mostRows).map(each => `- ${markdown(lineOf(each, view.lang))}`)
    return rows.length > 0 ? [`${markdown(say(view, title))} (${findings.length}):\n\n${rows.join('\n')}`] : []
  }
  return [...block(titles.gone, gone), ...block(titles.silenced, silenced)].join('\n\n')
}
