import { once } from 'node:events'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { expect } from 'vitest'
import { certificates } from './certificates.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

const test = needs('nginx', 'openssl', 'root')

const refusing = (own: string): string =>
  `server { listen unix:/run/test/tls ssl default_server; ${own} ssl_reject_handshake on; return 421; }`

const host = (before: string): Record<string, string> => ({
  'nginx.conf': `events {}
http {
  ${before}
  server {
    listen unix:/run/test/tls ssl;
    server_name a.example.com;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    ssl_session_cache shared:tls:1m;
    ssl_session_tickets off;
    return 200 ok;
  }
}
`,
  '/etc/ssl/a.pem': certificates().chain,
  '/etc/ssl/a.key': certificates().key,
})

/** Is the session of a first connection to the server taken up again by a second one? */
async function resumes(before: string): Promise<boolean> {
  const nginx = new RunningNginx(host(before))
  const open = async (session?: Buffer): Promise<TLSSocket> => {
    const path = join(nginx.folder, 'run/test/tls')
    const given = { path, servername: 'a.example.com', maxVersion: 'TLSv1.2', rejectUnauthorized: false } as const
    const socket = connect({ ...given, ...(session && { session }) })
    await once(socket, 'secureConnect')
    return socket
  }
  try {
    const first = await open()
    const session = first.getSession()
    first.destroy()
    const second = await open(session)
    const reused = second.isSessionReused()
    second.destroy()
    return reused
  } finally {
    nginx.stop()
  }
}

test('the default server of a socket keeps the sessions of all its servers, or forgets them', async () => {
  expect(await resumes('')).toBe(true)
  expect(await resumes(refusing(''))).toBe(false)
  expect(await resumes(refusing('ssl_session_cache shared:tls:1m; ssl_session_tickets off;'))).toBe(true)
})
