import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Fix, Place } from '../rules/rule.ts'
import { type Edit, leading, type Span } from '../text/index.ts'
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
  const { placeholders = [], controls = [] } = tree
  const { span } = edit
  if (placeholders.some(tag => span.start < tag.end && tag.start < span.end)) return false
  const lines = linesOf(tree.file.text, span)
  if (controls.some(tag => lines.start < tag.end && tag.start < lines.end)) return false
  const own = tree.file === at.file ? innermost(tree, at.span) : undefined
  const there = innermost(tree, span)
  if (there?.branch !== own?.branch) return false
  return span.start !== span.end || !there?.loop
}

/** The lines that an edit changes: where it ends at the begin of a line, not that one. */
function linesOf(text: string, { start, end }: Span): Span {
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const stop = text.indexOf('\n', last)
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: stop === -1 ? text.length : stop }
}

/** Does an edit stay in the branch in which the finding stands? */
export function isInBranch({ path, span }: Edit, at: Place, { forest }: Model): boolean {
  const tree = forest.trees.find(({ file, conditions }) => file.path === path && conditions)
  const own = tree?.file === at.file ? innermost(tree, at.span) : undefined
  return tree === undefined || innermost(tree, span)?.branch === own?.branch
}

interface Inside {
  readonly branch: Span
  readonly loop: boolean
}

/** From where to the next place a branch is the innermost. */
interface Stage {
  readonly from: number
  readonly inside: Inside | undefined
}

const known = new WeakMap<Tree, readonly Stage[]>()

/** The innermost branch around a place. */
function innermost(tree: Tree, { start }: Span): Inside | undefined {
  const stages = known.get(tree) ?? stagesOf(tree)
  known.set(tree, stages)
  return stages[leading(stages, ({ from }) => from <= start) - 1]?.inside
}

/** A branch goes to where its closing tag begins, that place included. */
function stagesOf({ conditions = [] }: Tree): Stage[] {
  const branches = conditions.flatMap(({ branches: own, loop }) => own.map(branch => ({ branch, loop })))
  const stages: Stage[] = []
  const open: Inside[] = []
  const close = (before: number): void => {
    for (let top = open.at(-1); top && top.branch.end < before; top = open.at(-1)) {
      open.pop()
      stages.push({ from: top.branch.end + 1, inside: open.at(-1) })
    }
  }
  for (const { branch, loop } of branches.sort((a, b) => a.branch.start - b.branch.start)) {
    close(branch.start)
    const inside = { branch, loop: loop || open.at(-1)?.loop === true }
    open.push(inside)
    stages.push({ from: branch.start, inside })
  }
  close(Number.POSITIVE_INFINITY)
  return stages
}
