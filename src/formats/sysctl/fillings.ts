import { inkFilled, isAllInk } from '../../text/index.ts'
import type { Directive, Tree, Word } from '../../tree/index.ts'
import { type Filler, inWorld, type World } from '../worlds.ts'
import { isText, valuesOf } from './filling-values.ts'
import { canonical } from './key.ts'
import type { Candidate, Statement, SysctlForest } from './model.ts'
import { readOpen } from './parse.ts'

/** The forest in which templates are filled in, as far as they hold statements. */
export function filled(forest: SysctlForest, world: World): SysctlForest {
  const trees = forest.trees.map(tree => inWorld(tree, world, fill))
  const made = new Map(trees.map((tree, at) => [tree.file, { tree, was: forest.trees[at] as Tree }]))
  const candidates = forest.candidates.map((each): Candidate => {
    const own = each.file && made.get(each.file)
    return own && own.tree !== own.was ? { ...each, statements: statementsOf(each.statements, own.tree) } : each
  })
  return { ...forest, trees, candidates }
}

/** Statements by where they begin: what a world leaves out is gone, what it fills in is read anew. */
function statementsOf(all: readonly Statement[], tree: Tree): Statement[] {
  const left = new Map(tree.nodes.flatMap(node => (node.kind === 'directive' ? [[node.span.start, node]] : [])))
  return all.flatMap(statement => {
    const node = left.get(statement.directive.span.start)
    if (!node) return []
    return node === statement.directive ? [statement] : [node.open ? readOpen(node) : { ...statement, directive: node }]
  })
}

/** Keys whose value depends on what others of the host say get what most hosts have, and its opposite. */
const fill: Filler = (directive, filling) => {
  const name = keyIn(directive.name, filling)
  const args = directive.args.map(word => valueIn(word, name.value, filling))
  return { ...directive, name, args } satisfies Directive
}

const interfaces = ['eth7', 'wan3'] as const

const keyIn = (word: Word, filling: World['filling']): Word =>
  word.ink === undefined ? word : { ...word, value: inkFilled(word.ink, () => interfaces[filling]) }

function valueIn(word: Word, key: string, filling: World['filling']): Word {
  if (word.ink === undefined) return word
  const own = canonical(key)
  const [whole, text] = [isAllInk(word.ink), isText(own)]
  const value = whole || !text ? valuesOf(own)[filling] : inkFilled(word.ink, () => 'ab'[filling] as string)
  return { ...word, value }
}
