import { describe, expect, it } from 'vitest'
import { nginx } from '../../../src/formats/nginx/index.ts'
import { hostOf } from './resolve/host.ts'

const lines = (text: string): string[] =>
  [...nginx.effective(hostOf(text))]
    .filter(one => one.origin !== 'default')
    .map(one => `${one.scope} | ${one.setting} | ${one.value}`)

describe('effective values', () => {
  it('what a level writes and what it inherits, lists entry by entry', () => {
    const found = lines(`add_header A 1; add_header B "x y";
      server { listen 80; server_name a; server_tokens off; location / { add_header C 3; proxy_pass http://u; } location /x { } }`)
    expect(found).toEqual([
      'http | add_header | A 1',
      'http | add_header | B "x y"',
      ...['server a | add_header | A 1', 'server a | add_header | B "x y"'],
      ...['server a | listen | 80', 'server a | server_name | a', 'server a | server_tokens | off'],
      'server a / location / | add_header | C 3',
      'server a / location / | server_tokens | off',
      'server a / location / | proxy_pass | http://u',
      ...['server a / location /x | add_header | A 1', 'server a / location /x | add_header | B "x y"'],
      'server a / location /x | server_tokens | off',
      'http socket *:80 | listen | default a',
    ])
  })

  it('allow and deny are one list, in the order in which they are asked', () => {
    const access = 'deny 192.0.2.1; allow 192.0.2.0/24; deny all;'
    const found = lines(`server { server_name a; ${access} location / { } location /d { deny 192.0.2.7; } }`)
    expect(found.filter(one => one.startsWith('server a / location /'))).toEqual([
      ...['deny | 192.0.2.1', 'allow | 192.0.2.0/24', 'deny | all'].map(one => `server a / location / | ${one}`),
      'server a / location /d | deny | 192.0.2.7',
    ])
  })

  it('inserting one entry of a list shows what it drops', () => {
    const before = lines('add_header A 1; server { server_name a; location / { gzip on; } }')
    const after = lines('add_header A 1; server { server_name a; location / { gzip on; add_header B 2; } }')
    expect(before.filter(line => !after.includes(line))).toEqual(['server a / location / | add_header | A 1'])
  })

  it('allow and deny keep their order', () => {
    expect(lines('deny all; server { server_name a; allow 10.0.0.0/8; }')).toContain('server a | allow | 10.0.0.0/8')
    expect(lines('deny all; server { server_name a; allow 10.0.0.0/8; }')).not.toContain('server a | deny | all')
  })

  it('tables and sockets', () => {
    const found = lines(
      'map $a $b { default x; ~y "z w"; } server { listen 443 ssl; server_name s; ssl_protocols TLSv1; }',
    )
    expect(found).toContain('map $b | map | ~y "z w"')
    expect(found).toContain('http socket *:443 | listen | tls, default s')
    expect(found).toContain('http socket *:443 | ssl_protocols | TLSv1')
  })

  it('defaults that matter', () => {
    const found = [...nginx.effective(hostOf(''))]
    expect(found.find(one => one.setting === 'server_tokens')).toMatchObject({ value: 'on', origin: 'default' })
  })
})
