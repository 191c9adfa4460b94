import type { Report } from '../../engine/types.ts'
import { fill } from '../../message/index.ts'
import { rules } from '../../rules/registry.gen.ts'
import { type Block, code, heading, type Inline, paragraph } from '../document/block.ts'
import { say, type View } from '../view.ts'
import type { Numbered } from './findings.ts'
import { neverAssessed, words } from './words.ts'

/** What was accepted, why, by whom and until when. */
export function exceptionBlocks(all: readonly Numbered[], view: View): Block[] {
  const title = heading(2, say(view, words.exceptions))
  const rows = all.flatMap(({ number, finding: { rule, path, line, waived } }): Inline[][][] =>
    waived
      ? [
          [
            [number],
            [code(rule)],
            [code(`${path}:${line}`)],
            [waived.reason],
            [waived.owner ?? '–'],
            [waived.until ?? '–'],
          ],
        ]
      : [],
  )
  const head = [words.number, words.rule, words.where, words.reason, words.owner, words.until]
  return rows.length === 0
    ? [title, paragraph(say(view, words.noException))]
    : [title, { kind: 'table', head: head.map(word => say(view, word)), rows }]
}

/** Rules that were held against the files and said nothing. That is all it means. */
export function passedBlocks({ findings, controls }: Report, view: View): Block[] {
  const failed = new Set(findings.map(({ rule }) => rule))
  const passed = controls.map(({ rule }) => rule).filter(rule => !failed.has(rule))
  if (passed.length === 0) return []
  return [heading(3, fill(say(view, words.passed), { count: passed.length })), paragraph(...inCode(passed))]
}

/** What this report cannot say, and which rules were not asked. */
export function limitBlocks(report: Report, view: View): Block[] {
  const asked = new Set(report.controls.map(({ rule }) => rule))
  const formats = new Set([...report.verdicts.map(({ format }) => format as string), 'host'])
  const left = rules.filter(rule => formats.has(rule.format) && !asked.has(rule.id)).map(rule => rule.id)
  const unread = report.problems.map((each): Inline[] => [
    code(`${each.path}:${each.line}`),
    ` ${say(view, each.message)}`,
  ])
  return [
    heading(2, say(view, words.notAssessed)),
    { kind: 'list', items: neverAssessed.map(each => [say(view, each)]) },
    ...(unread.length > 0 ? [heading(3, say(view, words.unread)), { kind: 'list', items: unread } as const] : []),
    ...(left.length > 0
      ? [heading(3, fill(say(view, words.leftOut), { count: left.length })), paragraph(...inCode(left))]
      : []),
  ]
}

const inCode = (ids: readonly string[]): Inline[] => ids.flatMap((id, at) => (at === 0 ? [code(id)] : [', ', code(id)]))

/** Left blank for people. */
export function signOffBlocks(view: View): Block[] {
  const head = [words.role, words.name, words.date, words.signature].map(word => say(view, word))
  const rows = [words.prepared, words.reviewed, words.approved].map((word): Inline[][] => [
    [say(view, word)],
    [''],
    [''],
    [''],
  ])
  return [heading(2, say(view, words.signOff)), { kind: 'table', head, rows }]
}
