import type { EffectiveValue, Model } from '../formats/format.ts'
import type { Level, Listener, NginxModel, Server } from '../formats/nginx/model.ts'
import { directive as catalogued } from '../formats/nginx/tables/index.ts'
import type { Localized } from '../message/index.ts'
import type { Arguments } from './arguments.ts'
import { UsageError } from './usage-error.ts'

/** Which effective values were asked for, and how a request gets to them. */
export interface Selection {
  readonly way: readonly Localized[]
  readonly wants: (value: EffectiveValue) => boolean
}

const everything: Selection = { way: [], wants: () => true }
const nothing: Selection = { way: [], wants: () => false }

/** `ofNamed`: what holds in named parts of the model, when nothing else is asked for. --server and --url speak of nginx; the other formats then have nothing to say. */
export function selection(model: Model, given: Arguments, ofNamed?: Selection['wants']): Selection {
  const name = given.value('server')
  const url = given.value('url')
  if (name === undefined && url === undefined) return ofNamed ? { way: [], wants: ofNamed } : everything
  if (model.format !== 'nginx') return nothing
  const nginx = model as NginxModel
  return url === undefined ? ofServer(nginx, name as string) : ofUrl(nginx, readUrl(url))
}

function ofServer(model: NginxModel, name: string): Selection {
  const named = model.servers.filter(server => server.names.some(({ value }) => value === name))
  const matched = model.listeners
    .filter(({ world }) => world === 'http')
    .map(listener => model.matchServer(listener, name))
  const servers = named.length > 0 ? named : matched.flatMap(({ server, name: found }) => (found ? [server] : []))
  if (servers.length === 0)
    return { ...nothing, way: [{ en: `no server is named ${name}`, zh: `没有名为 ${name} 的 server` }] }
  const subjects = [...new Set(servers.map(({ subject }) => subject))]
  return { way: [], wants: ({ scope }) => subjects.some(each => scope === each || scope.startsWith(`${each} /`)) }
}

function readUrl(text: string): URL {
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
function ofUrl(model: NginxModel, url: URL): Selection {
  const listener = listenerOf(model, url)
  if (!listener)
    return { ...nothing, way: [{ en: `nothing listens for ${url.origin}`, zh: `没有监听 ${url.origin} 的 socket` }] }
  const { server } = model.matchServer(listener, url.hostname)
  const { location, uncertain } = model.matchLocation(server, url.pathname)
  const answer = answerOf(server)
  const level: Level = answer ? server : (location ?? server)
  const perhaps = uncertain && { en: `, perhaps ${uncertain.subject}`, zh: `，也可能是 ${uncertain.subject}` }
  const doubt: Localized = answer ?? perhaps ?? { en: '', zh: '' }
  const way = `${listener.subject} → ${level.subject}`
  return {
    way: [{ en: way + doubt.en, zh: way + doubt.zh }],
    wants: wantsOf(model, { level, listener, server }),
  }
}

/** A `return` or redirect of the server itself comes before every location. */
function answerOf({ serve }: Server): Localized | undefined {
  const directive = serve && 'directive' in serve ? serve.directive : undefined
  if (!directive) return undefined
  const text = [directive.name, ...directive.args].map(({ raw }) => raw).join(' ')
  return { en: `, which answers by itself: ${text}`, zh: `，由它自行应答：${text}` }
}

function listenerOf(model: NginxModel, url: URL): Listener | undefined {
  const tls = url.protocol === 'https:'
  const port = Number(url.port) || (tls ? 443 : 80)
  const open = model.listeners.filter(each => each.world === 'http' && each.port === port && each.transport === 'tcp')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return (
    open.find(({ address }) => address === host) ?? open.find(each => each.tls === tls && !isLocal(each)) ?? open[0]
  )
}

const isLocal = ({ reach }: Listener): boolean => reach === 'loopback' || reach === 'unix'

interface Way {
  readonly level: Level
  readonly listener: Listener
  readonly server: Server
}

/** The level's own values, what its server decides for all locations, those of the socket, and what http leaves at its default. */
function wantsOf({ target }: NginxModel, { level, listener, server }: Way): Selection['wants'] {
  const socket = `http socket ${listener.subject}`
  const own = new Set([level.subject, socket])
  return ({ scope, setting, origin }) =>
    own.has(scope) ||
    (scope === server.subject && catalogued(setting, 'location', target) === undefined) ||
    (scope === 'http' && origin === 'default' && !server.writes(setting) && !level.writes(setting))
}
