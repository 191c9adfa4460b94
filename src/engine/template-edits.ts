import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Fix, Place } from '../rules/rule.ts'
import { type Condition, contains, type Edit, type Span } from '../text/index.ts'
import type { Tree } from '../tree/index.ts'

/**
 * A fix as a template can have it: it touches no tag and no line of a control tag, stays in the branch in which the
 * finding stands, and adds nothing to what is repeated. What it would run is left to whatever fills in the template.
 */
export function inTemplate(fix: Fix, at: Place, subject: Model | HostModel): Fix | undefined {
  const models = 'forest' in subject ? [subject] : [...subject.openvpn, ...subject.sysctl]
  const trees = models.flatMap(({ forest }) => forest.trees).filter(tree => tree.placeholders)
  const paths = new Set(trees.map(({ file }) => file.path))
  if (!paths.has(at.file.path) && !fix.edits.some(edit => paths.has(edit.path))) return fix
  if (!fix.edits.every(edit => trees.every(tree => tree.file.path !== edit.path || keeps(edit, at, tree))))
    return undefined
  const { steps = [], ...rest } = fix
  const asked = steps.filter(({ kind }) => kind === 'decide')
  if (fix.edits.length === 0 && asked.length < steps.length) return undefined
  return { ...rest, ...(asked.length > 0 && { steps: asked }) }
}

function keeps(edit: Edit, at: Place, tree: Tree): boolean {
  const { placeholders = [], controls = [], conditions = [] } = tree
  const { span } = edit
  if (placeholders.some(tag => span.start < tag.end && tag.start < span.end)) return false
  const lines = linesOf(tree.file.text, span)
  if (controls.some(tag => lines.start < tag.end && tag.start < lines.end)) return false
  const own = tree.file === at.file ? innermost(conditions, at.span) : undefined
  const there = innermost(conditions, span)
  if (there?.branch !== own?.branch) return false
  return span.start !== span.end || !there?.loop
}

/** The lines that an edit changes: where it ends at the begin of a line, not that one. */
function linesOf(text: string, { start, end }: Span): Span {
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const stop = text.indexOf('\n', last)
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: stop === -1 ? text.length : stop }
}

interface Inside {
  readonly branch: Span
  readonly loop: boolean
}

/** Inner conditions come first. */
function innermost(conditions: readonly Condition[], place: Span): Inside | undefined {
  let loop = false
  let inner: Span | undefined
  for (const condition of conditions) {
    const branch = condition.branches.find(each => contains(each, place))
    if (!branch) continue
    inner ??= branch
    loop ||= condition.loop
  }
  return inner && { branch: inner, loop }
}
