import { expect } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import type { WitnessRequest } from '../../src/rules/rule.ts'
import { needs } from './needs.ts'
import { replayed } from './replay.ts'

const test = needs('nginx', 'nginx-dav-ext', 'ip', 'root', 'namespaces')

const rule = 'nginx/dav-methods'

const configuration = (methods: string, more = ''): string => `load_module modules/ngx_http_dav_ext_module.so;
events {}
http {
    dav_ext_lock_zone zone=locks:1m;
    server {
        listen 192.0.2.10:80;
        server_name files.example.com;
        location /files/ {
            root /srv/files;
            dav_ext_methods ${methods};
            dav_ext_lock zone=locks;
            ${more}
        }
        location / {
            return 404;
        }
    }
}
`

const request = (method: string, target: string): WitnessRequest => ({
  ...{ listener: '192.0.2.10:80', tls: false, method, target },
  headers: [['Host', 'files.example.com']],
})

const lockinfo =
  '<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>'

/** Statuses of a listing, a lock, and a file written without the lock's token. */
const statuses = (text: string): number[] =>
  replayed({ 'nginx.conf': text }, [
    request('PROPFIND', '/files/'),
    { ...request('LOCK', '/files/a.txt'), body: lockinfo },
    { ...request('PUT', '/files/a.txt'), body: 'a' },
  ]).map(({ status }) => status)

const told = (text: string): string[] =>
  analyze({ files: { 'nginx.conf': text } })
    .findings.filter(finding => finding.rule === rule)
    .map(({ messageId, severity }) => `${messageId} ${severity}`)

test('strangers list and lock files, and do neither after the fix', () => {
  const text = configuration('PROPFIND LOCK')
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const after = fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? ''
  expect(told(text)).toEqual(['extended high'])
  expect(statuses(text)).toEqual([207, 200, 423])
  expect(told(after)).toEqual([])
  expect(statuses(after)).toEqual([405, 405, 405])
})

test('what one has locked nobody else writes', () => {
  const text = configuration('LOCK', 'dav_methods PUT;')
  expect(told(text)).toEqual(['extended high', 'open high'])
  expect(statuses(text)).toEqual([405, 200, 423])
  expect(statuses(configuration('off', 'dav_methods PUT;')).at(-1)).not.toBe(423)
})

test('OPTIONS alone, and methods that limit_except holds back, give nothing away', () => {
  for (const text of [configuration('OPTIONS'), configuration('PROPFIND', 'limit_except GET { deny all; }')]) {
    expect(told(text)).toEqual([])
    expect(statuses(text)[0]).toBeGreaterThanOrEqual(400)
  }
})
