import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (lines: string, http = ''): readonly string[] =>
  findings('nginx/upstream-tls-unverified', `${http} server { location / { ${lines} } }`).map(
    ({ severity }) => severity,
  )

describe('an unverified upstream behind a variable weighs what its constants are', () => {
  it.each([
    ['public, by set', 'set $b api.example.net; proxy_pass https://$b;', '', ['high']],
    [
      'public, by a map',
      'proxy_pass https://$b;',
      'map $arg_a $b { default app.internal; x api.example.net; }',
      ['high'],
    ],
    [
      'public, a port and the path behind it',
      'set $b api.example.net; proxy_pass https://$b:8443$request_uri;',
      '',
      ['high'],
    ],
    ['public, a path and a query', 'set $b api.example.net; proxy_pass https://$b/v1/$arg_a;', '', ['high']],
    ['a name that goes on', 'set $b api.example.net; proxy_pass https://$b$arg_a;', '', ['medium']],
    ['private', 'set $b app.internal; proxy_pass https://$b;', '', ['medium']],
    ['this machine', 'set $b 127.0.0.1; proxy_pass https://$b;', '', ['info']],
    ['a group', 'set $b pool; proxy_pass https://$b;', 'upstream pool { server api.example.net:443; }', ['high']],
    ['public, the scheme in the variable', 'set $u https://api.example.net; proxy_pass $u;', '', ['high']],
    [
      'the scheme in one value of a map',
      'proxy_pass $u;',
      'map $arg_a $u { default http://api.example.net; x https://10.0.0.5; }',
      ['medium'],
    ],
    ['no TLS in any value', 'set $u http://api.example.net; proxy_pass $u;', '', []],
    ['a scheme that the client chooses', 'proxy_pass $arg_u;', '', []],
    ['what the client says', 'proxy_pass https://$arg_b;', '', ['medium']],
    ['written', 'proxy_pass https://api.example.net;', '', ['high']],
  ])('%s', (_what, lines, http, expected) => expect(said(lines, http)).toEqual(expected))
})
