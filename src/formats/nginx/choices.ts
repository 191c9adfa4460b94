import { choicesAmong, isAmong, type SourceFile, type Span } from '../../text/index.ts'
import type { Directive, Tree } from '../../tree/index.ts'
import type { Forest } from '../format.ts'
import type { NginxTree } from './parse.ts'
import { treeWithout } from './read.ts'

/** The configuration as each choice among the branches of its templates makes it; none where there is nothing to choose. */
export function choices(forest: Forest): readonly Forest[] {
  const templates = forest.trees.filter(tree => tree.conditions)
  if (templates.length === 0) return []
  const length = templates.reduce((sum, { file }) => sum + file.text.length, 0)
  const found = choicesAmong(
    templates.map(({ conditions = [] }) => conditions),
    length,
  )
  return found.flatMap(left => chosen(forest, templates, left) ?? [])
}

/** Undefined when it makes no sense: then what is asked depends on each other in a way that is not known. */
function chosen(forest: Forest, templates: readonly Tree[], left: readonly (readonly Span[])[]): Forest | undefined {
  const trees = new Map<Tree, NginxTree>()
  const leaves = new Map<SourceFile, readonly Span[]>()
  for (const [at, tree] of templates.entries()) {
    const own = treeWithout(tree, left[at] ?? [])
    if (!own || own.problems.length > tree.problems.length) return undefined
    trees.set(tree, own)
    leaves.set(tree.file, left[at] ?? [])
  }
  const replaced = (tree: Tree): Tree => trees.get(tree) ?? tree
  const there = includesOf(trees)
  const included = [...(forest.included ?? [])].flatMap(([directive, found]) => {
    const own = there(directive)
    return own ? [[own, found.map(replaced)] as const] : []
  })
  const refused = [...(forest.refused ?? [])].flatMap(([directive, why]) => {
    const own = there(directive)
    return own ? [[own, why] as const] : []
  })
  return {
    ...forest,
    trees: forest.trees.map(replaced),
    problems: forest.problems.filter(
      ({ code, file, span }) => code === 'template' || !isAmong(span, leaves.get(file) ?? []),
    ),
    included: new Map(included),
    refused: new Map(refused),
  }
}

/** Finds a statement of a template in what was chosen of it. */
function includesOf(trees: ReadonlyMap<Tree, NginxTree>): (directive: Directive) => Directive | undefined {
  const byFile = new Map<SourceFile, Map<number, Directive>>()
  for (const { file, includes } of trees.values())
    byFile.set(file, new Map(includes.map(each => [each.span.start, each])))
  return directive => {
    const own = byFile.get(directive.file)
    return own ? own.get(directive.span.start) : directive
  }
}
