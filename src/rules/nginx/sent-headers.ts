import type { Entries, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { headerName } from './header-name.ts'
import { type Pass, passes } from './targets.ts'

/** Families whose requests carry HTTP headers that `*_set_header` decides. */
const families: ReadonlySet<string> = new Set(['proxy', 'grpc'])

/** A place that hands requests on, and the list of headers in force there. */
export interface SentHeaders {
  readonly pass: Pass
  readonly directive: string
  readonly entries: Entries
  /** The last entry for a header, whose name is given in lower case. */
  named(header: string): Directive | undefined
}

export function* sentHeaders(model: NginxModel): Generator<SentHeaders> {
  for (const pass of passes(model)) {
    if (!families.has(pass.family)) continue
    const directive = `${pass.family}_set_header`
    const entries = model.list(pass.handler.level, directive)
    yield { pass, directive, entries, named: name => entries.entries.findLast(entry => headerName(entry) === name) }
  }
}

/** Places that share one list: the level that writes it, or (nobody writes any) the server they stand in. */
export interface SharedList {
  readonly directive: string
  readonly written: Level | undefined
  readonly server: Server
  readonly uses: SentHeaders[]
}

export function sharedLists(model: NginxModel): SharedList[] {
  const lists = new Map<Level, Map<string, SharedList>>()
  for (const sent of sentHeaders(model)) {
    const { server } = sent.pass.handler
    const level = sent.entries.at ?? server
    const here = lists.get(level) ?? new Map<string, SharedList>()
    lists.set(level, here)
    const known = here.get(sent.directive)
    if (known) known.uses.push(sent)
    else here.set(sent.directive, { directive: sent.directive, written: sent.entries.at, server, uses: [sent] })
  }
  return [...lists.values()].flatMap(here => [...here.values()])
}
