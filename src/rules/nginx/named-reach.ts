import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'

/** A level whose requests may go on to a named location, with their method and body as they came. */
export interface Way {
  readonly from: Level
  /** Which answers of the level send them there; undefined: `try_files` does, before there is one. */
  readonly codes: ReadonlySet<string> | undefined
}

type Ways = ReadonlyMap<string, readonly Way[]>
const known = new WeakMap<Server, Ways>()

/** Every level that leads to a named location by `error_page` or `try_files`, inherited ones included. */
export function waysTo(model: NginxModel, { server, match }: Location): readonly Way[] {
  const ways = known.get(server) ?? waysIn(model, server)
  known.set(server, ways)
  return ways.get(match.pattern) ?? []
}

function waysIn(model: NginxModel, server: Server): Ways {
  const found = new Map<string, Way[]>()
  const add = (directive: Directive, way: Way): void => {
    const target = directive.args.at(-1)?.value ?? ''
    if (!target.startsWith('@')) return
    const list = found.get(target)
    if (list) list.push(way)
    else found.set(target, [way])
  }
  for (const from of levelsOf(server)) {
    for (const page of model.list(from, 'error_page').entries) add(page, { from, codes: codesOf(page) })
    for (const files of from.written('try_files')) add(files, { from, codes: undefined })
  }
  return found
}

/**
 * Where a request of the server can be when it is sent on: its locations and their `if` blocks. The server itself where
 * no location takes all the others, or where it answers by a `return` of its own.
 */
function levelsOf(server: Server): Level[] {
  const levels: Level[] = []
  const open: Level[] = [server]
  for (let level = open.pop(); level; level = open.pop()) {
    if (level.context !== 'limit_except') levels.push(level)
    for (const child of level.children) open.push(child)
  }
  const takesAll = server.locations.some(({ match }) => /prefix|noregex/.test(match.kind) && match.pattern === '/')
  return takesAll ? levels.filter(level => !isServer(level) || level.writes('return')) : levels
}

const isServer = ({ context }: Level): boolean => context === 'server' || context === 'if-in-server'

const codesOf = ({ args }: Directive): ReadonlySet<string> =>
  new Set(args.map(({ value }) => value).filter(value => /^\d{3}$/.test(value)))
