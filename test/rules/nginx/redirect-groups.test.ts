import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** A group of the path as the whole URL: nginx sends `Location: http:evil.example`, which browsers take for that host. */
const told = (place: string): string[] => {
  const server = `listen 443 ssl; server_name a.example.com; ssl_certificate a.pem; ssl_certificate_key a.key; ${place}`
  const refusing = 'server { listen 443 ssl default_server; ssl_reject_handshake on; }'
  const { findings } = analyze({ files: { 'nginx.conf': `events { }\nhttp { ${refusing} server { ${server} } }\n` } })
  return findings.filter(({ rule }) => rule === 'nginx/redirect-host').map(({ messageId }) => messageId)
}

it.each([
  ['location ~ ^/to/(.*)$ { return 302 $1; }', ['argument']],
  ['location ~ ^/to/(?<url>https://.+)$ { return 302 $url; }', ['argument']],
  ['location ~ ^/to(/.*)$ { return 302 $1; }', []],
  ['location ~ ^/to/(\\d+)$ { return 302 $1; }', []],
  ['location ~ ^/to/(.*)$ { return 302 /$1; }', []],
  ['location ~ ^/to/(.*)$ { return 302 https://a.example.com/$1; }', []],
  ['return 301 $request_uri;', []],
  ['rewrite ^/to/(.*)$ https://$1 permanent;', ['argument']],
  ['location /to/ { rewrite ^/to/(.*)$ $1 redirect; }', ['argument']],
  // `//evil.com/index.html` and `/%5cevil.com/index.html` stay on this host.
  ['rewrite ^(.*)/index.html$ $1/ permanent;', []],
  ['rewrite ^(.*)/old$ $1/new$2 permanent;', []],
  ['rewrite ^(.*)/old$ $1$arg_to permanent;', ['argument']],
  ['rewrite ^(/en|/de)?/(.*)$ $1$2 permanent;', ['argument']],
  ['if ($http_x) { rewrite ^ https://$http_x permanent; }', ['client']],
  ['rewrite ^/to/(.*)$ https://a.example.com/$1 permanent;', []],
  ['rewrite ^/to/(.*)$ /$1 redirect;', []],
  ['rewrite ^/to/(\\w+)$ https://$1.example.com/ redirect;', []],
  ['rewrite ^(.*)$ https://$host$1 permanent;', []],
])('%s', (place, expected) => {
  expect(told(place)).toEqual(expected)
})
