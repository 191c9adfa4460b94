import { normalize } from '../../files/path.ts'
import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import type { StaticServe } from '../../formats/nginx/serve.ts'
import { argumentAt, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { waysTo } from './named-reach.ts'
import { asLocation } from './statements.ts'

/** Files that a place hands out: every path that begins with `files`, as the URI that begins with `uri` instead. */
export interface StaticTree {
  readonly handler: Handler
  /** The place that requests come to first: another one where they are sent on to a named location. */
  readonly entrance: Level
  /** The `root` or `alias` that decides. */
  readonly directive: Directive
  readonly files: string
  readonly uri: string
}

const known = new WeakMap<NginxModel, readonly StaticTree[]>()

/**
 * Places that serve whatever lies below a directory which the files name without variables. Worked out once for all
 * rules that ask.
 */
export function staticTrees(model: NginxModel): readonly StaticTree[] {
  const found = known.get(model) ?? [...trees(model)]
  known.set(model, found)
  return found
}

function* trees(model: NginxModel): Generator<StaticTree> {
  const folders = new Folders()
  for (const server of model.servers)
    for (const handler of model.handlers(server)) {
      const { serve } = handler
      if (serve.kind !== 'static' || !followsPath(serve)) continue
      for (const entrance of entrances(model, handler)) {
        const tree = treeOf({ handler, entrance }, serve, folders)
        if (tree) yield tree
      }
    }
}

/** So many places lead to a named location that are looked at. */
const most = 20

/** The place itself; for a named location the places of files that send on what they do not have. */
function entrances(model: NginxModel, { level }: Handler): readonly Level[] {
  const open: Level[] = [level]
  const seen = new Set(open)
  for (const at of open) {
    const location = asLocation(at)
    if (location?.match.kind !== 'named') continue
    for (const { from, codes } of waysTo(model, location)) {
      const lacks = codes === undefined || codes.has('404')
      const serve = asLocation(from)?.serve.kind ?? (from.context === 'server' ? 'static' : undefined)
      if (!lacks || serve !== 'static' || seen.has(from) || seen.size > most) continue
      seen.add(from)
      open.push(from)
    }
  }
  return open.filter(one => asLocation(one)?.match.kind !== 'named')
}

/** `try_files` that never asks for the requested path serves only what it names. */
export function followsPath({ tryFiles }: StaticServe): boolean {
  return !tryFiles || valuesOf(tryFiles).some(value => /^\$\{?(?:document_)?uri\}?\/?$/i.test(value))
}

/** Places of a server mostly share a root. */
class Folders {
  private path = ''
  private folder = ''

  of(path: string): string {
    if (path !== this.path) {
      this.path = path
      this.folder = normalize(path).replace(/\/$/, '')
    }
    return this.folder
  }
}

type Entered = Pick<StaticTree, 'handler' | 'entrance'>

function treeOf(
  { handler, entrance }: Entered,
  { root, alias }: StaticServe,
  folders: Folders,
): StaticTree | undefined {
  const location = asLocation(entrance)
  const match = location?.match
  if (location?.internal || match?.kind === 'exact') return undefined
  const prefix = /^(?:prefix|noregex)$/.test(match?.kind ?? '') ? match?.pattern : undefined
  const directive = alias ?? (root.origin === 'default' ? undefined : root.origin)
  const path = directive ? argumentAt(directive, 0) : ''
  if (!directive || !/^\/[^$]*$/.test(path)) return undefined
  if (!alias) {
    const uri = prefix ?? '/'
    return { handler, entrance, directive, uri, files: folders.of(path) + uri }
  }
  if (prefix === undefined || entrance !== handler.level) return undefined
  const end = path.endsWith('/') && normalize(path) !== '/' ? '/' : ''
  return { handler, entrance, directive, uri: prefix, files: normalize(path) + end }
}

/** The path under which a client gets a file of the tree; undefined when another location answers for it. */
export function uriOf(
  model: NginxModel,
  { handler, entrance, files, uri }: StaticTree,
  file: string,
): string | undefined {
  const path = uri + file.slice(files.length)
  const { location, uncertain } = model.matchLocation(handler.server, path)
  const answers = location ?? handler.server
  return !uncertain && answers === entrance && !path.includes('%') ? path : undefined
}
