import type { Listener, NginxModel } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import { insertBefore } from '../../tree/index.ts'
import type { Fix } from '../fix.ts'

/**
 * A default server that turns unknown names away, in front of the socket's first server. None for sockets that a
 * bare `listen` cannot repeat (unix, QUIC, PROXY protocol), nor for TLS before 1.19.4, which needs a certificate.
 */
export function refusingServer(listener: Listener, model: NginxModel): Fix[] {
  const first = listener.servers[0]?.directive
  const plain = listener.family !== 'unix' && listener.transport === 'tcp' && !listener.proxyProtocol
  if (!first || !plain || listener.world !== 'http') return []
  if (listener.tls && !atLeast(model.target.nginx, '1.19.4')) return []
  const listen = listener.listens.find(one => one.directive)?.directive?.args[0]?.raw
  if (!listen) return []
  const step = model.servers.some(server => server.directive && /^ *\t/.test(lineOf(server.directive))) ? '\t' : '    '
  const tls = listener.tls ? [`${step}ssl_reject_handshake on;`] : []
  const lines = [
    'server {',
    `${step}listen ${listen}${listener.tls ? ' ssl' : ''} default_server;`,
    `${step}server_name _;`,
    ...tls,
    `${step}return ${listener.tls ? '421' : '444'};`,
    '}',
    '',
  ]
  return [
    {
      title: {
        en: `add a server on ${listener.subject} that refuses unknown names`,
        zh: `在 ${listener.subject} 上增加拒绝未知名称的 server`,
      },
      safety: 'unsafe',
      edits: [insertBefore(first, lines)],
      changes: ['*'],
    },
  ]
}

/** The first line inside the block, for its indentation. */
function lineOf({ file, block }: { file: { text: string }; block?: { span: { start: number } } }): string {
  const at = file.text.indexOf('\n', block?.span.start ?? 0) + 1
  return at === 0 ? '' : file.text.slice(at, at + 16)
}
