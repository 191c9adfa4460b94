import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, countOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { silentLogs } from './silent-logs.ts'

/** A `log_format` together with the logs and places that write with it. */
export interface UsedFormat {
  readonly name: string
  readonly directive: Directive
  /** The format's text: its words joined as nginx joins them. */
  readonly text: string
  /** `escape=json`, `escape=none`; `default` when not written. */
  readonly escape: 'default' | 'json' | 'none'
  /** Variables without `$`, lower case. */
  readonly variables: readonly string[]
  readonly logs: readonly Directive[]
  readonly handlers: readonly Handler[]
}

interface Use {
  readonly logs: Set<Directive>
  readonly handlers: Handler[]
}

/** Formats that an access_log in force somewhere in http{} writes with. Formats nobody uses are left out. */
export function usedFormats(model: NginxModel): UsedFormat[] {
  const uses = new Map<string, Use>()
  for (const server of model.servers) for (const handler of model.handlers(server)) note(model, handler, uses)
  return inUse(formatsByName(model), uses)
}

/** The same of stream{}. */
export function streamFormats(model: NginxModel): UsedFormat[] {
  const formats = model.stream ? namedIn(model.stream) : undefined
  if (!formats) return []
  const uses = new Map<string, Use>()
  for (const server of model.streamServers)
    if (server.serve) note(model, { level: server, server, serve: server.serve }, uses)
  return inUse(formats, uses)
}

const inUse = (formats: ReadonlyMap<string, Directive>, uses: ReadonlyMap<string, Use>): UsedFormat[] =>
  [...formats].flatMap(([name, directive]) => {
    const use = uses.get(name)
    return use ? [format(directive, use)] : []
  })

/** The format that a log with this name writes in; undefined: built in, or there is none. */
export const formatNamed = (model: NginxModel, name: string): Directive | undefined =>
  formatsByName(model).get(name.toLowerCase())

const byName = new WeakMap<NginxModel, ReadonlyMap<string, Directive>>()

function formatsByName(model: NginxModel): ReadonlyMap<string, Directive> {
  const found = byName.get(model) ?? namedIn(model.http)
  byName.set(model, found)
  return found
}

/** By name in small letters: nginx takes the first that is the same but for capitals, its own `combined` before all (measured). */
function namedIn(level: Level | undefined): ReadonlyMap<string, Directive> {
  const formats = new Map<string, Directive>()
  for (const directive of level?.written('log_format') ?? []) {
    const name = argumentAt(directive, 0).toLowerCase()
    if (name !== 'combined' && !formats.has(name)) formats.set(name, directive)
  }
  return formats
}

function note(model: NginxModel, handler: Handler, uses: Map<string, Use>): void {
  for (const log of model.list(handler.level, 'access_log').entries) {
    const name = formatOf(log)
    if (name === undefined || silentLogs(model).has(log)) continue
    const use = uses.get(name) ?? { logs: new Set<Directive>(), handlers: [] }
    uses.set(name, use)
    use.logs.add(log)
    use.handlers.push(handler)
  }
}

/** The format an access_log names, in small letters; undefined when it is off, or writes with the built-in `combined`. */
function formatOf(log: Directive): string | undefined {
  if (countOf(log) < 2) return undefined
  const [target, second] = valuesOf(log)
  if (target === undefined || target === 'off' || second === undefined) return undefined
  return second.includes('=') && !second.startsWith('$') ? undefined : second.toLowerCase()
}

function format(directive: Directive, use: Use): UsedFormat {
  const [name = '', ...rest] = valuesOf(directive)
  const escaping = /^escape=(json|none)$/.exec(rest[0] ?? '')?.[1] as 'json' | 'none' | undefined
  const text = rest.filter((word, at) => at > 0 || !/^escape=/.test(word)).join('')
  return {
    name,
    directive,
    text,
    escape: escaping ?? 'default',
    variables: [...text.matchAll(/\$\{?(\w+)/g)].map(found => (found[1] ?? '').toLowerCase()),
    logs: [...use.logs],
    handlers: use.handlers,
  }
}
