import { expect, test } from 'vitest'
import { readContext } from '../../src/cli/context.ts'
import { analyze } from '../../src/engine/index.ts'

test('blocks are named from the outermost on', () => {
  expect(readContext('http, server')).toEqual(['http', 'server'])
  expect(readContext('http,server,location,if')).toEqual(['http', 'server', 'location', 'if'])
})

test.each([
  ['http', 'server { listen 127.0.0.1:8080; }'],
  ['http,server', 'listen 127.0.0.1:8080;'],
  ['http,server,location', 'alias /srv/x/;'],
  ['stream,server', 'listen 127.0.0.1:1;\nproxy_pass 192.0.2.1:1;'],
  ['stream,upstream', 'server 127.0.0.1:1;'],
  ['mail,server', 'listen 127.0.0.1:1;\nprotocol smtp;'],
  ['events', 'worker_connections 5;'],
])('a fragment stands in %s', (stated, text) => {
  const report = analyze({
    files: { 'a.conf': text },
    roots: ['a.conf'],
    format: 'nginx',
    context: readContext(stated),
  })
  expect(report.findings.filter(({ rule }) => rule === 'nginx/directive-context')).toEqual([])
})

test.each([
  ['http/server', '"http/server" is no block of nginx'],
  ['http,sever', 'did you mean "server"?'],
  ['', '"" is no block'],
])('%s is refused', (stated, message) => {
  expect(() => readContext(stated)).toThrow(message)
})
