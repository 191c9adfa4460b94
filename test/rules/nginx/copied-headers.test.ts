import { expect, it } from 'vitest'
import { findings } from './found.ts'

const copied = (lines: string, http = ''): number =>
  findings(
    'nginx/forwarded-headers',
    `${http} server { listen 443 ssl; location / { ${lines} proxy_pass http://127.0.0.1:9000; } }`,
  ).filter(({ messageId }) => messageId === 'copied').length

it.each([
  ['proxy_set_header X-Forwarded-For $http_x_forwarded_for;', ''],
  ['proxy_set_header X-Real-IP $http_x_forwarded_for;', ''],
  [
    'proxy_set_header X-Real-IP $client;',
    'map $http_x_forwarded_for $client { default $http_x_forwarded_for; "" $remote_addr; }',
  ],
  [
    'proxy_set_header X-Real-IP $client;',
    'map $http_x_forwarded_for $client { "~^(?<first>[^,]+)" $first; default $remote_addr; }',
  ],
  ['set $proto $http_x_forwarded_proto; proxy_set_header X-Forwarded-Proto $proto;', ''],
])('%s hands on what the client wrote: %s', (lines, http) => expect(copied(lines, http)).toBe(1))

it.each([
  ['proxy_set_header X-Forwarded-For $remote_addr;', ''],
  [
    'proxy_set_header X-Forwarded-Proto $proto;',
    'map $http_x_forwarded_proto $proto { default $scheme; https https; }',
  ],
  ['set_real_ip_from 10.0.0.1; proxy_set_header X-Real-IP $http_x_forwarded_for;', ''],
  ['proxy_set_header X-Forwarded-Host $http_host;', ''],
])('%s does not: %s', (lines, http) => expect(copied(lines, http)).toBe(0))
