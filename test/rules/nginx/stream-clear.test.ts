import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { main, only } from './found.ts'

/** What one rule says of stream{}: severity and English text. */
const said = (rule: string, stream: string): string[] =>
  analyze({
    files: { 'nginx.conf': main('', `stream { ${stream} }`) },
    format: 'nginx',
    baseline: only(`nginx/${rule}`),
  }).findings.map(({ severity, message }) => `${severity}: ${message.en}`)

const keys = 'ssl_certificate c.pem; ssl_certificate_key k.pem;'

it.each([
  ['resolver 9.9.9.9:53; server { listen 127.0.0.1:5; proxy_pass 127.0.0.1:6; }', ['low']],
  [
    'resolver 9.9.9.9; map $ssl_preread_server_name $to { default a.example.com:443; } server { listen 443; ssl_preread on; proxy_pass $to; }',
    ['medium'],
  ],
  ['resolver 127.0.0.53; server { listen 127.0.0.1:5; proxy_pass 127.0.0.1:6; }', []],
])('a public resolver: %s', (stream, expected) =>
  expect(said('external-resolver', stream).map(one => one.split(':')[0])).toEqual(expected),
)

it.each([
  ['allow 10.0.0.0/8;', 'listen 3306;', 'IPv4'],
  ['allow 10.0.0.0/8; deny 0.0.0.0/0;', 'listen 3306; listen [::]:3306;', 'IPv6'],
  ['allow 10.0.0.0/8; deny all;', 'listen 3306;', undefined],
  ['allow 127.0.0.1;', 'listen 127.0.0.1:3306;', undefined],
])('an allow that keeps nobody out: %s %s', (rules, listen, families) => {
  for (const handler of ['proxy_pass 127.0.0.1:3;', 'return ok;']) {
    const found = said('allow-without-deny', `${rules} server { ${listen} ${handler} }`)
    expect(found.map(one => /over (.*)$/.exec(one)?.[1])).toEqual(families === undefined ? [] : [families])
  }
})

it('JSON by hand, by the formats of stream{} alone', () => {
  const log = (escaping: string, used = 'j'): string =>
    `log_format j ${escaping} '{"a":"$ssl_preread_server_name"}'; access_log /var/log/a.log ${used}; server { listen 9; proxy_pass 127.0.0.1:3; }`
  expect(said('log-json-escape', log(''))).toHaveLength(1)
  expect(said('log-json-escape', log('escape=json'))).toEqual([])
  expect(said('log-json-escape', `${log('', 'k')} log_format k '$remote_addr';`)).toEqual([])
})

it.each([
  ['listen 127.0.0.1:3306; proxy_pass 203.0.113.4:3306;', ['high']],
  ['listen unix:/run/db.sock; proxy_pass 10.0.0.4:3306;', ['medium']],
  [`listen 3306 ssl; ${keys} proxy_pass 10.0.0.4:3306;`, ['medium']],
  ['listen 127.0.0.1:53 udp; proxy_pass 10.0.0.2:53;', []],
  ['listen 127.0.0.1:8443; proxy_pass 203.0.113.4:443;', []],
  ['listen 127.0.0.1:3306; proxy_ssl on; proxy_pass 203.0.113.4:3306;', []],
  ['listen 127.0.0.1:443; ssl_preread on; proxy_pass 203.0.113.4:4443;', []],
  ['listen 3306; proxy_pass 203.0.113.4:3306;', []],
])('what leaves this machine in clear: %s', (lines, expected) =>
  expect(said('plaintext-upstream', `server { ${lines} }`).map(one => one.split(':')[0])).toEqual(expected),
)
