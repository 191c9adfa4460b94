import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** What nginx 1.22.1 wrote for one request each. */
const said = (http: string): string[] => findings('nginx/access-log-off', http).map(({ messageId }) => messageId)

it.each([
  'access_log /a.log Combined; server { listen 80; root /srv; }',
  'access_log /a.log COMBINED; server { listen 80; root /srv; }',
  'server { listen 80; access_log /a.log Combined; location / { return 200; } }',
  'access_log /a.log Combined; server { listen 80; location /x { access_log off; return 200; } }',
  "log_format Combined '$uri'; access_log /a.log Combined; server { listen 80; root /srv; }",
])('empty lines: %s', http => {
  const [found, ...more] = findings('nginx/access-log-off', http)
  expect(more).toEqual([])
  expect([found?.messageId, found?.severity]).toEqual(['empty', 'medium'])
  expect(found?.fixes[0]?.edits[0]?.text).toBe('combined')
})

it.each([
  'access_log /a.log combined; server { listen 80; root /srv; }',
  'access_log /a.log Combined; access_log /b.log combined; server { listen 80; root /srv; }',
  'access_log /a.log Combined; server { listen 80; root /srv; location /x { access_log /c.log; root /srv; } }',
  'server { listen 80; access_log /a.log Combined; root /srv; } server { listen 81; root /srv; }',
  "log_format main '$uri'; access_log /a.log Main; server { listen 80; root /srv; }",
])('whole lines: %s', http => expect(said(http)).toEqual([]))
