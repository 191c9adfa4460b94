import { expect } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import { needs } from './needs.ts'
import { type Request, replayed } from './replay.ts'

const test = needs('nginx', 'ip', 'root', 'namespaces')

const configuration = (zone: string, inServer: string): string => `events {}
http {
    ${zone}
    server {
        listen 192.0.2.10:8080;
        server_name app.example.com;
        ${inServer}
        location /api/login {
            proxy_pass http://127.0.0.1:3000;
        }
    }
}
`

const request = (client?: string): Request => ({
  listener: '192.0.2.10:8080',
  tls: false,
  method: 'GET',
  target: '/api/login',
  headers: [['Host', 'app.example.com'], ...(client ? [['X-Forwarded-For', client] as const] : [])],
})

const statuses = (text: string, requests: readonly Request[]): number[] =>
  replayed({ 'nginx.conf': text }, requests).map(({ status }) => status)

const fired = (text: string, rule: string): boolean =>
  analyze({ files: { 'nginx.conf': text }, baseline: 'strict' }).findings.some(finding => finding.rule === rule)

const same = Array.from({ length: 9 }, () => request('192.0.2.1'))
const varied = Array.from({ length: 9 }, (_, at) => request(`192.0.2.${at}`))

test('a sign-in without a limit takes every request, the repaired one six and then says 429', () => {
  const before = configuration('', '')
  const input = { files: { 'nginx.conf': before }, unsafe: true }
  const { files } = fix(input, analyze(input), ({ rule }) => rule === 'nginx/sensitive-endpoint-rate-limit')
  const after = files.get('nginx.conf') ?? ''
  expect(after).toContain('limit_req ')
  expect(statuses(before, same)).toEqual(Array(9).fill(200))
  expect(statuses(after, same)).toEqual([200, 200, 200, 200, 200, 200, 429, 429, 429])
})

test('a key that the client sends limits only those who always send the same', () => {
  const text = configuration('limit_req_zone $http_x_forwarded_for zone=a:1m rate=1r/m;', 'limit_req zone=a;')
  expect(fired(text, 'nginx/limit-key-behind-proxy')).toBe(true)
  expect(statuses(text, same)).toEqual([200, ...Array(8).fill(503)])
  expect(statuses(text, varied)).toEqual(Array(9).fill(200))
})

test('an empty key counts nobody, a constant one everybody together, a dry run refuses nobody', () => {
  const zone = (key: string): string => `limit_req_zone ${key} zone=a:1m rate=1r/m;`
  const empty = configuration(zone('""'), 'limit_req zone=a;')
  const constant = configuration(zone('all'), 'limit_req zone=a;')
  const dry = configuration(zone('$binary_remote_addr'), 'limit_req zone=a; limit_req_dry_run on;')
  for (const text of [empty, constant]) expect(fired(text, 'nginx/rate-limits')).toBe(true)
  for (const text of [empty, constant, dry]) expect(fired(text, 'nginx/sensitive-endpoint-rate-limit')).toBe(true)
  expect(statuses(empty, varied)).toEqual(Array(9).fill(200))
  expect(statuses(constant, varied)).toEqual([200, ...Array(8).fill(503)])
  expect(statuses(dry, same)).toEqual(Array(9).fill(200))
})
