import { createTwoFilesPatch } from 'diff'
import { fill } from '../../message/index.ts'
import { type Block, code, heading, type Inline, paragraph } from '../document/block.ts'
import { place } from '../frame.ts'
import { stepDiffs } from '../plan-diffs.ts'
import { redacted } from '../redact.ts'
import { unplannedText } from '../unplanned.ts'
import { type Changed, type Since, say, type View } from '../view.ts'
import { words } from './words.ts'

/** What was changed since the revision to compare with, and what the plan would change. */
export function changeBlocks(view: View): Block[] {
  const since = view.behind?.since
  const done = since ? changedSince(since, view) : [paragraph(say(view, words.noComparison))]
  return [heading(2, say(view, words.changes)), ...done, ...planned(view)]
}

function changedSince({ revision, files, comparison: { gone } }: Since, view: View): Block[] {
  const title = heading(3, fill(say(view, words.changedSince), { revision }))
  const diffs = files().map(each => diffOf(each, view))
  const changed = diffs.length > 0 ? [title, ...diffs] : [paragraph(fill(say(view, words.unchanged), { revision }))]
  if (gone.length === 0) return changed
  const items = gone.map((each): Inline[] => [code(each.rule), ` ${say(view, each.message)} `, code(place(each))])
  return [...changed, heading(3, fill(say(view, words.resolved), { revision })), { kind: 'list', items }]
}

function diffOf({ path, before, after }: Changed, view: View): Block {
  const text = (file: Changed['before']): string => (file ? redacted(file, { start: 0, end: file.text.length }) : '')
  const [was, is] = [text(before), text(after)]
  if (was === is) return paragraph(code(path), ` ${say(view, words.onlySecrets)}`)
  const names = [before ? `a/${path}` : '/dev/null', after ? `b/${path}` : '/dev/null'] as const
  const patch = createTwoFilesPatch(...names, was, is, undefined, undefined, { context: 3 })
  return { kind: 'code', text: patch.replace(/^=+\n/, ''), language: 'diff' }
}

function planned(view: View): Block[] {
  const plan = view.behind?.plan()
  const unplanned = unplannedText(view)
  if (unplanned) return [heading(3, say(view, words.planned)), paragraph(unplanned)]
  if (!plan || plan.steps.length === 0) return []
  const diffs = stepDiffs(plan)
  const blocks = plan.steps.flatMap((step, at): Block[] =>
    (diffs.get(step) ?? []).flatMap((text): Block[] => [
      paragraph(`${at + 1}. ${say(view, step.title)}`),
      { kind: 'code', text, language: 'diff' },
    ]),
  )
  return [heading(3, say(view, words.planned)), paragraph(say(view, words.plannedNote)), ...blocks]
}
