import { expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (path: string, rule = 'nginx/log-query-string'): number =>
  findings(
    rule,
    `access_log /var/log/a.log; limit_req_zone $binary_remote_addr zone=a:1m rate=1r/s;
    server { listen 80; location ${path} { proxy_pass http://127.0.0.1:3; } location / { limit_req zone=a; } }`,
  ).length

it.each(['/oauth2/', '/oauth/callback', '= /auth/callback', '/sso', '~ ^/(accounts|invite)/', '/api/v1/authorize'])(
  'the query of %s is a key for some minutes',
  path => {
    expect(said(path)).toBe(1)
    expect(said(path, 'nginx/sensitive-endpoint-rate-limit')).toBe(0)
  },
)

it.each(['/assets', '/docs', '/soauth'])('that of %s is none', path => expect(said(path)).toBe(0))
