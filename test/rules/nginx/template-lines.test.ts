import { expect, it } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

/** What is said of a server in a template about what it listens on and hands out. */
function said(path: string, server: string): string[] {
  const { findings } = analyze({ files: { [path]: `events {}\nhttp {\n  server {\n${server}\n  }\n}\n` } })
  return findings.map(({ rule }) => rule).filter(rule => /plaintext|root-exposure/.test(rule))
}

it.each([
  ['nginx.conf.erb', '    <%= include_template("server.erb", 8) %>'],
  ['nginx.conf.j2', '    {% include "server.j2" %}'],
  ['nginx.conf.j2', '    {{ lines }}\n    server_name a.example;'],
  ['nginx.conf.j2', '    {{ lines }}\n    location / { proxy_pass http://127.0.0.1:1; }'],
])('lines that a template puts into a server may say where it listens: %s: %s', (path, server) =>
  expect(said(path, server)).toEqual([]),
)

it.each([
  ['nginx.conf.j2', '    listen 80;\n    {{ lines }}\n    location / { proxy_pass http://127.0.0.1:1; }'],
  ['nginx.conf.j2', '    location / {\n      {{ lines }}\n      proxy_pass http://127.0.0.1:1;\n    }'],
  ['nginx.conf.j2', '    server_name {{ name }};\n    location / { proxy_pass http://127.0.0.1:1; }'],
])('what is written is judged: %s: %s', (path, server) => expect(said(path, server)).toEqual(['nginx/plaintext-proxy']))

it('a scheme that a template puts in is no part of the path', () => {
  const location = 'location /grafana {\n  proxy_pass {{ scheme }}://grafana_servers;\n}\n'
  const { findings } = analyze({ files: { 'server.conf.j2': `server {\n  listen {{ port }};\n${location}}\n` } })
  expect(findings.map(({ rule }) => rule)).not.toContain('nginx/proxy-pass-traversal')
})
