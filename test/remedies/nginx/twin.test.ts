import { expect, it } from 'vitest'
import { analyze, fix, plan } from '../../../src/index.ts'

/** A server in clear whose name has a TLS server already: only what is served there, too, can be left to it. */

const proxy = 'location / { proxy_pass http://127.0.0.1:3000; }'
const files = 'root /srv/www;'
const php = `${files} location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; include fastcgi_params; }`

function remedy(clear: string, secure: string): { fixed: boolean; left: readonly string[]; asked: readonly string[] } {
  const text = `events { }
http {
    server_tokens off;
    server { listen 80; server_name a.example.com; ${clear} }
    server {
        listen 443 ssl;
        server_name a.example.com;
        ssl_certificate a.pem;
        ssl_certificate_key a.key;
        ${secure}
    }
}
`
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const report = analyze(input)
  const asked = plan(input, report).steps.flatMap(step => (step.kind === 'decide' ? [step.title.en] : []))
  const { report: after, files: changed } = fix(input, report)
  const left = after.findings.filter(({ rule }) => rule.startsWith('nginx/plaintext-')).map(({ rule }) => rule)
  return { fixed: changed.get('nginx.conf')?.includes('return 308 https://a.example.com') ?? false, left, asked }
}

it.each([
  ['one application', proxy, proxy],
  ['a part of it', 'location /app/ { proxy_pass http://127.0.0.1:3000; }', proxy],
  ['one folder', files, files],
  ['scripts of one folder', php, php],
  ['with more of its own', files, `${files} location /api { proxy_pass http://127.0.0.1:3000; }`],
  ['with challenges', `${proxy} location /.well-known/acme-challenge/ { root /var/www/acme; }`, proxy],
])('what both serve is left to TLS: %s', (_, clear, secure) => {
  expect(remedy(clear, secure)).toEqual({ fixed: true, left: [], asked: [] })
})

it.each([
  ['another application', proxy, 'location / { proxy_pass http://127.0.0.1:4000; }'],
  ['an application, and a site over TLS', 'location /api/ { proxy_pass http://127.0.0.1:3000; }', files],
  ['scripts, and files over TLS', php, files],
  ['TLS answers by itself', proxy, 'return 404;'],
])('what is served in clear alone is for its owner to move: %s', (_, clear, secure) => {
  const { fixed, left, asked } = remedy(clear, secure)
  expect({ fixed, asked }).toEqual({ fixed: false, asked: ['Serve over TLS what a.example.com serves in clear'] })
  expect(left.length).toBeGreaterThan(0)
})
