import type { Listener, NginxModel } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import { type Directive, insertBefore } from '../../tree/index.ts'
import type { Fix } from '../fix.ts'

/**
 * A default server that turns unknown names away, in front of the first server of sockets that all speak TLS, or none
 * of them. None for sockets that a bare `listen` cannot repeat (unix, QUIC, PROXY protocol).
 */
export function refusingServer(listeners: readonly [Listener, ...Listener[]], model: NginxModel): Fix[] {
  const [listener] = listeners
  const first = listener.servers[0]?.directive
  const listens = listeners.filter(isPlain).flatMap(one => one.listens.find(listen => listen.directive) ?? [])
  if (!first || listens.length < listeners.length) return []
  const addresses = [...new Set(listens.map(({ directive }) => directive?.args[0]?.raw ?? ''))]
  const step = model.servers.some(server => server.directive && /^ *\t/.test(lineOf(server.directive))) ? '\t' : '    '
  const rejects = listener.tls && atLeast(model.target.nginx, '1.19.4')
  const certificate = rejects && isComplete(listener) ? [] : listener.tls ? borrowed(listener, model) : []
  if (!certificate) return []
  const tls = [...(rejects ? ['ssl_reject_handshake on;'] : []), ...certificate]
  const shared = carried(listener, model)
  const lines = [
    'server {',
    ...addresses.map(address => `${step}listen ${address}${listener.tls ? ' ssl' : ''} default_server;`),
    `${step}server_name _;`,
    ...[...shared, ...tls].map(line => step + line),
    `${step}return ${rejects ? '421' : '444'};`,
    '}',
    '',
  ]
  const sockets = listeners.map(({ subject }) => subject)
  return [
    {
      title: {
        en: `add a server on ${sockets.join(', ')} that refuses unknown names`,
        zh: `在 ${sockets.join('、')} 上增加拒绝未知名称的 server`,
      },
      safety: 'unsafe',
      edits: [insertBefore(first, lines)],
      changes: ['*'],
    },
  ]
}

const isPlain = ({ family, transport, proxyProtocol, world }: Listener): boolean =>
  family !== 'unix' && transport === 'tcp' && !proxyProtocol && world === 'http'

/**
 * What the default server decides for all servers of its socket: sessions are kept, and early data is taken, as the
 * first of them says (measured). And what its answer to a malformed request tells.
 */
function carried({ defaultServer, tls }: Listener, { target }: NginxModel): string[] {
  const protocols = atLeast(target.nginx, '1.29.2') ? [] : ['ssl_protocols']
  const names = ['server_tokens', ...(tls ? [...protocols, ...ofSocket] : [])]
  return names.flatMap(name => defaultServer.written(name).map(written))
}

const ofSocket = [
  'ssl_ecdh_curve',
  'ssl_session_cache',
  'ssl_session_timeout',
  'ssl_session_tickets',
  'ssl_session_ticket_key',
  'ssl_early_data',
]

const written = ({ name, args }: Directive): string => `${name.raw} ${args.map(({ raw }) => raw).join(' ')};`

/** Does http{} name no certificate, or a key for each? One without is refused in a server that shakes no hands, too. */
function isComplete({ defaultServer }: Listener): boolean {
  const [certificates = 0, keys = 0] = certificateNames.map(name => defaultServer.parent?.written(name).length)
  return certificates <= keys
}

const certificateNames = ['ssl_certificate', 'ssl_certificate_key']

/**
 * Before 1.19.4 a TLS server needs a certificate to refuse anybody: the one that strangers are shown now tells them
 * nothing new. Undefined when it is not written in the default server itself and not inherited either.
 */
function borrowed({ defaultServer }: Listener, model: NginxModel): string[] | undefined {
  const lists = certificateNames.map(name => model.list(defaultServer, name))
  if (lists.some(({ entries }) => entries.length === 0)) return undefined
  return lists.flatMap(({ entries, at }) => (at === defaultServer ? entries.map(written) : []))
}

/** The first line inside the block, for its indentation. */
function lineOf({ file, block }: { file: { text: string }; block?: { span: { start: number } } | undefined }): string {
  const at = file.text.indexOf('\n', block?.span.start ?? 0) + 1
  return at === 0 ? '' : file.text.slice(at, at + 16)
}
