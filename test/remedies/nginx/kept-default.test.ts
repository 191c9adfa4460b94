import { expect, test } from 'vitest'
import { analyze, applyEdits, editsByPath, plan } from '../../../src/index.ts'

const plaintext = (name: string): string =>
  `  server {\n    listen 80;\n    server_name ${name};\n    location / { proxy_pass http://127.0.0.1:8080; }\n  }\n`
const secure = `  server {
    listen 443 ssl;
    server_name www.example.com;
    ssl_certificate /etc/ssl/www.pem;
    ssl_certificate_key /etc/ssl/www.key;
    return 204;
  }\n`

function after(http: string): { text: string; open: number } {
  const path = 'etc/nginx/nginx.conf'
  const input = { files: { [path]: `events {}\nhttp {\n${http}}\n` } }
  const { steps, files, open } = plan(input, analyze(input))
  let text = files[0]?.before ?? ''
  for (const step of steps) if (step.kind === 'edit') text = applyEdits(text, editsByPath(step.edits).get(path) ?? [])
  expect(text).toBe(files[0]?.after)
  return { text, open: open.length }
}

test('the server that answers for unknown names on a TLS socket goes on doing so', () => {
  const { text } = after(plaintext('api.example.com') + secure)
  expect(text).toContain('listen 443 ssl default_server;\n    server_name www.example.com;')
  expect(text.match(/default_server/g)).toHaveLength(1)
})

test('two servers that join the same socket do so one after the other', () => {
  const { text } = after(plaintext('a.example.com') + plaintext('b.example.com') + secure)
  expect(text.match(/default_server/g)).toHaveLength(1)
  expect(text.match(/listen 443 ssl;/g)).toHaveLength(2)
})

test('a server that joins behind it changes nothing there', () => {
  expect(after(secure + plaintext('api.example.com')).text).not.toContain('default_server')
})
