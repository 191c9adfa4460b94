import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const pass = 'proxy_pass http://127.0.0.1:3000;'

/** What is said of a server that asks for certificates. */
const said = (mode: string, lines: string, http = ''): number =>
  findings(
    'nginx/optional-client-cert',
    `${http} server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k;
     ssl_verify_client ${mode}; ssl_client_certificate ca; ${lines} location / { ${pass} } }`,
  ).length

describe('an if that turns away whoever shows no valid certificate', () => {
  it.each([
    ['optional', 'if ($ssl_client_verify != SUCCESS) { return 403; }'],
    ['optional', 'if ($ssl_client_verify = NONE) { return 403; }'],
    ['optional', 'if ($ssl_client_verify !~ ^SUCCESS$) { return 403; }'],
    ['optional', 'if (${ssl_client_verify} != "SUCCESS") { return 444; }'],
    ['optional', 'set $ok 0; if ($ssl_client_verify = SUCCESS) { set $ok 1; } if ($ok = 0) { return 403; }'],
    ['optional_no_ca', 'if ($ssl_client_verify != SUCCESS) { return 403; }'],
    [
      'optional_no_ca',
      'if ($ssl_client_verify = NONE) { return 403; } if ($ssl_client_verify ~ ^FAILED) { return 403; }',
    ],
    ['optional', 'if ($ssl_client_verify = SUCCESS) { break; } return 403;'],
    ['optional_no_ca', 'if ($ssl_client_fingerprint !~ "^(abc|def)$") { return 403; }'],
  ])('%s: %s', (mode, lines) => expect(said(mode, lines)).toBe(0))

  it.each(['SUCCESS 0; default 1;', 'default 1; ~^succ 1; ~^SUCC "";', 'NONE yes; ~^FAILED yes;'])(
    'by way of a map: %s',
    entries =>
      expect(said('optional_no_ca', 'if ($no) { return 403; }', `map $ssl_client_verify $no { ${entries} }`)).toBe(0),
  )
})

describe('an if that does not', () => {
  it.each([
    ['optional', 'if ($ssl_client_verify = SUCCESS) { return 403; }'],
    ['optional', 'if ($ssl_client_verify ~ ^FAILED) { return 403; }'],
    ['optional_no_ca', 'if ($ssl_client_verify = NONE) { return 403; }'],
    ['optional_no_ca', 'if ($ssl_client_verify ~ ^FAILED) { return 403; }'],
    ['optional', 'if ($arg_x) { break; } if ($ssl_client_verify != SUCCESS) { return 403; }'],
    ['optional', 'break; if ($ssl_client_verify != SUCCESS) { return 403; }'],
  ])('%s: %s', (mode, lines) => expect(said(mode, lines)).toBe(1))

  it.each(['SUCCESS 1; default 0;', '~^FAILED 1;', 'none 0; default 1;'])('by way of a map: %s', entries =>
    expect(said('optional', 'if ($no) { return 403; }', `map $ssl_client_verify $no { ${entries} }`)).toBe(1),
  )
})

it('the application may be told, by a header or by a parameter', () => {
  const told = (location: string): number =>
    findings(
      'nginx/optional-client-cert',
      `server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k;
       ssl_verify_client optional; ssl_client_certificate ca; location / { ${location} } }`,
    ).length
  expect(told(`proxy_set_header X-Verified $ssl_client_verify; ${pass}`)).toBe(0)
  expect(told('fastcgi_param VERIFIED $ssl_client_verify; fastcgi_pass unix:/run/a.sock;')).toBe(0)
  expect(told('fastcgi_param OTHER $ssl_protocol; fastcgi_pass unix:/run/a.sock;')).toBe(1)
})
