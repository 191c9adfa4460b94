import type { Directive } from '../../../tree/index.ts'
import type { Level, Table, World } from '../model.ts'
import type { Upstream } from '../serve.ts'
import { nameOf } from '../syntax.ts'
import type { Expansion } from './expand.ts'
import { readOptions } from './listen.ts'

export function readUpstream(level: Level): Upstream {
  const directive = level.directive as Directive
  const servers = level.written('server').map(server => {
    const [address = '', ...options] = server.args.map(word => word.value)
    return { directive: server, address, options: readOptions(options) }
  })
  return { world: level.world as World, name: directive.args[0]?.value ?? '', directive, servers }
}

/** The tables of an http{} or stream{} level: map, geo, split_clients. */
export function readTables(level: Level, expansion: Expansion): Table[] {
  return level.own.flatMap(directive => {
    const kind = nameOf(directive)
    if (!directive.block || (kind !== 'map' && kind !== 'geo' && kind !== 'split_clients')) return []
    const words = directive.args.map(word => word.value)
    const variable = (words.at(-1) ?? '').replace(/^\$/, '').toLowerCase()
    const source = words.length > 1 ? (words[0] as string) : '$remote_addr'
    const entries = expansion.statements(directive.block.nodes)
    return [{ kind, world: level.world as World, directive, source, variable, entries }]
  })
}
