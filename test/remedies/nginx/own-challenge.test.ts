import { expect, it } from 'vitest'
import { analyze, fix, plan } from '../../../src/index.ts'
import { applyEdits } from '../../../src/text/index.ts'

/** Certificates that are there may be renewed by what a server in clear serves: the CA finds its files afterwards, too. */

const own = 'location /.well-known/acme-challenge/ {\n            root /var/www/acme;\n        }'
const stateless = 'location ^~ /.well-known/acme-challenge { default_type text/plain; return 200 "$1.thumbprint"; }'
const proxy = 'location / { proxy_pass http://127.0.0.1:3000; }'
const both = (clear: string, secure: string): string => `events { }
http {
    server_tokens off;
    server {
        listen 80;
        server_name a.example.com;
        ${clear}
    }
    server {
        listen 443 ssl;
        server_name a.example.com;
        ssl_certificate a.pem;
        ssl_certificate_key a.key;
        ${secure}
    }
}
`
const guardOf = (clear: string, secure: string): string => {
  const input = { files: { 'nginx.conf': both(clear, secure) }, unsafe: true }
  const { files } = fix(input, analyze(input))
  return (files.get('nginx.conf') ?? '').split('listen 443')[0] as string
}

it.each([
  ['its own location', `${own}\n        ${proxy}`, proxy, own],
  ['its own location without files', `${stateless} ${proxy}`, proxy, stateless],
  ['its folder', 'root /srv/www;', 'root /srv/www;', 'root /srv/www;'],
  ['the folder of /', 'location / { root /srv/a; }', 'location / { root /srv/a; }', 'root /srv/a;'],
  ['nothing, as it passes all on', `root /srv/www; ${proxy}`, `root /srv/www; ${proxy}`, 'root /var/www/letsencrypt;'],
])('a server that gives way to TLS goes on answering challenges by %s', (_, clear, secure, kept) => {
  const guard = guardOf(clear, secure)
  expect(guard).toContain('return 308 https://a.example.com')
  expect(guard).toContain(kept)
  expect(guard.match(/acme-challenge/g)).toHaveLength(1)
  expect(guard.includes('/var/www/letsencrypt')).toBe(kept.includes('letsencrypt'))
})

it('a site that goes on in clear meanwhile gets no second location of the same path', () => {
  const text = `events { }\nhttp {\n    server {\n        listen 80;\n        server_name a.example.com;\n        root /srv/www;\n        ${own}\n    }\n}\n`
  const input = { files: { 'nginx.conf': text } }
  const [first] = plan(input, analyze(input)).steps.flatMap(step => (step.kind === 'edit' ? [step] : []))
  const between = applyEdits(text, first?.edits ?? [])
  expect(first?.id).toBe('nginx/guard:a.example.com')
  expect(between).toContain('root /var/www/letsencrypt;')
  expect(analyze({ files: { 'nginx.conf': between } }).verdicts[0]?.loads).not.toBe(false)
})
