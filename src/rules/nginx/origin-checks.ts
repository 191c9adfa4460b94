import type { Level, NginxModel, Table } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { lookUp } from '../../text/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import type { HostPattern } from './foreign-hosts.ts'
import { variablesIn } from './regex-maps.ts'

/** A place where a header that names a site decides what is allowed. */
export interface OriginCheck extends HostPattern {
  /** The `if`, or the line of the `map`. */
  readonly directive: Directive
  readonly level: Level
  /** `if`: the block that is entered. `map`: where its variable is read. */
  readonly uses: readonly Use[]
  readonly variable: string | undefined
}

export interface Use {
  readonly directive: Directive
  readonly level: Level
}

const headers: Readonly<Record<string, HostPattern['header']>> = {
  http_origin: 'origin',
  http_referer: 'referer',
  http_host: 'host',
}

export function* originChecks(model: NginxModel): Generator<OriginCheck> {
  for (const level of model.writers('if')) {
    const blocks = new Map(level.children.map(child => [child.directive, child]))
    for (const directive of level.written('if')) {
      const found = conditionOf(directive)
      const block = blocks.get(directive)
      if (!found || !block || (found.refuses && !found.negated)) continue
      yield {
        ...found,
        directive,
        level,
        uses: block.own.map(one => ({ directive: one, level: block })),
        variable: undefined,
      }
    }
  }
  for (const table of model.tables) yield* mapChecks(model, table)
}

interface Condition extends HostPattern {
  readonly negated: boolean
  readonly refuses: boolean
}

/** `if ($http_origin ~ …)`. One that refuses what does not match is as much a gate as one that opens for what does. */
function conditionOf(directive: Directive): Condition | undefined {
  const words = valuesOf(directive)
  const at = words.findIndex(word => /^!?~\*?$/.test(word))
  const asked = words.slice(0, at).join('')
  const header = lookUp(headers, asked.replace(/^\(?\$\{?|\}$/g, '').toLowerCase())
  if (at < 1 || !header) return undefined
  const operator = words[at] as string
  const pattern = words
    .slice(at + 1)
    .join(' ')
    .replace(/\)$/, '')
    .trimEnd()
  const negated = operator.startsWith('!')
  return { pattern, ignoreCase: operator.endsWith('*'), header, negated, refuses: refusesIn(directive) }
}

/** A block that turns requests away. */
const refusesIn = (directive: Directive): boolean =>
  (directive.block?.nodes ?? []).some(node => {
    if (node.kind !== 'directive' || nameOf(node) !== 'return') return false
    return /^(?:4\d\d)$/.test(argument(node, 0) ?? '')
  })

function* mapChecks(model: NginxModel, table: Table): Generator<OriginCheck> {
  const header = lookUp(headers, table.source.replace(/^\$\{?|\}$/g, '').toLowerCase())
  if (table.kind !== 'map' || table.world !== 'http' || !header || !model.http) return
  const keys = table.entries.filter(
    entry => nameOf(entry).startsWith('~') && !/^(?:0|)$/.test(argument(entry, 0) ?? ''),
  )
  const uses = keys.length === 0 ? [] : usesOf(model, table.variable)
  if (uses.length === 0 || uses.some(({ directive }) => isBlockList(directive))) return
  for (const directive of keys) {
    const key = nameOf(directive)
    const ignoreCase = key.startsWith('~*')
    yield {
      pattern: key.slice(ignoreCase ? 2 : 1),
      ignoreCase,
      header,
      directive,
      level: model.http,
      uses,
      variable: table.variable,
    }
  }
}

/** Where a variable is read for something else than a log. */
function usesOf(model: NginxModel, variable: string): Use[] {
  const found: Use[] = []
  for (const level of model.levels({ world: 'http' }))
    for (const directive of level.own) {
      const name = nameOf(directive)
      const { start, end } = directive.span
      if (!directive.block && !directive.file.text.slice(start, end).toLowerCase().includes(variable)) continue
      if (name === 'log_format' || name === 'access_log' || (directive.block && name !== 'if')) continue
      if (directive.args.some(({ value }) => variablesIn(value).includes(variable))) found.push({ directive, level })
    }
  return found
}

/** `if ($bad_referer) { return 403; }`: what matches is turned away, and too little matching is no hole for others. */
const isBlockList = (directive: Directive): boolean =>
  nameOf(directive) === 'if' && directive.args.length === 1 && refusesIn(directive)
