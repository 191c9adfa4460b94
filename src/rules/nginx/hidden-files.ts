import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertBefore, insertLast } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { gather } from './gather.ts'
import { ledAway } from './led-away.ts'
import { openTo } from './open-places.ts'
import { openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'
import { type StaticTree, staticTrees, uriOf } from './static-trees.ts'

interface Options {
  /** Endings of backups and dumps that nobody may fetch, without the dot: `bak`, `sql`. */
  readonly extensions: readonly string[]
  /** Directories that a build writes: nothing hidden gets there. */
  readonly generated: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/hidden-files',
  format: 'nginx',
  title: { en: 'hidden files are served', zh: '隐藏文件可被下载' },
  severity: 'low',
  confidence: 'medium',
  tags: ['files'],
  messages: {
    served: {
      en: '{server} hands out {uri} when there is one below {path}: no location denies it',
      zh: '{server} 会提供 {path} 下的 {uri}（如果存在）：没有 location 拒绝它',
    },
  },
  schema: {
    type: 'object',
    properties: {
      extensions: { type: 'array', items: { type: 'string' } },
      generated: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: { extensions: [], generated: [] },
  *check(model, { extensions, generated }) {
    const servers = new Map<Server, Exposed[]>()
    for (const tree of firstOfEach(staticTrees(model))) {
      if (generated.some(path => tree.files.startsWith(`${path.replace(/\/$/, '')}/`))) continue
      const found = tree.uri.startsWith('/.well-known') ? undefined : exposed(model, tree, extensions)
      if (found) gather(servers, tree.handler.server, found)
    }
    for (const [server, found] of servers) yield* observation(model, server, found)
  },
})

/** So many places of a server are looked at: the finding is about the server. */
const enough = 50

function* firstOfEach(trees: readonly StaticTree[]): Generator<StaticTree> {
  const counts = new Map<Server, number>()
  for (const tree of trees) {
    const { server } = tree.handler
    const count = (counts.get(server) ?? 0) + 1
    counts.set(server, count)
    if (count <= enough) yield tree
  }
}

interface Exposed {
  readonly tree: StaticTree
  readonly uri: string
  readonly hidden: boolean
}

function exposed(model: NginxModel, tree: StaticTree, extensions: readonly string[]): Exposed | undefined {
  const { server } = tree.handler
  const levels = [...new Set([tree.entrance, tree.handler.level])]
  const folder = tree.files.endsWith('/') ? tree.files : `${tree.files}/`
  const names = ['.git/config', '.env', '.htpasswd', ...extensions.map(extension => `backup.${extension}`)]
  for (const name of names) {
    const uri = uriOf(model, tree, folder + name)
    if (uri === undefined || [server, ...levels].some(level => ledAway(model, level, uri))) continue
    return levels.every(level => openTo(server, model.access(level)).length > 0)
      ? { tree, uri, hidden: name.startsWith('.') }
      : undefined
  }
  return undefined
}

function* observation(model: NginxModel, server: Server, found: readonly Exposed[]): Generator<Observation> {
  const [first] = found
  const at = placeOfLevel(server)
  if (!first || !at) return
  const summaryOf = { en: `${first.uri} is handed out`, zh: `${first.uri} 可被下载` }
  const levels = found.map(({ tree }) => tree.handler.level)
  yield {
    at,
    subject: server.subject,
    message: {
      id: 'served',
      params: {
        server: server.subject,
        uri: first.uri,
        path: summary([...new Set(found.map(({ tree }) => argumentAt(tree.directive, 0)))]),
      },
    },
    related: [
      { at: placeOf(first.tree.directive), message: { en: 'where the files are', zh: '文件所在目录' } },
      ...affected(levels.filter(level => level !== server)),
    ],
    witness: () => {
      const request = openRequestTo(model, first.tree.handler, { path: first.uri })
      return request && { ...request, provokes: { status: 200, summary: summaryOf } }
    },
    fixes: found.every(({ hidden }) => hidden) ? fixes(server, found) : [],
  }
}

const denial = ['location ~ /\\.(?!well-known(?:/|$)) {', '    deny all;', '}']

/** A regular expression of the server reaches everything but what `^~` keeps for itself. */
function fixes(server: Server, found: readonly Exposed[]): Fix[] {
  const kept = found.map(({ tree }) => asLocation(tree.handler.level)).filter(one => one?.match.kind === 'noregex')
  const outside = kept.length < found.length
  const edits = [...(outside ? inServer(server) : []), ...kept.flatMap(one => inside(one?.directive))]
  if (edits.length < kept.length + (outside ? 1 : 0)) return []
  return [
    {
      title: { en: 'deny hidden files', zh: '拒绝访问隐藏文件' },
      safety: 'safe',
      edits,
      changes: ['*'],
    },
  ]
}

const inside = (directive: Directive | undefined): Edit[] =>
  directive?.block ? [insertLast(directive.file, directive.block, denial)] : []

/** In front of the first regular expression: the first that matches wins. */
function inServer({ locations, directive }: Server): Edit[] {
  const first = locations.find(({ match }) => /regex$/.test(match.kind))?.directive
  return first ? [insertBefore(first, denial)] : inside(directive)
}
