import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertAfter, insertLast } from '../../tree/index.ts'

/** A header that nginx is to send. */
export interface ResponseHeader {
  /** In lower case. */
  readonly name: string
  /** The whole statement: `add_header X-Content-Type-Options nosniff always;`. */
  readonly line: string
}

const isAbout = (entry: Directive, name: string): boolean => argumentAt(entry, 0).toLowerCase() === name

/** Levels at and below `from` with an add_header list of their own that lacks the header. */
function listsWithout(from: Level, name: string): Level[] {
  const found: Level[] = []
  const open: Level[] = [from]
  for (let level = open.pop(); level; level = open.pop()) {
    const own = level.written('add_header')
    if (own.length > 0 && !own.some(entry => isAbout(entry, name))) found.push(level)
    for (const child of level.children) open.push(child)
  }
  return found
}

/** Behind the level's own add_header list; when that stands in a shared snippet, at the end of the level's block. */
export function extended(level: Level, line: string): Edit[] {
  const last = level.written('add_header').at(-1)
  const { directive } = level
  if (last && last.parent === directive) return [insertAfter(last, [line])]
  return directive?.block ? [insertLast(directive.file, directive.block, [line])] : []
}

/** Puts the header into every list at and below a level: one list replaces the inherited one. */
export const intoLists = (from: Level, { name, line }: ResponseHeader): Edit[] =>
  listsWithout(from, name).flatMap(level => extended(level, line))

/**
 * A header for every answer of the server: it goes into each list, and lists of http{} are repeated when the server
 * gets its first.
 * @returns edits of lists that stand, and lines for the server when it has none of its own.
 */
export function intoServer(
  model: NginxModel,
  server: Server,
  header: ResponseHeader,
): { edits: Edit[]; lines: string[] } {
  const edits = intoLists(server, header)
  if (server.writes('add_header')) return { edits, lines: [] }
  const inherited = model.list(server, 'add_header').entries
  if (inherited.some(entry => isAbout(entry, header.name))) return { edits, lines: [] }
  const repeated = inherited.map(entry => `add_header ${entry.args.map(({ raw }) => raw).join(' ')};`)
  return { edits, lines: [...repeated, header.line] }
}
