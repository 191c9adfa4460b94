import { describe, expect, it, test } from 'vitest'
import type { Witness } from '../../../src/rules/rule.ts'
import { findings } from './found.ts'

/** The witness of an alias without slashes, among other statements. */
function witnessAmong(beside: string, inside = '', around = ''): Witness | undefined {
  const server = `server { listen 192.0.2.1:80; server_name app.example; ${beside} location /files { alias /srv/files; ${inside} } }`
  const [found] = findings('nginx/alias-prefix-overlap', `${around} ${server}`)
  if (!found) throw new Error('no finding')
  return found.witness
}

describe('a witness asks for a place that it surely reaches', () => {
  it('when nothing stands in the way', () => {
    expect(witnessAmong('location /other { return 403; } location ~ ^/files/.*\\.php$ { return 403; }')).toMatchObject({
      listener: '192.0.2.1:80',
      target: '/files-old/x',
      headers: [['Host', 'app.example']],
    })
  })

  it.each([
    ['another location takes the path', 'location ~ ^/files- { return 403; }', '', ''],
    ['the server answers first', 'return 403;', '', ''],
    ['a condition of the server', 'if ($arg_a) { return 403; }', '', ''],
    ['a condition of the location', '', 'if ($arg_a) { return 403; }', ''],
    ['a rewrite', 'rewrite ^/files-(.*) /other/$1;', '', ''],
    ['an access rule', '', 'allow 10.0.0.0/8; deny all;', ''],
    ['a password', 'auth_basic x; auth_basic_user_file /etc/nginx/users;', '', ''],
    ['a list of methods', '', 'limit_except POST { deny all; }', ''],
    ['only from inside', 'location /dl { rewrite ^/dl(.*)$ /files$1 last; }', 'internal;', ''],
    ['another server has the name', '', '', 'server { listen 192.0.2.1:80; server_name app.example; return 403; }'],
  ])('not past %s', (_, beside, inside, around) => {
    expect(witnessAmong(beside, inside, around)).toBeUndefined()
  })
})

/** What shows that the application gets a request in clear. */
function forwarded(server: string, pass = ''): Witness | undefined {
  const text = `server { listen 80; ${server} location / { ${pass} proxy_pass http://127.0.0.1:3000; } }`
  const zone = 'proxy_cache_path /var/cache/nginx keys_zone=z:1m;'
  const [found] = findings('nginx/plaintext-proxy', `${zone} ${text}`)
  if (!found) throw new Error('no finding')
  return found.witness
}

test('an application gets no request that a cache or a file answers, and none without a name', () => {
  expect(forwarded('server_name app.example;')).toBeDefined()
  expect(forwarded('')).toBeUndefined()
  expect(forwarded('server_name ~^app;')).toBeUndefined()
  expect(forwarded('server_name app.example;', 'proxy_cache z;')).toBeUndefined()
  expect(forwarded('server_name app.example;', 'try_files $uri =404;')).toBeUndefined()
})

test('a client without certificate is not sent where one is asked for', () => {
  const served = (verify: string): Witness | undefined => {
    const tls = `ssl_certificate /a.pem; ssl_certificate_key /a.key; ssl_client_certificate /ca.pem; ssl_verify_client ${verify};`
    const text = `server { listen 443 ssl; server_name app.example; ${tls} root /srv; }`
    return findings('nginx/version-disclosure', text)[0]?.witness
  }
  expect(served('off')).toMatchObject({ tls: true, listener: '*:443' })
  expect(served('on')).toBeUndefined()
})

describe('whoever asks under a foreign name reaches the application', () => {
  const asked = (pass: string, http = ''): Witness | undefined =>
    findings(
      'nginx/unknown-host-served',
      `${http} resolver 127.0.0.1; server { listen 80; server_name a.example; location / { proxy_pass ${pass}; } }`,
    )[0]?.witness
  it.each([
    ['http://127.0.0.1:3000', ''],
    ['http://$pool', 'map $cookie_pool $pool { default one; two two; } upstream one { server 127.0.0.1:1; }'],
  ])('%s', (pass, http) => expect(asked(pass, http)).toBeDefined())
  it.each(['$arg_to', 'http://$http_x_up', 'http://$cookie_pool.internal'])('not where it names the host: %s', pass =>
    expect(asked(pass)).toBeUndefined(),
  )
})
