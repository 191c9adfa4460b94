import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Upstream } from '../../formats/nginx/serve.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { atLeast } from '../../target/index.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, lacking, summary, writer } from './affected.ts'
import { insertIntoList } from './list-edits.ts'
import { type SentHeaders, type SharedList, sharedLists } from './sent-headers.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/upstream-keepalive',
  format: 'nginx',
  title: { en: 'keepalive that closes every connection', zh: 'keepalive 却关闭每个连接' },
  severity: 'low',
  confidence: 'high',
  tags: ['proxy', 'performance'],
  messages: {
    closed: {
      en: 'upstream {name} keeps connections, {levels} closes each after one request: HTTP/{version}, Connection {connection}',
      zh: 'upstream {name} 保持连接，而 {levels} 每次请求后都关闭：HTTP/{version}，Connection 为 {connection}',
    },
  },
  defaults: {},
  *check(model) {
    const kept = new Map(model.upstreams.flatMap(one => (keeps(one) ? [[one, keeps(one)] as const] : [])))
    if (kept.size === 0) return
    for (const list of sharedLists(model)) {
      if (list.directive !== 'proxy_set_header') continue
      const uses = list.uses.filter(({ pass }) => pass.serve.upstream && kept.has(pass.serve.upstream))
      const closing = uses.filter(use => closes(model, use))
      if (closing.length > 0) yield observation(model, { ...list, uses: closing }, kept)
    }
  },
})

const keeps = ({ directive }: Upstream): Directive | undefined =>
  directive.block?.nodes.find((node): node is Directive => node.kind === 'directive' && node.name.value === 'keepalive')

const versionAt = (model: NginxModel, { pass }: SentHeaders): string =>
  model.text(pass.handler.level, 'proxy_http_version') || '1.0'

/** What the backend is told; until 1.29.7 that is `close` where nobody says anything. */
function connectionOf(model: NginxModel, use: SentHeaders): string {
  const entry = use.named('connection')
  if (entry) return argumentAt(entry, 1)
  return atLeast(model.target.nginx, '1.29.7') ? '' : 'close'
}

const closes = (model: NginxModel, use: SentHeaders): boolean =>
  versionAt(model, use) === '1.0' || connectionOf(model, use).toLowerCase() === 'close'

function observation(
  model: NginxModel,
  list: SharedList,
  kept: ReadonlyMap<Upstream, Directive | undefined>,
): Observation {
  const [use] = list.uses
  const { serve, handler } = use!.pass
  const levels = list.uses.map(one => one.pass.handler.level)
  const keepalive = serve.upstream && kept.get(serve.upstream)
  return {
    at: lacking(serve.directive, handler.level),
    subject: `${(list.written ?? handler.server).subject} ${serve.upstream?.name ?? ''}`,
    message: {
      id: 'closed',
      params: {
        name: serve.upstream?.name ?? '',
        levels: summary(levels, level => level.subject),
        version: versionAt(model, use!),
        connection: `"${connectionOf(model, use!)}"`,
      },
    },
    related: [
      ...(keepalive ? [{ at: placeOf(keepalive), message: { en: 'keeps connections', zh: '保持连接' } }] : []),
      ...affected(levels),
    ],
    fixes: [fix(model, list)],
  }
}

/** Both lines at the level of the list in force: an entry nearer by would drop the inherited ones. */
function fix(model: NginxModel, list: SharedList): Fix {
  const use = list.uses[0]!
  const old = versionAt(model, use) === '1.0'
  const version = old ? writer(use.pass.handler.level, 'proxy_http_version') : undefined
  const told = connectionOf(model, use).toLowerCase() === 'close'
  const entry = told ? use.named('connection') : undefined
  const lines = [
    ...(old && !version ? ['proxy_http_version 1.1;'] : []),
    ...(told && !entry ? ['proxy_set_header Connection "";'] : []),
  ]
  return {
    title: { en: 'speak HTTP/1.1 and leave connections open', zh: '使用 HTTP/1.1 并保持连接' },
    safety: 'safe',
    edits: [
      ...(version ? setAt(version, 'proxy_http_version', '1.1') : []),
      ...(entry ? [replaceArguments(entry, `${entry.args[0]?.raw ?? 'Connection'} ""`)] : []),
      ...(lines.length > 0 ? insertIntoList(list, lines) : []),
    ],
    changes: [...(old ? ['proxy_http_version'] : []), ...(told ? ['proxy_set_header'] : [])],
  }
}
