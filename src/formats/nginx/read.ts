import {
  holdsWordMark,
  isForTerraform,
  isTemplateFile,
  ownText,
  plainTemplate,
  readTemplate,
  type SourceFile,
  shellPlaceholders,
  type Template,
  withoutLines,
  wordMarksIn,
} from '../../text/index.ts'
import { walk } from '../../tree/index.ts'
import { type NginxTree, parse } from './parse.ts'

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
  const filled = filledIn(file, statements ? withoutLines(whole, file.part?.start) : whole)
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
function filledIn(file: SourceFile, { masked, placeholders, gaps, branches }: Template): NginxTree {
  const tree = parse(file, { masked })
  const problems =
    isTemplateFile(file.path) || file.part ? tree.problems.map(one => ({ ...one, warning: true })) : tree.problems
  return { ...tree, problems, placeholders, ...(gaps.length > 0 && { gaps }), ...(branches.length > 0 && { branches }) }
}
