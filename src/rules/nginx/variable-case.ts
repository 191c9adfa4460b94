import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import { ownText } from '../../text/index.ts'
import { type Directive, isDirective, type Node, replaceWord, type Word } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { gather } from './gather.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/variable-case',
  format: 'nginx',
  title: { en: 'one variable in several spellings', zh: '同一变量的多种写法' },
  severity: 'info',
  confidence: 'high',
  tags: ['injection'],
  messages: {
    mixed: {
      en: '`{spelling}` and `{other}` are one variable: names do not distinguish case',
      zh: '`{spelling}` 与 `{other}` 是同一个变量：变量名不区分大小写',
    },
  },
  defaults: {},
  *check(model) {
    const capitals = /\$\{?\w*[A-Z]/
    const files = model.forest.trees.filter(({ file }) => ownText(file).includes('$'))
    if (!files.some(({ file }) => capitals.test(ownText(file)))) return
    const found = new Map<string, Occurrence[]>()
    for (const { nodes } of files) collect(nodes, found)
    for (const all of found.values()) {
      const reference =
        all.find(({ defines }) => defines) ?? all.find(one => one.spelling === one.spelling.toLowerCase()) ?? all[0]
      const others = reference ? all.filter(({ spelling }) => spelling !== reference.spelling) : []
      if (reference && others[0]) yield observation(reference, others as [Occurrence, ...Occurrence[]])
    }
  },
})

interface Occurrence {
  readonly directive: Directive
  readonly word: Word
  /** Without `$` and braces. */
  readonly spelling: string
  /** The statement makes the variable. */
  readonly defines: boolean
}

function collect(nodes: readonly Node[], found: Map<string, Occurrence[]>): void {
  const stack = nodes.toReversed()
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isDirective(node)) continue
    if (node.block) stack.push(...node.block.nodes.slice(0, MOST).toReversed())
    for (const one of occurrences(node)) gather(found, one.spelling.toLowerCase(), one)
  }
}

/** Statements of one block that are read. */
const MOST = 20_000

function* occurrences(directive: Directive): Generator<Occurrence> {
  const { start, end } = directive.span
  if (!directive.block && !directive.file.text.slice(start, end).includes('$')) return
  const name = nameOf(directive)
  for (const [at, word] of directive.args.entries()) {
    if (!word.raw.includes('$') || isPattern(directive, at)) continue
    const defines = (name === 'set' && at === 0) || (tables.has(name) && at === directive.args.length - 1)
    for (const spelling of spellings(word.value)) yield { directive, word, spelling, defines }
  }
}

/** The last argument of these makes a variable. */
const tables = new Set(['map', 'geo', 'split_clients'])

/** Patterns have dollar signs of their own. */
function isPattern({ name: { value: name }, args }: Directive, at: number): boolean {
  if (name === 'location' || name === 'server_name') return true
  if (name === 'rewrite') return at === 0
  const operator = name === 'if' ? args.findIndex(({ value }) => /^!?~\*?$/.test(value)) : -1
  return operator !== -1 && at > operator
}

const spellings = (value: string): readonly string[] =>
  parseTemplate(value).flatMap(part =>
    part.kind === 'variable' && !/^\d$/.test(part.name) ? [part.written.replace(/[${}]/g, '')] : [],
  )

function observation(reference: Occurrence, others: readonly [Occurrence, ...Occurrence[]]): Observation {
  const [first] = others
  return {
    at: placeOf(first.directive),
    subject: `$${reference.spelling.toLowerCase()}`,
    message: { id: 'mixed', params: { spelling: `$${first.spelling}`, other: `$${reference.spelling}` } },
    related: [
      { at: placeOf(reference.directive), message: { en: `$${reference.spelling}`, zh: `$${reference.spelling}` } },
    ],
    fixes: [fixOf(reference, others)],
  }
}

function fixOf(reference: Occurrence, others: readonly Occurrence[]): Fix {
  const words = new Map(
    others.map(({ word, directive }) => [`${directive.file.path} ${word.span.start}`, { word, directive }]),
  )
  const any = new RegExp(`(\\$\\{?)${reference.spelling}(?!\\w)`, 'gi')
  return {
    title: { en: `write $${reference.spelling} everywhere`, zh: `统一写作 $${reference.spelling}` },
    safety: 'safe',
    edits: [...words.values()].map(({ word, directive }) =>
      replaceWord(directive.file, word, word.raw.replace(any, `$1${reference.spelling}`)),
    ),
    changes: ['*'],
  }
}
