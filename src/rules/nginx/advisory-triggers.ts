import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { atLeast } from '../../target/index.ts'
import type { Directive } from '../../tree/index.ts'
import { statements } from './statements.ts'
import { passes } from './targets.ts'

/** The statement that makes a configuration open to an advisory; undefined when it is not. */
export type Trigger = (model: NginxModel) => Directive | undefined

const words = (directive: Directive): readonly string[] => directive.args.map(({ value }) => value.toLowerCase())

/** The first statement of these names, in one of these worlds, that fits. */
function written(
  model: NginxModel,
  names: readonly string[],
  fits: (words: readonly string[], level: Level) => boolean = () => true,
): Directive | undefined {
  for (const { level, entry } of statements(model, ...names)) if (fits(words(entry), level)) return entry
  return undefined
}

const any =
  (...names: readonly string[]): Trigger =>
  model =>
    written(model, names)

const including =
  (names: readonly string[], ...values: readonly string[]): Trigger =>
  model =>
    written(model, names, given => given.some(word => values.includes(word)))

const passing = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass']

/** The `listen` of the first socket that is so. */
const listening =
  (which: 'quic' | 'http2' | 'tls'): Trigger =>
  model => {
    const listener = model.listeners.find(one => one[which])
    const listen = listener?.listens.find(one => one.directive && (which === 'tls' ? one.ssl : one[which]))
    return listen?.directive ?? listener?.defaultServer.written(which === 'http2' ? 'http2' : 'listen')[0]
  }

const unsafeHeaders = (model: NginxModel, level: Level): boolean =>
  model.text(level, 'ignore_invalid_headers').toLowerCase() === 'off' &&
  model.setting(level, 'large_client_header_buffers').origin !== 'default'

const speaksHttp2 = (model: NginxModel, level: Level): boolean => model.text(level, 'proxy_http_version') === '2'

const tlsUpstream: Trigger = model =>
  passes(model).find(({ tls }) => tls === true)?.serve.directive ??
  written(model, ['proxy_ssl'], (given, { world }) => world === 'stream' && given[0] === 'on')

const serverOf = (level: Level): Level => {
  let outer = level
  while (outer.parent && outer.context !== 'server') outer = outer.parent
  return outer
}

const sharedSockets = (model: NginxModel): readonly (readonly Server[])[] =>
  model.listeners
    .filter(({ tls, world, servers }) => tls && world === 'http' && servers.length > 1)
    .map(({ servers }) => servers)

const sharedSessions: Trigger = model =>
  sharedSockets(model)
    .flat()
    .find(one => /^shared:/.test(cacheOf(model, one)))?.directive

/** Two servers of one TLS socket of which one asks for certificates and another does not, with sessions to resume. */
const bypassedCertificate: Trigger = model => {
  const asks = (server: Server): boolean => !/^(?:off)?$/i.test(model.text(server, 'ssl_verify_client'))
  const mixed = sharedSockets(model).find(
    servers => servers.some(asks) && !servers.every(asks) && servers.some(one => resumes(model, one)),
  )
  return mixed?.find(asks)?.directive
}

const cacheOf = (model: NginxModel, server: Server): string =>
  model.setting(server, 'ssl_session_cache').value.at(-1) ?? ''

const resumes = (model: NginxModel, server: Server): boolean =>
  model.text(server, 'ssl_protocols').includes('TLSv1.3') &&
  (model.text(server, 'ssl_session_tickets').toLowerCase() !== 'off' ||
    /^(?:shared|builtin)/.test(cacheOf(model, server)))

const inMail = (
  model: NginxModel,
  names: readonly string[],
  fits: (words: readonly string[]) => boolean,
): Directive | undefined => written(model, names, (given, level) => level.world === 'mail' && fits(given))

/** Is that the directive in force, written here or further out? */
function below(model: NginxModel, level: Level, name: string): boolean {
  const { origin } = model.setting(level, name)
  return origin !== 'default' && nameOf(origin) === name
}

const hasAio = (model: NginxModel, level: Level): boolean => !/^(?:off)?$/i.test(model.text(level, 'aio'))

/** A TLS server whose session tickets get keys from the shared cache, which changes them by itself (1.23.2 and later). */
const sharedTickets: Trigger = model =>
  model.listeners
    .filter(({ tls }) => tls)
    .flatMap(({ servers }) => servers)
    .find(
      one =>
        cacheOf(model, one).startsWith('shared:') &&
        model.text(one, 'ssl_session_tickets').toLowerCase() !== 'off' &&
        !below(model, one, 'ssl_session_ticket_key'),
    )?.directive

/** The server of a stream socket that asks for certificates where the client's name chooses among several. */
const namedVerify: Trigger = model =>
  model.listeners
    .filter(({ tls, world, servers }) => tls && world === 'stream' && servers.length > 1)
    .flatMap(({ servers }) => servers)
    .find(one => !/^(?:off)?$/i.test(model.text(one, 'ssl_verify_client')))?.directive

const davOn = (given: readonly string[]): boolean => given.includes('copy') || given.includes('move')

/** By the name that the table of advisories uses. Those of Windows, of 32-bit builds and of patterns have none here. */
export const triggers: Readonly<Record<string, Trigger>> = {
  always: model => model.http?.directive,
  resolver: any('resolver'),
  mp4: any('mp4'),
  quic: listening('quic'),
  'quic-openssl': model => (atLeast(model.target.openssl, '3.5.1') ? undefined : listening('quic')(model)),
  http2: listening('http2'),
  tls: listening('tls'),
  spdy: including(['listen'], 'spdy'),
  upstream: any(...passing),
  'request-body': model => written(model, passing) ?? including(['dav_methods'], 'put')(model),
  'scgi-uwsgi': any('scgi_pass', 'uwsgi_pass'),
  'tls-upstream': tlsUpstream,
  ocsp: including(['ssl_ocsp'], 'on', 'leaf'),
  dav: model => written(model, ['dav_methods'], davOn),
  'dav-alias': model =>
    written(model, ['alias'], (_, level) =>
      davOn(model.setting(level, 'dav_methods').value.map(one => one.toLowerCase())),
    ),
  'rewrite-alias': model =>
    written(model, ['rewrite'], (given, level) => given[2] === 'break' && below(model, level, 'alias')),
  'try-files-alias': model => written(model, ['try_files'], (_, level) => below(model, level, 'alias')),
  'path-variables': model => written(model, ['root', 'alias', 'access_log'], ([path = '']) => path.includes('$')),
  'charset-utf8': including(['charset_map'], 'utf-8', 'utf8'),
  'body-http2': model => written(model, ['proxy_set_body'], (_, level) => speaksHttp2(model, level)),
  'large-headers-http2': model =>
    passes(model).find(({ family, handler: { level } }) => {
      return (
        unsafeHeaders(model, serverOf(level)) &&
        (family === 'grpc' || (family === 'proxy' && speaksHttp2(model, level)))
      )
    })?.serve.directive,
  'ssi-upstream': model =>
    model.writers('ssi').length === 0
      ? undefined
      : passes(model).find(({ handler: { level } }) => model.on(level, 'ssi'))?.serve.directive,
  'ssi-aio': model =>
    written(model, ['ssi'], ([value], level) => value === 'on' && hasAio(model, level)) ??
    written(model, ['aio'], ([value], level) => value !== 'off' && model.on(level, 'ssi')),
  'shared-sessions': sharedSessions,
  'shared-tickets': sharedTickets,
  'shared-sessions-verify': bypassedCertificate,
  'stream-ocsp': model =>
    written(
      model,
      ['ssl_ocsp'],
      ([value], level) =>
        level.world === 'stream' && value !== 'off' && !/^(?:off)?$/i.test(model.text(level, 'ssl_verify_client')),
    ),
  'stream-preread': including(['ssl_preread'], 'on'),
  'stream-verify': namedVerify,
  mail: any('auth_http'),
  'mail-cram': model =>
    inMail(
      model,
      ['smtp_auth', 'imap_auth', 'pop3_auth'],
      given => given.includes('cram-md5') || given.includes('apop'),
    ),
  'mail-smtp-none': model => inMail(model, ['smtp_auth'], given => given.includes('none')),
  'mail-starttls': model => inMail(model, ['starttls'], ([value]) => value !== 'off'),
  'mail-ptr': model => {
    const smtp = model.mailServers.find(server => /smtp/.test(protocolOf(model, server)) && resolves(model, server))
    return smtp && (model.setting(smtp, 'resolver').origin as Directive)
  },
}

const protocolOf = (model: NginxModel, server: Server): string =>
  model.text(server, 'protocol') || (server.listens.some(({ port }) => port === 25 || port === 587) ? 'smtp' : '')

const resolves = (model: NginxModel, server: Server): boolean => {
  const { origin, value } = model.setting(server, 'resolver')
  return origin !== 'default' && nameOf(origin) === 'resolver' && value[0]?.toLowerCase() !== 'off'
}
