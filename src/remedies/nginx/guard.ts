import type { NginxModel, Server, ServerName } from '../../formats/nginx/model.ts'
import { apiPrefixes, isApiServer } from './api.ts'
import type { Statement } from './layout.ts'
import type { HttpsOptions } from './options.ts'
import { guardArguments, isDefault, plainListens } from './sockets.ts'

export const challengePath = '/.well-known/acme-challenge/'

/** The server a guard stands in for. */
export interface Scene {
  readonly model: NginxModel
  readonly server: Server
  readonly options: HttpsOptions
  /** How challenges are answered by now, where certificates may be renewed by it. */
  readonly kept?: Statement | undefined
}

interface Shape {
  readonly names: readonly ServerName[]
  readonly listens: readonly string[]
  readonly rest: readonly Statement[]
}

/** Serves the CA's challenge files, beside whatever else the server does. */
export const challenge = (webroot: string): Statement => [
  `location ^~ ${challengePath}`,
  [`root ${webroot};`, 'try_files $uri =404;'],
]

const everything = (action: string): Statement => ['location /', [`return ${action};`]]

/** What listens in clear from now on: challenges, and nothing else that could be read on the wire. */
export const refusingGuard = (scene: Scene): Statement[] => whole(scene, [everything('403')])

/** As above once the TLS server answers: pages are sent there, APIs still refused. */
export function finalGuard(scene: Scene): Statement[] {
  const { server, options } = scene
  const refuse = options.apiOnPlaintext === 'refuse'
  if (refuse && isApiServer(server, options.apiPaths)) return refusingGuard(scene)
  const apis = refuse ? apiPrefixes(server, options.apiPaths).filter(isPlain).map(refusedPath) : []
  const pages = (host: string): Statement[] => [...spaced(apis), everything(`308 https://${host}$request_uri`)]
  const [only, ...more] = server.names
  if (only?.kind === 'exact' && more.length === 0) return whole(scene, pages(only.value))
  return isDefault(server) ? perName(scene, pages) : whole(scene, pages('$host'))
}

const whole = (scene: Scene, rest: readonly Statement[]): Statement[] =>
  block(scene, { names: scene.server.names, listens: listensOf(scene.server), rest })

/** The default server answers any Host: a literal name for each of its own is the only safe target. */
function perName(scene: Scene, pages: (host: string) => readonly Statement[]): Statement[] {
  const { server } = scene
  const exact = server.names.filter(({ kind }) => kind === 'exact')
  const others = server.names.filter(({ kind }) => kind !== 'exact')
  const shapes = exact.map(name => ({ names: [name], rest: pages(name.value) }))
  if (others.length > 0 || exact.length === 0) shapes.push({ names: others, rest: [everything('403')] })
  const listens = listensOf(server)
  return shapes.flatMap((shape, index) => [
    ...(index === 0 ? [] : ['']),
    ...block(scene, { ...shape, listens: index === 0 ? listens : listens.map(address) }),
  ])
}

const isPlain = (path: string): boolean => /^[\w/.~-]+$/.test(path)
const refusedPath = (path: string): Statement => [`location ^~ ${path}`, ['return 403;']]
const spaced = (statements: readonly Statement[]): Statement[] => statements.flatMap(each => [each, ''])
/** Options of a socket may be written once only. */
const address = (listen: string): string => listen.split(' ')[0] as string

function listensOf(server: Server): readonly string[] {
  const plain = plainListens(server)
  const listens = [...new Set(plain.map(guardArguments))]
  if (plain.some(({ port }) => port === 80)) return listens
  const first = plain[0]?.address ?? '*'
  return [first === '*' ? '80' : `${first}:80`, ...listens]
}

function block({ model, options, kept }: Scene, { names, listens, rest }: Shape): Statement[] {
  const name = names.length === 0 ? [] : [`server_name ${names.map(({ word }) => word.raw).join(' ')};`]
  const body = [
    ...listens.map(words => `listen ${words};`),
    ...name,
    ...opened(model),
    '',
    kept ?? challenge(options.webroot),
    '',
    ...rest,
  ]
  return [['server', body]]
}

/** Access rules of http{} would keep the CA out as well. */
function opened(model: NginxModel): string[] {
  if (!model.http) return []
  const closed = model.list(model.http, 'allow').entries.length > 0
  const authenticated = !['', 'off'].includes(model.text(model.http, 'auth_basic'))
  return [...(closed ? ['allow all;'] : []), ...(authenticated ? ['auth_basic off;'] : [])]
}
