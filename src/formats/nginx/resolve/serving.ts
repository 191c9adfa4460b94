import type { Directive } from '../../../tree/index.ts'
import type { Level } from '../model.ts'
import type { GatewayServe, ProxyServe, Serve, StaticServe, Upstream } from '../serve.ts'
import { argumentAt, nameOf } from '../syntax.ts'
import { scriptedAt } from './script.ts'
import type { Settings } from './settings.ts'

/** Directives that install the content handler of their location. The last one written wins. */
const handlers = new Set([
  ...['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass', 'tunnel_pass'],
  ...['stub_status', 'empty_gif', 'flv', 'mp4', 'perl', 'js_content', 'api', 'status', 'hls', 'f4f', 'upstream_conf'],
  ...['content_by_lua_block', 'content_by_lua_file', 'content_by_lua', 'redis2_pass', 'memc_pass', 'echo', 'acme'],
  ...['drizzle_pass', 'postgres_pass', 'passenger_enabled', 'nchan_pubsub', 'nchan_publisher', 'nchan_subscriber'],
  ...['vhost_traffic_status_display', 'push_stream_publisher', 'push_stream_subscriber', 'internal_redirect'],
])

const streamHandlers = new Set(['proxy_pass', 'return', 'pass', 'js_filter', 'content_by_lua_block'])

/** What answers at a level. */
export class Serving {
  private readonly settings: Settings
  private readonly upstreams: () => readonly Upstream[]
  private byName: Map<string, Upstream> | undefined

  constructor(settings: Settings, upstreams: () => readonly Upstream[]) {
    this.settings = settings
    this.upstreams = upstreams
  }

  /** For a server: what answers before a location is chosen; undefined when nothing does. For a location: always something. */
  of(level: Level): Serve | undefined {
    if (level.world !== 'http') return this.connection(level)
    const answer = scriptedAt(level)
    if (answer || level.context === 'server' || level.context === 'if-in-server') return answer
    return this.handler(level) ?? this.files(level)
  }

  /** The content handler written at the level itself. */
  handler(level: Level): Serve | undefined {
    const directive = level.lastOf(handlers)
    return directive && this.read(directive, level)
  }

  files(level: Level): StaticServe {
    const alias = level.written('alias').at(-1)
    const root = this.settings.setting(level, 'root')
    return { kind: 'static', root, alias, tryFiles: level.written('try_files').at(-1) }
  }

  private connection(level: Level): Serve | undefined {
    const directive = level.lastOf(streamHandlers)
    if (!directive) return undefined
    const text = argumentAt(directive, 0)
    if (nameOf(directive) === 'return') return { kind: 'return', directive, code: 200, text }
    if (nameOf(directive) !== 'proxy_pass') return { kind: 'module', directive, name: nameOf(directive) }
    const hasVariables = text.includes('$')
    const upstream = this.upstream(level, text)
    return { kind: 'proxy', directive, scheme: undefined, authority: text, uri: undefined, hasVariables, upstream }
  }

  private read(directive: Directive, level: Level): Serve {
    const name = nameOf(directive)
    const target = argumentAt(directive, 0)
    if (name === 'proxy_pass') return this.proxy(directive, target, level)
    const kind = /^(fastcgi|uwsgi|scgi|grpc|memcached)_pass$/.exec(name)?.[1]
    return kind ? this.gateway(directive, kind as GatewayServe['kind'], level) : { kind: 'module', directive, name }
  }

  private proxy(directive: Directive, target: string, level: Level): ProxyServe {
    const { scheme, rest } = splitScheme(target)
    const { authority, uri } = splitAuthority(rest)
    return {
      kind: 'proxy',
      directive,
      scheme: scheme === 'http' || scheme === 'https' ? scheme : undefined,
      authority,
      uri,
      hasVariables: target.includes('$'),
      upstream: this.upstream(level, authority),
    }
  }

  private gateway(directive: Directive, kind: GatewayServe['kind'], level: Level): GatewayServe {
    const target = argumentAt(directive, 0)
    const { scheme, rest } = splitScheme(target)
    const tls = scheme === 'grpcs' || scheme === 'suwsgi'
    const hasVariables = target.includes('$')
    return { kind, directive, authority: rest, tls, hasVariables, upstream: this.upstream(level, rest) }
  }

  private upstream(level: Level, authority: string): Upstream | undefined {
    this.byName ??= new Map(this.upstreams().map(one => [`${one.world} ${one.name.toLowerCase()}`, one]))
    if (this.byName.size === 0) return undefined
    return this.byName.get(`${level.world} ${authority.toLowerCase()}`)
  }
}

/** `unix:///run/app.sock` has none: that is the path of a socket, with slashes to spare. */
function splitScheme(target: string): { scheme: string | undefined; rest: string } {
  if (!target.includes('://')) return { scheme: undefined, rest: target }
  const found = /^(?!unix:)([a-z]+):\/\//i.exec(target)
  if (found) return { scheme: found[1]?.toLowerCase(), rest: target.slice(found[0].length) }
  // A variable stands there, or a template puts it in: `$scheme://app`, `{{ scheme }}://app`.
  const open = /^(?!unix:)[^/?]+:\/\//i.exec(target)
  return { scheme: undefined, rest: open ? target.slice(open[0].length) : target }
}

/** `unix:/path:/uri`, `host:port/uri`, `host$request_uri`: the URI starts at the first `/`, `?` or a variable that brings it. */
function splitAuthority(rest: string): { authority: string; uri: string | undefined } {
  if (/^unix:/i.test(rest)) {
    const end = rest.indexOf(':', 5)
    return end === -1
      ? { authority: rest, uri: undefined }
      : { authority: rest.slice(0, end), uri: rest.slice(end + 1) || undefined }
  }
  const at = rest.includes('$') ? rest.search(/[/?]|\$\{?(?:request_uri|uri|document_uri)\b/i) : rest.search(/[/?]/)
  return at === -1 ? { authority: rest, uri: undefined } : { authority: rest.slice(0, at), uri: rest.slice(at) }
}
