import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/index.ts'
import { leftTexts } from '../../../src/report/plan-left.ts'

test('what only a fix that changes behaviour repairs is told so, where the plan leaves it out', () => {
  const site = `server {
    listen 443 ssl;
    server_name shop.example.com;
    server_tokens off;
    ssl_certificate /etc/ssl/shop.pem;
    ssl_certificate_key /etc/ssl/shop.key;
    ssl_protocols TLSv1.2;
    location /files/ { alias /srv/files/; proxy_pass http://192.0.2.1:80; }
}
`
  const input = { files: { 'etc/nginx/sites-available/shop': site } }
  const planned = plan(input, analyze(input))
  const told = new Map(planned.left.map(({ rule, unsafe }) => [rule, unsafe]))
  expect(told.get('nginx/hsts')).toBe(true)
  expect(told.get('nginx/plaintext-upstream')).toBe(undefined)
  const lines = leftTexts(planned, { lang: 'en' })
  expect(lines.find(line => line.includes('nginx/hsts'))).toMatch(/ \("confward fix --unsafe" has a fix\)$/)
  expect(lines.find(line => line.includes('nginx/plaintext-upstream'))).not.toContain('--unsafe')
  const strong = plan({ ...input, unsafe: true }, analyze(input))
  expect(strong.left.map(({ rule }) => rule)).not.toContain('nginx/hsts')
})
