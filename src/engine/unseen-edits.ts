import type { NginxModel } from '../formats/nginx/model.ts'
import { parse } from '../formats/nginx/parse.ts'
import { nameOf } from '../formats/nginx/syntax.ts'
import { directive } from '../formats/nginx/tables/index.ts'
import { type Fix, type Observation, type Remedy, remedyOf } from '../rules/rule.ts'
import type { Target } from '../target/index.ts'
import { contains, decode, type Edit, type SourceFile, type Span } from '../text/index.ts'
import { type Block, type Directive, isDirective, type Tree } from '../tree/index.ts'
import { type Gap, innermost } from './gaps.ts'

/**
 * A fix that may meet what a file says that nobody has seen is left to who knows that file: of what nginx takes once it
 * refuses the second, and the first entry of a list puts an end to the list that is inherited.
 */
export function besideUnseen(observation: Observation, model: NginxModel, unseen: readonly Gap[]): Observation {
  const { fixes, remedy, ...rest } = observation
  if (!fixes) return observation
  const guarded = (fix: Fix): Fix =>
    fix.edits.some(edit => mayMeet(edit, model, unseen)) ? { ...fix, safety: 'unsafe', title: unless(fix) } : fix
  const made = (): Fix[] => (typeof fixes === 'function' ? fixes() : fixes).filter(doesSomething).map(guarded)
  return { ...rest, fixes: made, ...(remedy && { remedy: () => judged(remedy, made) }) }
}

/** The same for a format whose files add to each other as a whole: every edit may meet what is not here. */
export function doubted({ fixes, remedy: _, ...rest }: Observation): Observation {
  if (!fixes) return rest
  const made = (): Fix[] =>
    (typeof fixes === 'function' ? fixes() : fixes).map(fix => ({ ...fix, safety: 'unsafe', title: unless(fix) }))
  return { ...rest, fixes: made }
}

/** What is not safe anyway stays what it is: nobody makes it to count it. */
function judged(remedy: Remedy | (() => Remedy), made: () => readonly Fix[]): Remedy {
  const said = typeof remedy === 'function' ? remedy() : remedy
  return said === 'safe' ? remedyOf(made()) : said
}

/** Nothing can be written at a level of which no statement is among the files. */
const doesSomething = ({ edits, steps = [] }: Fix): boolean => edits.length + steps.length > 0

const unless = ({ title: { en, zh } }: Fix): Fix['title'] => ({
  en: `${en}, unless a file that is not here says something else`,
  zh: `${zh}，除非此处没有的文件另有规定`,
})

function mayMeet({ path, span, text }: Edit, { forest, target }: NginxModel, unseen: readonly Gap[]): boolean {
  const tree = treeAt(forest.trees, path, span.start)
  if (!tree || span.start < span.end) return false
  const { file } = tree
  const block = innermost(tree, span)
  const beside = unseen.some(gap => gap.file === file && isSame(gap.block, block?.span))
  const around = unseen.some(gap => isAround(gap, file, block?.span))
  if (!beside && !around) return false
  return directivesOf(parse(decode('', text))).some(
    statement => (beside && isOnce(statement, target)) || (around && endsList(statement, block ?? tree, target)),
  )
}

const isSame = (one: Span | undefined, other: Span | undefined): boolean =>
  one?.start === other?.start && one?.end === other?.end

/** Parts of a manifest have its path, and follow each other. */
const treeAt = (trees: readonly Tree[], path: string, offset: number): Tree | undefined =>
  trees
    .filter(({ file }) => file.path === path && startOf(file) <= offset)
    .reduce<Tree | undefined>(
      (last, each) => (last && startOf(last.file) > startOf(each.file) ? last : each),
      undefined,
    )

const startOf = ({ part }: SourceFile): number => part?.start ?? 0

function isAround({ block, file }: Gap, own: SourceFile, inner: Span | undefined): boolean {
  if (block === undefined) return true
  return file !== own || (inner !== undefined && !isSame(block, inner) && contains(block, inner))
}

const directivesOf = ({ nodes }: Tree): Directive[] => nodes.filter(isDirective)

/** A second one is refused, or (`ssl_protocols`) its words are added to those of the first. */
function isOnce(statement: Directive, target: Target): boolean {
  const entry = directive(nameOf(statement), undefined, target)
  return entry !== undefined && (entry.once || entry.kind === 'bitmask')
}

/** The first entry of a block, or of a file. */
function endsList(statement: Directive, { nodes }: Pick<Block, 'nodes'>, target: Target): boolean {
  const name = nameOf(statement)
  if (directive(name, undefined, target)?.inherits !== 'list') return false
  return !nodes.some(node => isDirective(node) && nameOf(node) === name)
}
