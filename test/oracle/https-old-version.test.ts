import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { analyze, fix, plan } from '../../src/engine/index.ts'
import { applyEdits, editsByPath } from '../../src/text/index.ts'
import { needs, nginxTest } from './daemons.ts'
import { RunningNginx } from './nginx-running.ts'

const test = needs('nginx', 'openssl', 'root')
const target = { nginx: [1, 18, 0] }
const path = 'nginx.conf'

const servers: Readonly<Record<string, string>> = {
  'an application': 'location / { proxy_pass http://127.0.0.1:1; }',
  'access rules and passwords':
    'deny 192.0.2.1; allow 10.0.0.0/8; deny all; auth_basic staff; auth_basic_user_file /etc/nginx/users; location / { proxy_pass http://127.0.0.1:1; }',
  'a rewrite above everything': 'rewrite ^/old /new last; location / { proxy_pass http://127.0.0.1:1; }',
  'a location for everything': 'location ~ . { proxy_pass http://127.0.0.1:1; }',
}

for (const [what, body] of Object.entries(servers))
  test(`without ssl_reject_handshake the first stage refuses all but the challenges: ${what}`, async () => {
    const text = `events {}\nhttp {\n    server {\n        listen 80;\n        server_name a.example.com;\n        ${body}\n    }\n}\n`
    const files = { [path]: text }
    const { steps } = plan({ files, target }, analyze({ files, target }))
    const guard = steps.find(({ id }) => id.startsWith('nginx/guard:'))
    if (guard?.kind !== 'edit') throw new Error('no first stage')
    const first = applyEdits(text, editsByPath(guard.edits).get(path) ?? [])
    expect(first).not.toContain('ssl')
    const daemon = new RunningNginx({ [path]: first.replaceAll('listen 80;', 'listen unix:/run/test/s;') })
    try {
      const file = join(daemon.folder, 'var/www/letsencrypt/.well-known/acme-challenge/token')
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, 'proof')
      const status = async (url: string): Promise<number> => (await daemon.get('s', 'a.example.com', url)).status
      expect(await daemon.get('s', 'a.example.com', '/.well-known/acme-challenge/token')).toMatchObject({
        status: 200,
        body: 'proof',
      })
      expect(await status('/.well-known/acme-challenge/none')).toBe(404)
      for (const url of [
        '/',
        '/old',
        '/x?/.well-known/acme-challenge/',
        '/.well-known/acme-challenge/../../',
        '/xwell-known/acme-challenge/token',
      ])
        expect(await status(url), url).toBe(403)
    } finally {
      daemon.stop()
    }
  })

test('a refusing TLS server borrows the certificate that strangers see anyway', () => {
  const site = (name: string): string =>
    `    server {\n        listen 443 ssl;\n        server_name ${name};\n        ssl_certificate /etc/ssl/${name}.pem;\n        ssl_certificate_key /etc/ssl/${name}.key;\n        root /srv;\n    }\n`
  const input = {
    files: { [path]: `events {}\nhttp {\n${site('a.example.com')}${site('b.example.com')}}\n` },
    target,
    unsafe: true,
  }
  const { files } = fix(input, analyze(input), ({ rule }) => rule === 'nginx/missing-default-server')
  const text = files.get(path) ?? ''
  expect(text).toContain(
    'listen 443 ssl default_server;\n        server_name _;\n        ssl_certificate /etc/ssl/a.example.com.pem;',
  )
  expect(text).toContain('return 444;')
  expect(nginxTest({ [path]: text }).loads).toBe(true)
})
