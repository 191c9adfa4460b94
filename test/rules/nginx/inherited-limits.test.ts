import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const zones = 'limit_req_zone $binary_remote_addr zone=z:1m rate=1r/s; limit_conn_zone $binary_remote_addr zone=c:1m;'

const said = (http: string): readonly string[] =>
  findings('nginx/limit-bypassed-by-return', `${zones}\n${http}`).map(({ message }) => message.en)

describe('a limit that a location inherits counts nothing that `return` answers', () => {
  const ping = 'location /ping { return 200 pong; }'
  it.each([
    [
      'of the server',
      `server { limit_req zone=z; root /srv; ${ping} }`,
      ['`limit_req` does not count in server *:80 / location /ping: `return` answers in an earlier phase'],
    ],
    [
      'of http{}, once for all servers',
      `limit_conn c 1; server { root /srv; ${ping} } server { listen 81; root /srv; ${ping} }`,
      [
        '`limit_conn` does not count in server *:80 / location /ping, server *:81 / location /ping: `return` answers in an earlier phase',
      ],
    ],
    ['of nobody', `server { root /srv; ${ping} }`, []],
    [
      'replaced by one of its own',
      `server { limit_req zone=z; root /srv; location /ping { limit_req zone=z burst=5; return 200 pong; } }`,
      ['`limit_req` in server *:80 / location /ping never counts: `return` answers in an earlier phase'],
    ],
    ['a refusal', 'server { limit_req zone=z; root /srv; location /ping { return 404; } }', []],
    [
      'a named location, behind the count',
      'server { limit_req zone=z; location / { root /srv; try_files $uri @n; } location @n { return 200 a; } }',
      [],
    ],
    ['a server that only redirects', 'limit_req zone=z; server { location / { return 301 https://a.example/; } }', []],
    ['the same without a location', 'limit_req zone=z; server { return 301 https://a.example/; }', []],
    [
      'a redirect beside files',
      'server { limit_req zone=z; root /srv; location = /old { return 301 /new; } }',
      ['`limit_req` does not count in server *:80 / location = /old: `redirect` answers in an earlier phase'],
    ],
  ])('%s', (_what, http, expected) => expect(said(http)).toEqual(expected))
})
