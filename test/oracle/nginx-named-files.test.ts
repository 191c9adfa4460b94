import { expect } from 'vitest'
import { findings, main } from '../rules/nginx/found.ts'
import { needs } from './needs.ts'
import { replayed } from './replay.ts'

const test = needs('nginx', 'openssl', 'ip', 'root', 'namespaces')

const server = (statements: string): string =>
  `server { listen 192.0.2.10:80; server_name a.example; location / { try_files $uri @new; ${statements} }
    location @new {
      root /srv/new;
      try_files $uri @old; }
    location @old {
      root /srv/old; } }`

const request = {
  ...{ listener: '192.0.2.10:80', tls: false, method: 'GET', target: '/x/.env' },
  headers: [['Host', 'a.example']] as const,
}

test.each([
  ['', 200],
  ['deny all;', 403],
  ['location ~ /\\. { deny all; }', 403],
  ['if ($uri ~ /\\.) { return 404; }', 404],
] as const)('a hidden file of a named location behind others: "%s" answers %i', (statements, status) => {
  const text = server(statements)
  expect(replayed({ 'nginx.conf': main(text) }, [request])[0]?.status).toBe(status)
  expect(findings('nginx/hidden-files', text)).toHaveLength(status === 200 ? 1 : 0)
})

test('a system file of a named location', () => {
  const text = server('').replace('root /srv/old;', 'root /etc;')
  const [answer] = replayed({ 'nginx.conf': main(text) }, [{ ...request, target: '/passwd' }])
  expect(answer?.status).toBe(200)
  expect(findings('nginx/root-exposure', text).map(({ message }) => message.en)).toEqual([
    expect.stringContaining('/etc/passwd'),
  ])
})
