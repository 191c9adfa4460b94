import { readFileSync } from 'node:fs'
import { contextNames } from '../formats/nginx/tables/contexts.ts'

interface Source {
  readonly name: string
  readonly module: string
  readonly family: string
  readonly contexts?: readonly string[]
  readonly args?: readonly string[]
  readonly block?: boolean
  readonly also?: readonly { contexts: string[]; args: string[]; block?: boolean }[]
  readonly kind?: string
  readonly setter?: string
  readonly values?: readonly string[]
  readonly bounds?: readonly string[]
  readonly duplicate?: string
  readonly since?: string
  readonly removed?: string
  readonly signature_history?: readonly (readonly [string, string])[]
  readonly replaced_by?: string
  readonly needs_configure?: string
  readonly platform?: string
  readonly vendor?: string
  readonly doc?: { readonly default?: string; readonly url?: string }
}

interface Supplement {
  readonly values: Record<string, string>
  readonly valueSince: Record<string, Record<string, string>>
  readonly defaultsBefore: Record<string, readonly (readonly [string, string])[]>
  readonly lists: readonly string[]
  readonly enumerationBefore: readonly string[]
  readonly onceBefore: readonly string[]
  readonly notInherited: readonly string[]
  readonly backports: Record<string, Record<string, readonly string[]>>
  readonly thirdParty: Record<string, readonly string[]>
}

const facts = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`facts/nginx/${name}`, import.meta.url), 'utf8'))

const argumentBits: Record<string, number> = {
  NOARGS: 1,
  TAKE1: 2,
  TAKE2: 4,
  TAKE3: 8,
  TAKE4: 16,
  TAKE5: 32,
  TAKE6: 64,
  TAKE7: 128,
  FLAG: 256,
  ANY: 512,
  '1MORE': 1024,
  '2MORE': 2048,
  TAKE12: 6,
  TAKE13: 10,
  TAKE23: 12,
  TAKE123: 14,
  TAKE1234: 30,
}

const kindCodes: Record<string, string> = {
  custom: 'c',
  flag: 'f',
  number: 'n',
  size: 's',
  offset: 'o',
  'time-ms': 'm',
  'time-s': 't',
  string: 'S',
  'string[]': 'L',
  bitmask: 'b',
  enum: 'e',
  complex: 'x',
  'complex-size': 'z',
  'predicate[]': 'p',
  'keyval[]': 'k',
  bufs: 'B',
  'mime-types[]': 'M',
  path: 'P',
  access: 'A',
  include: 'i',
}

/** Signatures older than this are not kept: no supported release has them. */
const oldest = '1.10.0'

const number = (version: string): number =>
  version
    .replace('<=', '')
    .split(' ')[0]!
    .split('.')
    .reduce((sum, part) => sum * 1000 + Number(part), 0)

const version = (text: string | undefined): string =>
  text === undefined || text.startsWith('<=') || number(text) < number(oldest) ? '' : text.split(' ')[0]!

function contextBits(names: readonly string[]): number {
  let bits = 0
  for (const name of names) {
    if (name === 'any') return (1 << contextNames.length) - 1
    const at = contextNames.indexOf(name as (typeof contextNames)[number])
    if (at === -1) throw new Error(`unknown context ${name}`)
    bits |= 1 << at
  }
  return bits
}

const argBits = (names: readonly string[]): number =>
  names.reduce((bits, name) => {
    const bit = argumentBits[name]
    if (bit === undefined) throw new Error(`unknown arity ${name}`)
    return bits | bit
  }, 0)

/** `http|server {} / TAKE1` of the history. */
function oldSignature(text: string): string {
  const [left, right] = text.split(';')[0]!.split('/')
  const contexts = left!.replace('{}', '').trim().split('|')
  const args = right!
    .trim()
    .split('|')
    .filter(name => name in argumentBits)
  return `${contextBits(contexts).toString(36)},${argBits(args).toString(36)}`
}

function matching<T>(table: Record<string, T>, name: string): T | undefined {
  for (const [pattern, value] of Object.entries(table)) {
    if (pattern === name) return value
    if (pattern.startsWith('*') && name.endsWith(pattern.slice(1))) return value
  }
  return undefined
}

/** Bits of the argument positions in which variables are expanded: 1, 2, 3 and 4 or later; 16 = the first is mixed. */
function variableBits(name: string, family: string, table: Record<string, Record<string, unknown>>): number {
  const entry = table[`${name}|${family}`]
  if (!entry) return 0
  let bits = 0
  for (const [position, verdict] of Object.entries(entry)) {
    const word = Array.isArray(verdict) ? verdict[0] : verdict
    const at = position === '4+' ? 3 : Number(position) - 1
    if (at >= 0 && word === 'expands') bits |= 1 << at
  }
  return bits
}

const trimmed = (fields: readonly string[]): string => fields.join('\t').replace(/\t+$/, '')

class Tables {
  private readonly supplement = facts('supplement.json') as Supplement
  private readonly modules: string[] = []
  private readonly arguments = (
    facts('variable-arguments.json') as { arguments: Record<string, Record<string, unknown>> }
  ).arguments

  lines(): string[] {
    const { records } = facts('directives.json') as { records: Source[] }
    const sorted = records.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    return sorted.flatMap(record => [this.line(record), ...(record.also ?? []).map(mask => this.also(record, mask))])
  }

  moduleNames(): string {
    return this.modules.join(' ').replaceAll('ngx_', '~')
  }

  private module(name: string): string {
    const plain = name.replaceAll(' ', '_')
    const at = this.modules.indexOf(plain)
    return (at === -1 ? this.modules.push(plain) - 1 : at).toString(36)
  }

  private also(record: Source, mask: { contexts: string[]; args: string[]; block?: boolean }): string {
    return this.line({ ...record, block: false, ...mask })
  }

  private line(record: Source): string {
    const { name, contexts, args } = record
    return trimmed([
      name,
      this.module(record.module),
      (contexts?.length ? contextBits(contexts) : 0).toString(36),
      (args ? argBits(args) : 0).toString(36),
      this.flags(record),
      record.kind ? (kindCodes[record.kind] ?? '?') : '',
      this.detail(record),
      version(record.since),
      version(record.removed) || (record.removed ? oldest : ''),
      this.defaults(record),
      variableBits(name, record.family, this.arguments).toString(36).replace('0', ''),
      this.history(record),
      record.replaced_by ?? '',
      (record.needs_configure ?? '').replace(/^--with(out)?-/, ''),
    ])
  }

  /** b block, d duplicate is an error, l list, n not inherited, w/u/s/B platform, p plus, v other vendor. */
  private flags(record: Source): string {
    const { name, duplicate, vendor } = record
    const list = duplicate === 'append' || this.supplement.lists.includes(name)
    return [
      record.block ? 'b' : '',
      duplicate === 'error' || this.supplement.onceBefore.includes(name) ? 'd' : '',
      this.supplement.notInherited.includes(name) ? 'n' : list ? 'l' : '',
      vendor === 'plus' || vendor === 'plus-addon' ? 'p' : vendor ? 'v' : '',
      record.platform && record.platform !== 'linux' ? 'w' : '',
    ].join('')
  }

  private detail(record: Source): string {
    const { kind, values, bounds, name } = record
    if (kind === 'custom') return (record.setter ?? '').replace(/^ngx_/, '')
    if (kind === 'number') return bounds?.join(' ') ?? ''
    if (kind !== 'enum' && kind !== 'bitmask') return ''
    const words = values ?? matching(this.supplement.values, name)?.split(' ') ?? []
    const since = this.supplement.valueSince[name] ?? {}
    return words.map(word => (since[word] ? `${word}@${since[word]}` : word)).join(' ')
  }

  /** The documented default, preceded by `VERSION<VALUE¦` for each older one. A block of statements is the value of no setting. */
  private defaults(record: Source): string {
    const before = this.supplement.defaultsBefore[record.name] ?? []
    const written = (record.doc?.default ?? '').replaceAll('\t', ' ')
    const now = /;\s*\n/.test(written) ? '' : written.replaceAll('\n', ' ')
    return before.map(([until, value]) => `${until}<${value}¦`).join('') + now
  }

  /** Masks of the past. Some words of an enumeration stood behind the mask of a flag already: no change. */
  private history(record: Source): string {
    if (this.supplement.enumerationBefore.includes(record.name)) return ''
    const changes = (record.signature_history ?? []).filter(([since]) => number(since) > number(oldest))
    const entries = record.signature_history ?? []
    return changes
      .map(([since]) => {
        const before = entries[entries.findIndex(entry => entry[0] === since) - 1]
        return before ? `${since}:${oldSignature(before[1])}` : ''
      })
      .filter(text => text !== '')
      .join(' ')
  }
}

interface Variable {
  readonly name: string
  readonly family: string
  readonly flags?: readonly string[]
  readonly since?: string
  readonly removed?: string
  readonly module?: string
  readonly condition?: string
}

/** name, flags (s stream, c changeable, p prefix, n never hashed, o never defined by nginx itself), since, removed, module. */
function variableLines(): string[] {
  const { variables } = facts('variables.json') as { variables: Variable[] }
  return variables.map(variable => {
    const flags = variable.flags ?? []
    return trimmed([
      variable.name,
      [
        variable.family === 'stream' ? 's' : '',
        flags.includes('CHANGEABLE') ? 'c' : '',
        flags.includes('PREFIX') ? 'p' : '',
        variable.condition?.startsWith('never') ? 'o' : '',
      ].join(''),
      version(variable.since),
      version(variable.removed) || (variable.removed ? oldest : ''),
      (variable.module ?? '').replace('ngx_', '~'),
    ])
  })
}

const literal = (lines: readonly string[]): string =>
  `\`\n${lines.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\n\``

export function generate(): Record<string, string> {
  const tables = new Tables()
  const directives = tables.lines()
  const supplement = facts('supplement.json') as Supplement
  const foreign = Object.entries(supplement.thirdParty).map(([module, names]) => `${module} ${names.join(' ')}`)
  const backports = Object.entries(supplement.backports).map(
    ([name, by]) => `${name} ${Object.entries(by).map(([system, packages]) => `${system}=${packages.join(',')}`)}`,
  )
  const head = '// Generated from src/dev/facts/nginx by src/dev/nginx-tables.ts. Do not edit.\n'
  return {
    'src/formats/nginx/tables/directives.gen.ts': `${head}export const modules: string = ${JSON.stringify(tables.moduleNames())}
export const directives: string = ${literal(directives)}
export const thirdParty: string = ${literal(foreign)}
export const backports: string = ${literal(backports)}
`,
    'src/formats/nginx/tables/variables.gen.ts': `${head}export const variables: string = ${literal(variableLines())}\n`,
  }
}
