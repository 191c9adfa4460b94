import type { EffectiveValue } from '../formats/format.ts'
import { contentType } from '../formats/nginx/content-type.ts'
import type { Level, Listener, NginxModel, Server } from '../formats/nginx/model.ts'
import { directive as catalogued } from '../formats/nginx/tables/index.ts'
import type { Localized } from '../message/index.ts'
import { asLocation } from '../rules/nginx/statements.ts'
import { position } from '../text/index.ts'
import type { Directive } from '../tree/index.ts'
import { type Followed, followed } from './url-followed.ts'
import { listenerOf } from './url-listener.ts'
import { UsageError } from './usage-error.ts'

/** Which effective values were asked for, and how a request gets to them. */
export interface Selection {
  readonly way: readonly Localized[]
  readonly wants: (value: EffectiveValue) => boolean
}

/** @throws UsageError for what is no address of a web server. */
export function readUrl(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {}
  throw new UsageError({
    en: `--url: "${text}" is no http or https address`,
    zh: `--url："${text}" 不是 http 或 https 地址`,
  })
}

/** The way of a request: socket, server by name, location by path. */
export function ofUrl(model: NginxModel, url: URL, method = 'GET'): Selection {
  const listener = listenerOf(model, url)
  if (!listener) return withoutSocket(model, url, method)
  const { server, name } = model.matchServer(listener, url.hostname)
  const unknown = model.fragment.length > 0 && !name && !listener.explicitDefault
  const doubt = unknown ? unlessNamed(url) : undefined
  return along(model, url, { method, server, listener, from: listener.subject, doubt })
}

/** In a part of a configuration the server may listen elsewhere, and a snippet has but one. */
function withoutSocket(model: NginxModel, url: URL, method: string): Selection {
  if (model.fragment.length === 0) return { way: [nothingListens(url)], wants: () => false }
  const [server] = model.servers
  const notHere = listensElsewhere(url)
  if (!model.fragment.includes('server') || !server) return { way: [notHere], wants: () => false }
  const found = along(model, url, { method, server, listener: undefined, from: '', doubt: undefined })
  return { ...found, way: [notHere, ...found.way] }
}

const nothingListens = ({ origin }: URL): Localized => ({
  en: `nothing listens for ${origin}`,
  zh: `没有监听 ${origin} 的 socket`,
})

const listensElsewhere = ({ origin }: URL): Localized => ({
  en: `what listens for ${origin} is not in these files`,
  zh: `监听 ${origin} 的 socket 不在这些文件中`,
})

const unlessNamed = ({ hostname }: URL): Localized => ({
  en: `, unless a server that is not in these files has the name ${hostname}`,
  zh: `，除非这些文件之外有名为 ${hostname} 的 server`,
})

interface Start {
  readonly method: string
  readonly server: Server
  readonly listener: Listener | undefined
  /** The socket, as it is called. */
  readonly from: string
  readonly doubt: Localized | undefined
}

function along(model: NginxModel, url: URL, { method, server, listener, from, doubt }: Start): Selection {
  const { name } = listener ? model.matchServer(listener, url.hostname) : { name: undefined }
  const first = listener && !listener.tls ? listener.defaultServer : server
  const way = followed(model, { method, url, server, name, first })
  const { level, uncertain } = way
  const perhaps = uncertain && { en: `, perhaps ${uncertain.subject}`, zh: `，也可能是 ${uncertain.subject}` }
  const more = [way.answer && answeredBy(way.answer), way.redirects ? toSlash(way.redirects) : perhaps]
  const unmet = way.doubt && unless(way.doubt)
  const text = [from, ...way.steps, level.subject].filter(one => one !== '').join(' → ')
  const said = (lang: 'en' | 'zh'): string => text + [...more, unmet, doubt].map(each => each?.[lang] ?? '').join('')
  const lines = [{ en: said('en'), zh: said('zh') }, ...sentAs(model, way)]
  return { way: lines, wants: wantsOf(model, { level, listener, server }) }
}

/** As what a place that hands out files sends the one that the path names. */
function sentAs(model: NginxModel, { level, uri, answer, redirects }: Followed): Localized[] {
  if (answer || redirects !== undefined || uri.endsWith('/') || !givesFiles(level)) return []
  const { type, setting, by } = contentType(model, level, uri)
  const origin = by && `${setting} ${by.file.path}:${position(by.file, by.span.start).line}`
  return [
    {
      en: `the file is sent as ${type}  ${origin ?? 'default'}`,
      zh: `文件的类型为 ${type}  ${origin ?? '默认值'}`,
    },
  ]
}

/** A server without locations hands out files as well. */
const givesFiles = (level: Level): boolean =>
  (asLocation(level)?.serve.kind ?? (level.context === 'server' && 'static')) === 'static'

const toSlash = (path: string): Localized => ({
  en: `, which answers 301 to ${path}/`,
  zh: `，它以 301 转到 ${path}/`,
})

/** A `return` or redirect that comes before what its place would answer. */
function answeredBy(directive: Directive): Localized {
  const text = asWritten(directive)
  return { en: `, which answers by itself: ${text}`, zh: `，由它自行应答：${text}` }
}

/** A statement about which the address says nothing. */
function unless(directive: Directive): Localized {
  const text = asWritten(directive)
  return { en: `, unless \`${text}\` leads elsewhere`, zh: `，除非 \`${text}\` 另有所指` }
}

const asWritten = (directive: Directive): string => [directive.name, ...directive.args].map(({ raw }) => raw).join(' ')

interface Way {
  readonly level: Level
  readonly listener: Listener | undefined
  readonly server: Server
}

/** What is read before the name of the server: in clear text the default server of the socket says it (measured). */
const early = new Set([
  ...['merge_slashes', 'client_header_buffer_size', 'client_header_timeout', 'connection_pool_size'],
  'request_pool_size',
])

/** The server that decides a setting which no location can have. */
function deciderOf(model: NginxModel, { listener, server }: Way, setting: string): Server {
  if (!listener || listener.defaultServer === server) return server
  if (!listener.tls) return early.has(setting) ? listener.defaultServer : server
  return setting.startsWith('ssl_') ? model.tls(listener, server, setting).decidedBy : server
}

/** The level's own values, what is decided for all locations, values of the socket, and what http leaves at its default. */
function wantsOf(model: NginxModel, way: Way): Selection['wants'] {
  const { level, listener, server } = way
  const own = new Set([level.subject, ...(listener ? [`http socket ${listener.subject}`] : [])])
  return ({ scope, setting, origin }) => {
    const decider = deciderOf(model, way, setting)
    if (scope === 'http' && origin === 'default')
      return model.setting(decider === server ? level : decider, setting).origin === 'default'
    if (scope === server.subject && decider !== server) return false
    return own.has(scope) || (scope === decider.subject && catalogued(setting, 'location', model.target) === undefined)
  }
}
