import { expect } from 'vitest'
import { builtin } from '../../src/baseline/index.ts'
import { analyze, fix } from '../../src/engine/index.ts'
import { needs } from './needs.ts'
import { replayed } from './replay.ts'

const test = needs('nginx', 'openssl', 'ip', 'root', 'namespaces')

/** The application that is started behind nginx sends a cookie without flags, and a header of its own. */
const configuration = `events {}
http {
    server_tokens off;
    server {
        listen 192.0.2.10:443 ssl;
        server_name app.example.com;
        ssl_certificate /etc/ssl/a.pem;
        ssl_certificate_key /etc/ssl/a.key;
        add_header Strict-Transport-Security "max-age=31536000" always;
        location / {
            proxy_pass http://127.0.0.1:3000;
        }
    }
}
`

const answer = (text: string): readonly (readonly [string, string])[] =>
  replayed({ 'nginx.conf': text }, [
    { listener: '192.0.2.10:443', tls: true, method: 'GET', target: '/', headers: [['Host', 'app.example.com']] },
  ])[0]?.headers ?? []

const valuesOf = (text: string, name: string): string[] =>
  answer(text).flatMap(([key, value]) => (key === name ? [value] : []))

function repaired(rule: string, options: Readonly<Record<string, unknown>> = {}): string {
  const strict = builtin('strict')
  const baseline = { ...strict, controls: { ...strict.controls, [rule]: { options } } }
  const input = { files: { 'nginx.conf': configuration }, baseline, unsafe: true }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? ''
}

test('a cookie of the application gets its flags from the fix of nginx/cookie-flags', () => {
  expect(valuesOf(configuration, 'set-cookie')).toEqual(['session=1; path=/'])
  const [after = ''] = valuesOf(repaired('nginx/cookie-flags'), 'set-cookie')
  expect(after.toLowerCase()).toMatch(/; secure; httponly; samesite=lax$/)
})

test('a header that both send arrives twice, and once after the fix of nginx/duplicate-header', () => {
  const name = 'strict-transport-security'
  expect(valuesOf(configuration, name)).toEqual(['max-age=60', 'max-age=31536000'])
  expect(valuesOf(repaired('nginx/duplicate-header', { upstreamSends: [name] }), name)).toEqual(['max-age=31536000'])
})

test('what names the software behind goes through, and stays inside after the fix of nginx/upstream-headers-leak', () => {
  const named = (text: string): string[] => ['x-powered-by', 'via'].flatMap(name => valuesOf(text, name))
  expect(named(configuration)).toEqual(['application', '1.1 inside'])
  expect(named(repaired('nginx/upstream-headers-leak'))).toEqual([])
})
