import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertAfter, insertLast } from '../../tree/index.ts'

const name = 'strict-transport-security'

export const hstsLine = (minAge: number): string => `add_header Strict-Transport-Security "max-age=${minAge}" always;`

export const isHsts = (entry: Directive): boolean => entry.args[0]?.value.toLowerCase() === name

/** Levels of the server with an add_header list of their own that lacks the header. */
function listsWithout(server: Server): Level[] {
  const found: Level[] = []
  const open: Level[] = [server]
  for (let level = open.pop(); level; level = open.pop()) {
    const own = level.written('add_header')
    if (own.length > 0 && !own.some(isHsts)) found.push(level)
    open.push(...level.children)
  }
  return found
}

/** Behind the level's own list; when that stands in a shared snippet, at the end of the level's block. */
function extend(level: Level, line: string): Edit[] {
  const last = level.written('add_header').at(-1)
  const { directive } = level
  if (last && last.parent === directive) return [insertAfter(last, [line])]
  return directive?.block ? [insertLast(directive.file, directive.block, [line])] : []
}

/**
 * Strict-Transport-Security for every answer of the server: one list replaces the inherited one, so the header goes
 * into each list, and lists of http{} are repeated when the server gets its first.
 * @returns edits of lists that stand, and lines for the server when it has none of its own.
 */
export function hsts(model: NginxModel, server: Server, minAge: number): { edits: Edit[]; lines: string[] } {
  const line = hstsLine(minAge)
  const edits = listsWithout(server).flatMap(level => extend(level, line))
  if (server.written('add_header').length > 0) return { edits, lines: [] }
  const inherited = model.list(server, 'add_header').entries
  if (inherited.some(isHsts)) return { edits, lines: [] }
  const repeated = inherited.map(entry => `add_header ${entry.args.map(({ raw }) => raw).join(' ')};`)
  return { edits, lines: [...repeated, line] }
}
