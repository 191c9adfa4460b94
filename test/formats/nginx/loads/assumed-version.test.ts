import { describe, expect, test } from 'vitest'
import { analyze } from '../../../../src/engine/index.ts'
import type { Report } from '../../../../src/engine/types.ts'

/** What a newer nginx has, while nobody said which one runs: only the machine can tell whether the files load. */

const report = (http: string, nginx?: readonly number[]): Report =>
  analyze({
    files: { 'nginx.conf': `events {}\nhttp {\n${http}\n}\n` },
    ...(nginx && { target: { nginx } }),
  })

const told = ({ findings }: Report): string[] =>
  findings
    .filter(each => /^nginx\/(?:unknown|invalid|deprecated)/.test(each.rule))
    .map(each => `${each.severity} ${each.confidence} ${each.rule} ${each.message.en}`)

const newer: [string, string, string][] = [
  [
    'a directive',
    'server { listen 80; http2 on; }',
    'low low nginx/unknown-directive nginx has "http2" since 1.25.1; which version runs is not known',
  ],
  [
    'a parameter of listen',
    'server { listen 443 quic; ssl_certificate a; ssl_certificate_key b; }',
    'low low nginx/invalid-value nginx has the parameter "quic" since 1.25.0; which version runs is not known',
  ],
  [
    'a parameter of an upstream',
    'resolver 127.0.0.1; upstream u { zone u 64k; server a.example resolve; } server { location / { proxy_pass http://u; } }',
    'low low nginx/invalid-value nginx has the parameter "resolve" since 1.27.3; which version runs is not known',
  ],
  [
    'a variable',
    'server { listen 80; return 200 $http3; }',
    'low low nginx/unknown-variable nginx has "$http3" since 1.25.0; which version runs is not known',
  ],
]

describe('something newer than the assumed version', () => {
  test.each(newer)('%s', (_, http, expected) => {
    const { verdicts } = report(http)
    expect(verdicts.map(each => each.loads)).toEqual([null])
    expect(told(report(http))).toContain(expected)
    expect(told(report(http)).filter(each => /^(?:medium|high|critical)/.test(each))).toEqual([])
  })

  test.each(newer)('%s is refused by a version that was stated', (_, http) => {
    const stated = report(http, [1, 22, 1])
    expect(stated.verdicts.map(each => each.loads)).toEqual([false])
    expect(told(stated).some(each => each.startsWith('critical'))).toBe(true)
  })

  test('is one finding however often it stands there', () => {
    const servers = [1, 2, 3].map(at => `server { listen 80; server_name a${at}; http2 on; }`).join('\n')
    expect(told(report(servers)).filter(each => each.includes('http2'))).toHaveLength(1)
    const sockets = [1, 2, 3].map(at => `server { listen 44${at} quic; ssl_certificate a; ssl_certificate_key b; }`)
    const { findings } = report(sockets.join('\n'))
    const found = findings.filter(each => each.message.en.includes('"quic"'))
    expect(found.map(({ related }) => related.map(each => each.line))).toEqual([[4, 5]])
  })

  test('a slip of the pen stays one', () => {
    expect(report('server { listen 80; htp2 on; }').verdicts.map(each => each.loads)).toEqual([false])
    expect(report('server { listen 80 quik; }').verdicts.map(each => each.loads)).toEqual([false])
  })
})
