import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const server = `server {
    listen 80;
    server_name a.example.com;
    location / { auth_basic Staff; auth_basic_user_file /etc/nginx/htpasswd; proxy_pass http://127.0.0.1:3000; }
}
`

test('steps of a certificate that very many servers share wait for a hundred of them', () => {
  const { findings } = analyze({ files: { 'nginx.conf': `events {}\nhttp {\n${server.repeat(300)}}\n` } })
  const told = findings.filter(({ rule }) => rule === 'nginx/basic-auth-plaintext')
  expect(told).toHaveLength(300)
  const needs = told.flatMap(({ fixes }) => fixes.flatMap(({ steps = [] }) => steps.map(step => step.needs.length)))
  expect(Math.max(...needs)).toBe(100)
})
