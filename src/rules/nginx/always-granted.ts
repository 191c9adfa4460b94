import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { StaticServe } from '../../formats/nginx/serve.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'

/** What `auth_request` asks, where that gives everybody the same answer. */
export interface Granting {
  readonly level: Level
  /** What answers: the `return`, the location whose file it is. */
  readonly by: Directive
  /** The statement that says with what. */
  readonly answer: Directive
  /** A `file` that is not there fails for everybody instead. */
  readonly kind: 'answer' | 'file'
}

/** So many internal redirects of `try_files` are followed. */
const deepest = 4

/**
 * Does a subrequest for the URI come out the same for everybody, with a 2xx? Neither `allow` and `deny` nor passwords
 * are asked in subrequests (measured with 1.22.1), so it does at a `return 200` or a file whatever stands around them.
 */
export function alwaysGranted(model: NginxModel, server: Server, uri: string, depth = 0): Granting | undefined {
  const [path = ''] = uri.split('?')
  if (depth > deepest || !path.startsWith('/') || path.includes('$') || changesRequests(server)) return undefined
  const { location, uncertain } = model.matchLocation(server, path)
  if (uncertain || server.serve) return undefined
  const level = location ?? server
  const serve = location?.serve ?? model.handlers(server).find(one => one.level === server)?.serve
  if (!serve || changesRequests(level) || level.children.some(isCondition)) return undefined
  if (serve.kind === 'static') return fileAt(model, { server, level, serve }, depth)
  const sure = serve.kind === 'return' ? serve.code >= 200 && serve.code < 300 : handedOut.has(nameOf(serve.directive))
  return sure ? { level, by: serve.directive, answer: serve.directive, kind: 'answer' } : undefined
}

const handedOut: ReadonlySet<string> = new Set(['stub_status', 'empty_gif'])

/** Scripts before the answer may refuse as well as a `rewrite` may lead elsewhere. */
const changesRequests = ({ own }: Level): boolean =>
  own.some(one => /^(?:rewrite|rewrite_by_lua\w*|server_rewrite_by_lua\w*)$/.test(nameOf(one)))

const isCondition = ({ context }: Level): boolean => context.startsWith('if-')

interface FileHandler extends Handler {
  readonly serve: StaticServe
}

function fileAt(model: NginxModel, { server, level, serve }: FileHandler, depth: number): Granting | undefined {
  const { root, alias, tryFiles } = serve
  const answer = tryFiles ?? alias ?? (root.origin === 'default' ? undefined : root.origin)
  const words = [...(tryFiles ? valuesOf(tryFiles) : []), ...(alias ? valuesOf(alias) : root.value)]
  if (!answer || words.some(word => /\$(?!(?:uri|\{uri\})(?!\w))/i.test(word))) return undefined
  const found: Granting = { level, by: tryFiles ?? alias ?? level.directive ?? answer, answer, kind: 'file' }
  const last = tryFiles && valuesOf(tryFiles).at(-1)
  if (!last || last.startsWith('=')) return found
  // Where the fallback refuses somebody, so may the whole.
  const same = model.matchLocation(server, last).location === level
  return same || alwaysGranted(model, server, last, depth + 1) ? found : undefined
}
