import { expect } from 'vitest'
import { analyze, plan } from '../../src/engine/index.ts'
import { applyEdits, editsByPath } from '../../src/text/index.ts'
import { needs } from './needs.ts'
import { nginxTest } from './nginx.ts'

const test = needs('nginx', 'root')

const path = 'nginx.conf'
const http = (body: string): string => `events {}\nhttp {\n${body}\n}\n`

const cases: Readonly<Record<string, string>> = {
  'one server': http(
    '    server {\n        listen 80;\n        server_name a.example.com;\n        location / { proxy_pass http://127.0.0.1:1; }\n    }',
  ),
  'two servers, one of them the default': http(
    '\tserver {\n\t\tlisten 80 default_server;\n\t\tserver_name a.example.com;\n\t\tlocation / { proxy_pass http://127.0.0.1:1; }\n\t}\n' +
      '\tserver {\n\t\tlisten 80;\n\t\tserver_name b.example.com;\n\t\tlocation / { proxy_pass http://127.0.0.1:2; }\n\t}',
  ),
  'socket options and both families': http(
    '  server {\n    listen 80 backlog=1024 reuseport;\n    listen [::]:80 ipv6only=off;\n    server_name a.example.com;\n    location / { fastcgi_pass 127.0.0.1:1; }\n  }',
  ).replace('listen 80 backlog=1024 reuseport;\n    ', ''),
  'options that may be written once': http(
    '  server {\n    listen 80 backlog=1024 reuseport;\n    server_name a.example.com b.example.com;\n    location / { proxy_pass http://127.0.0.1:1; }\n  }',
  ),
  'no listen': http(
    '    server {\n        server_name a.example.com;\n        location / { proxy_pass http://127.0.0.1:1; }\n    }',
  ),
  'one line':
    'events {} http { server { listen 80; server_name a.example.com; location / { proxy_pass http://127.0.0.1:1; } } }',
  'another port': http(
    'server {\n  listen 8080;\n  server_name a.example.com;\n  location / { proxy_pass http://127.0.0.1:1; }\n}',
  ),
  'the same name twice': http(
    'server {\n  listen 80;\n  server_name a.example.com;\n  location / { proxy_pass http://127.0.0.1:1; }\n}\n' +
      'server {\n  listen 8080;\n  server_name a.example.com c.example.com;\n  location / { proxy_pass http://127.0.0.1:2; }\n}',
  ),
  'clear and TLS in one server': http(
    'server {\n  listen 80;\n  listen 443 ssl;\n  server_name a.example.com;\n  ssl_certificate /etc/ssl/a.pem;\n  ssl_certificate_key /etc/ssl/a.key;\n  location / { proxy_pass http://127.0.0.1:1; }\n}',
  ),
  'a TLS server of the same name': http(
    'server {\n  listen 80;\n  server_name a.example.com;\n  location / { proxy_pass http://127.0.0.1:1; }\n}\n' +
      'server {\n  listen 443 ssl;\n  server_name a.example.com;\n  ssl_certificate /etc/ssl/a.pem;\n  ssl_certificate_key /etc/ssl/a.key;\n  location / { proxy_pass http://127.0.0.1:1; }\n}',
  ),
  'lists and access rules above': http(
    '  add_header X-A 1;\n  allow 10.0.0.0/8;\n  deny all;\n  auth_basic staff;\n  auth_basic_user_file /etc/nginx/users;\n' +
      '  server {\n    listen 80;\n    server_name a.example.com;\n    location / { proxy_pass http://127.0.0.1:1; }\n    location /b { add_header X-B 2; root /srv; }\n  }',
  ),
  'files only': http(
    '  server {\n    listen 80;\n    server_name www.example.com example.com;\n    root /srv/www;\n  }',
  ),
  'its own old protocols': http(
    '  server {\n    listen 80;\n    server_name a.example.com;\n    ssl_protocols TLSv1 TLSv1.2;\n    location /api/ { proxy_pass http://127.0.0.1:1; }\n    location / { root /srv; }\n  }',
  ),
  'a wildcard': http(
    '  server {\n    listen 80;\n    server_name .example.com;\n    location / { proxy_pass http://127.0.0.1:1; }\n  }',
  ),
}

/** Before 1.19.4 a TLS server cannot refuse without a certificate: another first stage, for the same judge. */
const versions: readonly (readonly number[])[] = [
  [1, 22, 1],
  [1, 18, 0],
]
const all = versions.flatMap(nginx => Object.entries(cases).map(([what, text]) => ({ nginx, what, text })))

for (const { nginx, what, text } of all)
  test(`nginx loads after every stage: ${what}, for ${nginx.join('.')}`, () => {
    const target = { nginx }
    const files = { [path]: text }
    const { steps } = plan({ files, target }, analyze({ files, target }))
    let now = text
    expect(nginxTest({ [path]: now }).output).toContain('test is successful')
    for (const step of steps) {
      if (step.kind !== 'edit') continue
      now = applyEdits(now, editsByPath(step.edits).get(path) ?? [])
      const { loads, output, furnished } = nginxTest({ [path]: now })
      expect(loads, `${step.id}\n${output}\n${now}`).toBe(true)
      if (nginx[1] === 18) expect(now).not.toContain('ssl_reject_handshake')
      // Before the certificate is there, nothing may ask for it.
      if (step.id.startsWith('nginx/guard:')) expect(furnished.join()).not.toContain('letsencrypt')
    }
    const left = analyze({ files: { [path]: now }, target }).findings.filter(({ rule }) =>
      /plaintext-(?:proxy|listener)|acme-shadowed|redirect|basic-auth/.test(rule),
    )
    expect(left.map(({ message }) => `${message.en}\n${now}`)).toEqual([])
    // Every name that leaves the plan in a command was written in the file, and every server has been dealt with.
    expect(steps.filter(({ id }) => /^nginx\/(?:tls|unsafe-fixes|safe-fixes|guard)/.test(id)).length).toBeGreaterThan(0)
  })
