import { expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

const files = {
  'nginx.conf':
    'events {}\nhttp {\n  server {\n    listen 80;\n    server_name a.example;\n    location / {\n      proxy_pass http://10.0.0.1;\n    }\n  }\n}\n',
}

const found = () => analyze({ files }).findings.find(({ rule }) => rule === 'nginx/plaintext-proxy')

it('a finding turned into JSON is whole', () => {
  const finding = found()
  expect(JSON.parse(JSON.stringify(finding))).toMatchObject({
    rule: 'nginx/plaintext-proxy',
    line: 4,
    message: { en: finding?.message.en, zh: finding?.message.zh },
    related: [{ line: 7 }],
    fixes: [{ safety: 'unsafe' }],
  })
})

it('its fixes are the same objects each time they are read', () => {
  const finding = found()
  expect(finding?.fixes.length).toBeGreaterThan(0)
  expect(finding?.fixes[0]).toBe(finding?.fixes[0])
})
