import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

test('a misspelt zone is mended in every statement that names it', () => {
  const text = `events {}
http {
  limit_req_zone $binary_remote_addr zone=login:1m rate=1r/s;
  limit_req_zone $binary_remote_addr zone=logout:1m rate=1r/s;
  server { listen 192.0.2.1:80; server_name a.example; limit_req zone=logins burst=5; location / { root /srv; } }
  server { listen 192.0.2.1:80; server_name b.example; limit_req burst=9 zone=logins; limit_req zone=logout; location / { root /srv; } }
}
`
  const input = { files: { 'nginx.conf': text }, unsafe: true, target: { nginx: [1, 22, 1] as const } }
  const { files } = fix(input, analyze(input), finding => finding.rule === 'nginx/unknown-reference')
  expect(files.get('nginx.conf')).toBe(text.replaceAll('zone=logins', 'zone=login'))
})
