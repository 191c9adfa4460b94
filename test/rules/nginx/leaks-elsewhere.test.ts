import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

const told = (location: string, server = ''): string[] => {
  const text = `events { }\nhttp {\n    server_tokens off;\n    server { listen 80; server_name a.example.com; ${server} location / { ${location} } }\n}\n`
  return analyze({ files: { 'nginx.conf': text } })
    .findings.filter(({ rule }) => rule.startsWith('nginx/plaintext-'))
    .map(({ rule, messageId }) => `${rule} ${messageId}`)
}

it('what an include that is not there hands on is not taken for files of a folder that nobody wrote', () => {
  expect(told('include proxy.conf;')).toEqual([])
  expect(told('expires 1h;', 'include site.conf;')).toEqual([])
  expect(told('expires 1h;')).toEqual(['nginx/plaintext-listener found'])
  expect(told('root /srv; include headers.conf;')).toEqual(['nginx/plaintext-listener found'])
})
