import {
  choicesAmong,
  filledWith,
  holdsWordMark,
  isAmong,
  isForTerraform,
  isTemplateFile,
  ownText,
  plainTemplate,
  readTemplate,
  type SourceFile,
  type Span,
  shellPlaceholders,
  type Template,
  withoutLines,
  wordMarksIn,
} from '../../text/index.ts'
import { type Tree, walk } from '../../tree/index.ts'
import { type NginxTree, parse } from './parse.ts'
import { turnsOf, withheldOf } from './turns.ts'

/** Trees by the file they were made of: the same text is never parsed twice. */
const parsed = new WeakMap<SourceFile, NginxTree>()

/** The syntax tree of a file; of a template as it is once its placeholders are filled in. */
export function readTree(file: SourceFile): NginxTree {
  const tree = parsed.get(file) ?? attempt(file)
  parsed.set(file, tree)
  return tree
}

/**
 * A file is taken for a template when its name says so, or when it only makes sense as one: `{{` is legal inside
 * quotes and Lua code. What stands in a manifest is one when it makes no sense as it is: charts are manifests.
 */
function attempt(file: SourceFile): NginxTree {
  const named = isTemplateFile(file.path)
  const plain = named ? undefined : parse(file)
  if (plain && plain.problems.length === 0 && !holdsTags(plain) && !holdsMarks(plain)) return plain
  const template = readTemplate(file, file.part?.start) ?? withMarks(file, named)
  if (!template) return plain ?? parse(file)
  // In a file that nothing names a template, a tag on a line of its own is what nginx would refuse.
  const statements = named || file.part !== undefined
  const whole = named && !isForTerraform(file) ? withShell(template, file.text) : template
  const filled = readWhole(whole, each => filledIn(file, statements ? withoutLines(each, file.part?.start) : each))
  return plain && filled.problems.length > 0 && !file.part ? plain : filled
}

/** Words that only a template holds: without quotes nginx takes `<%= port %>` for three. */
const holdsTags = ({ file, nodes }: NginxTree): boolean =>
  ownText(file).includes('<%') &&
  [...walk(nodes)].some(({ name, args }) => [name, ...args].some(({ raw }) => /^[^"']*<%(?:[-=#]|$)/.test(raw)))

const holdsMarks = ({ file, nodes }: NginxTree): boolean =>
  holdsWordMark(ownText(file)) &&
  [...walk(nodes)].some(({ name, args }) => [name, ...args].some(({ raw }) => holdsWordMark(raw)))

/** Without tags: by its name, or by the places that it marks for values. */
function withMarks(file: SourceFile, named: boolean): Template | undefined {
  const offset = file.part?.start ?? 0
  const placeholders = wordMarksIn(ownText(file)).map(mark => ({
    ...mark,
    start: mark.start + offset,
    end: mark.end + offset,
  }))
  return named || placeholders.length > 0 ? { ...plainTemplate(file.text), placeholders } : undefined
}

const withShell = (template: Template, text: string): Template => ({
  ...template,
  placeholders: [...template.placeholders, ...shellPlaceholders(text)].toSorted((a, b) => a.start - b.start),
})

/** What a template leaves open is no mistake: a block may begin in one branch and end in another. */
function filledIn(file: SourceFile, template: Template): NginxTree {
  const { masked, placeholders, gaps, conditions, odd } = template
  const tree = parse(file, { masked })
  const problems =
    isTemplateFile(file.path) || file.part ? tree.problems.map(one => ({ ...one, warning: true })) : tree.problems
  return {
    ...{ ...tree, problems, placeholders },
    ...(gaps.length > 0 && { gaps }),
    ...(conditions.length > 0 && { conditions }),
    ...(odd && { odd: true as const }),
  }
}

/** The template with some of its text left out. */
function without(template: Template, left: readonly Span[]): Template {
  const { masked, placeholders, gaps } = template
  const isIn = (tag: Span): boolean => !isAmong(tag, left)
  return {
    ...template,
    masked: filledWith(' ', masked, left),
    placeholders: placeholders.filter(isIn),
    gaps: gaps.filter(isIn),
  }
}

/** Templates with conditions by the trees that were made of them. */
const made = new WeakMap<Tree, Made>()

type Made = (left: readonly Span[]) => NginxTree

/** The tree of a template with conditions as it is when some of its text is left out. */
export const treeWithout = (tree: Tree, left: readonly Span[]): NginxTree | undefined => made.get(tree)?.(left)

/** A template whose blocks begin or end in branches is read as one of its choices is. */
function readWhole(template: Template, read: (template: Template) => NginxTree): NginxTree {
  const all = read(template)
  const { conditions } = all
  if (!conditions) return all
  const choose: Made = left => {
    const { conditions: _, ...tree } = read(without(template, left))
    return { ...tree, left, turns: turnsOf(conditions, left), withheld: withheldOf(all, left) }
  }
  const tree = all.problems.length > 0 ? (soundOf(all, choose) ?? all) : all
  made.set(tree, choose)
  return tree
}

/** One of the choices that leave nothing unclosed. */
function soundOf({ conditions = [], file }: NginxTree, choose: Made): NginxTree | undefined {
  const choices = choicesAmong([conditions], ownText(file).length).map(([left = []]) => choose(left))
  const sound = choices.find(({ problems }) => problems.length === 0)
  if (!sound) return undefined
  const includes = new Map(choices.flatMap(tree => tree.includes.map(each => [each.span.start, each] as const)))
  const { left: _, turns: __, ...tree } = sound
  return { ...tree, conditions, includes: [...includes.values()].sort((a, b) => a.span.start - b.span.start) }
}
