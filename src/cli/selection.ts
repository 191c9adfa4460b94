import type { Model } from '../formats/format.ts'
import type { NginxModel } from '../formats/nginx/model.ts'
import type { Arguments } from './arguments.ts'
import { ofUrl, readUrl, type Selection } from './url-selection.ts'
import { UsageError } from './usage-error.ts'

const everything: Selection = { way: [], wants: () => true }
const nothing: Selection = { way: [], wants: () => false }

/** `ofNamed`: what holds in named parts of the model, when nothing else is asked for. --server and --url speak of nginx; the other formats then have nothing to say. */
export function selection(model: Model, given: Arguments, ofNamed?: Selection['wants']): Selection {
  const name = given.value('server')
  const url = given.value('url')
  const method = methodOf(given.value('method'), url)
  if (name === undefined && url === undefined) return ofNamed ? { way: [], wants: ofNamed } : everything
  if (model.format !== 'nginx') return nothing
  const nginx = model as NginxModel
  return url === undefined ? ofServer(nginx, name as string) : ofUrl(nginx, readUrl(url), method)
}

/** @throws UsageError for what is no method, and for a method of no request. */
function methodOf(method: string | undefined, url: string | undefined): string {
  if (method === undefined) return 'GET'
  if (url === undefined)
    throw new UsageError({ en: '--method belongs to an address: --url', zh: '--method 需与地址 --url 一起使用' })
  if (/^[A-Za-z_-]{1,32}$/.test(method)) return method.toUpperCase()
  throw new UsageError({
    en: `--method: "${method}" is no method of HTTP`,
    zh: `--method：“${method}” 不是 HTTP 方法`,
  })
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
