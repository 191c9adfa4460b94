import { score } from '../../engine/score.ts'
import type { Report, ReportVerdict } from '../../engine/types.ts'
import { formatVersion, type Target } from '../../target/index.ts'
import { type Block, code, heading, type Inline, paragraph } from '../document/block.ts'
import { assumption, summary } from '../summary.ts'
import { say, type View } from '../view.ts'
import { withinLines } from '../within.ts'
import { factsAsOf } from './mapping.ts'
import { words } from './words.ts'

/** What the report is, of what, made with what. */
export function openingBlocks(report: Report, view: View): Block[] {
  const assumed = assumption(report)
  const facts: readonly (readonly [string, string])[] = [
    [say(view, words.tool), `${report.tool.name} ${report.tool.version}`],
    [say(view, words.baseline), `${report.baseline.name} ${report.baseline.version}`],
    [say(view, words.date), view.behind?.today ?? say(view, words.undated)],
    [say(view, words.target), targetText(report.target)],
    [say(view, words.factsAsOf), factsAsOf],
  ]
  return [
    heading(1, say(view, words.title)),
    paragraph(say(view, words.purpose)),
    paragraph(say(view, words.claim)),
    heading(2, say(view, words.subject)),
    table(
      [words.item, words.value].map(word => say(view, word)),
      facts.map(([name, value]) => [[name], [value]]),
    ),
    ...(assumed ? [paragraph(say(view, assumed))] : []),
  ]
}

const table = (head: readonly string[], rows: Inline[][][]): Block => ({ kind: 'table', head, rows })

function targetText({ nginx, openssl, openvpn, kernel, distribution }: Target): string {
  const versions = Object.entries({ nginx, openssl, openvpn, kernel }).map(
    ([name, version]) => `${name} ${formatVersion(version)}`,
  )
  return [...versions, `${distribution.id} ${distribution.version}`].join(', ')
}

/** The files with their hashes, and whether the daemons would take them. */
export function scopeBlocks(report: Report, view: View): Block[] {
  const files = report.files.map(({ path, format, sha256 }) => [[code(path)], [format], [code(sha256 ?? '–')]])
  const verdicts = report.verdicts.map(each => [[code(each.root)], [each.format], [verdictText(each, view)]])
  return [
    heading(2, say(view, words.scope)),
    ...withinLines(report).map(line => paragraph(say(view, line))),
    table([say(view, words.path), say(view, words.format), 'SHA-256'], files),
    table(
      [words.root, words.format, words.accepts].map(word => say(view, word)),
      verdicts,
    ),
  ]
}

function verdictText({ loads, problems }: ReportVerdict, view: View): string {
  if (loads === true) return say(view, words.yes)
  const why = problems.find(problem => !problem.warning)
  const answer = say(view, loads === null ? words.undecided : words.no)
  return `${answer}${why ? `: ${why.path}:${why.line} ${say(view, why.message)}` : ''}`
}

/** Counts and the tool's own score, with what the score is not. */
export function resultBlocks(report: Report, view: View): Block[] {
  const { value, waivedAsPassed, caps } = score(report)
  const reasons = caps.map(({ limit, because }) => `≤ ${limit}: ${say(view, because)}`)
  const waived = waivedAsPassed === value ? [] : [`${waivedAsPassed} (${say(view, words.accepted)})`]
  return [
    heading(2, say(view, words.result)),
    paragraph(summary(report, view.lang)),
    paragraph(`${say(view, words.score)}: ${[value, ...waived, ...reasons].join('; ')}`),
    paragraph(say(view, words.scoreNote)),
  ]
}
