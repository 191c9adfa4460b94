import { type FileStore, isUnreadable } from '../../src/files/index.ts'
import type { Format, Model } from '../../src/formats/format.ts'
import { type AnyRule, defineRule, type Fix, type Observation, type Rule } from '../../src/rules/rule.ts'
import type { Target } from '../../src/target/index.ts'
import type { SourceFile } from '../../src/text/index.ts'
import type { Directive, Problem, Tree, Word } from '../../src/tree/index.ts'

/**
 * A language small enough to see the engine work: one `name value` a line, `#` comments, `include path`, the last
 * line of a name wins, a line that starts with `!` is refused.
 */
export interface ToyModel extends Model {
  readonly lines: readonly Directive[]
}

const word = (file: SourceFile, start: number, end: number): Word => {
  const raw = file.text.slice(start, end)
  return { span: { start, end }, raw, value: raw }
}

function parse(file: SourceFile): Tree {
  const nodes: Tree['nodes'][number][] = []
  const problems: Problem[] = []
  for (const found of file.text.matchAll(/^[^\n]+$/gm)) {
    const start = found.index
    const line = found[0].replace(/\r$/, '')
    const span = { start, end: start + line.length }
    if (line.startsWith('#')) nodes.push({ kind: 'comment', file, span })
    else if (line.startsWith('!')) problems.push(refusal(file, span))
    else {
      const blank = line.indexOf(' ')
      const name = word(file, start, start + (blank === -1 ? line.length : blank))
      const args = blank === -1 ? [] : [word(file, start + blank + 1, span.end)]
      nodes.push({ kind: 'directive', file, span, name, args })
    }
  }
  return { file, format: 'openvpn', nodes, problems }
}

const refusal = (file: SourceFile, span: Problem['span']): Problem => ({
  file,
  span,
  code: 'refused',
  message: { en: `refused: ${file.text.slice(span.start, span.end)}`, zh: '拒绝' },
})

function load(root: string, store: FileStore): { root: string; trees: Tree[]; problems: Problem[]; unreadable: [] } {
  const trees: Tree[] = []
  const open = [root]
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const file = store.read(path)
    if (isUnreadable(file) || trees.some(tree => tree.file.path === path)) continue
    const tree = parse(file)
    trees.push(tree)
    for (const node of tree.nodes)
      if (node.kind === 'directive' && node.name.value === 'include') open.push(node.args[0]?.value ?? '')
  }
  return { root, trees, problems: [], unreadable: [] }
}

const last = (model: ToyModel): Map<string, Directive> => new Map(model.lines.map(line => [line.name.value, line]))

export const toyFormat: Format<ToyModel> = {
  id: 'openvpn',
  detect: file => (file.path.endsWith('.toy') ? 1 : 0),
  parse,
  load,
  resolve(forest, target: Target) {
    const lines = forest.trees.flatMap(tree => tree.nodes.filter(node => node.kind === 'directive'))
    const because = forest.trees.flatMap(tree => tree.problems)
    const verdict = { loads: because.length === 0, because }
    const model = {
      format: 'openvpn',
      root: forest.root,
      forest,
      target,
      verdict,
      lines,
      push: [],
      clientFiles: [],
      tls: {},
      pulls: false,
      byName: new Map(),
    } as const
    return model satisfies ToyModel
  },
  *effective(model) {
    for (const [setting, line] of last(model))
      yield { scope: 'file', setting, value: line.args[0]?.value ?? '', origin: line }
  },
  comment: text => `# ${text}`,
}

export const edit = (line: Directive, text: string): Fix['edits'] => [
  { path: line.file.path, span: line.args[0]?.span ?? line.span, text },
]

/** A rule that objects to lines, with the fix that `repair` gives. */
export function lineRule(
  id: string,
  objects: (name: string, value: string) => boolean,
  repair: (line: Directive) => Partial<Fix> | undefined = () => undefined,
  rest: Partial<Rule<ToyModel>> = {},
): AnyRule {
  return defineRule<ToyModel>({
    id,
    format: 'openvpn',
    title: { en: id, zh: id },
    severity: 'medium',
    confidence: 'high',
    tags: [],
    messages: { found: { en: '{name} is {value}', zh: '{name} 为 {value}' } },
    defaults: {},
    *check(model) {
      for (const line of model.lines) {
        const [name, value] = [line.name.value, line.args[0]?.value ?? '']
        if (objects(name, value)) yield observation(line, { name, value }, repair(line))
      }
    },
    ...rest,
  })
}

const observation = (
  line: Directive,
  params: { name: string; value: string },
  fix: Partial<Fix> | undefined,
): Observation => ({
  at: line,
  subject: params.name,
  message: { id: 'found', params },
  fixes: fix
    ? [{ title: { en: 'repair', zh: '修复' }, safety: 'safe', edits: [], changes: [params.name], ...fix }]
    : [],
})
