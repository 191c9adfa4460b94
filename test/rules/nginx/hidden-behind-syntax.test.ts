import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

const server = (lines: string): string => `    server {\n        listen 127.0.0.1:8080;\n${lines}    }\n`
const host = (...servers: readonly string[]): string =>
  `events {}\nhttp {\n    server_tokens off;\n${servers.map(server).join('')}}\n`

/** The text after the unsafe fixes of what keeps nginx from starting, and why others were left out. */
function repaired(text: string): readonly [text: string, rejected: readonly string[]] {
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const result = fix(input, analyze(input), ({ severity }) => severity === 'critical')
  return [result.files.get('nginx.conf') ?? text, result.rejected.map(({ because }) => because.en)]
}

describe('nginx reads up to the first mistake: what comes to light behind it is no doing of the fix', () => {
  const open = '        root /srv/www\n'
  const ended = '        root /srv/www;\n'

  it('several servers lack the same sign', () => {
    expect(repaired(host(open, ended, open, open))).toEqual([host(ended, ended, ended, ended), []])
  })

  it('a misspelt name stands behind it', () => {
    const [typo, right] = ['        locaton / { }\n', '        location / { }\n']
    expect(repaired(host(open, typo))).toEqual([host(ended, right), []])
  })

  it('a statement that nobody can put right stands behind it', () => {
    const unknown = '        frobnicate on;\n'
    expect(repaired(host(open, unknown))).toEqual([host(ended, unknown), []])
  })

  it('patterns of several servers are cut by their own braces', () => {
    const cut = '        location ~ ^/\\d{4}$ { return 204; }\n'
    const quoted = '        location ~ "^/\\d{4}$" { return 204; }\n'
    expect(repaired(host(cut, cut))).toEqual([host(quoted, quoted), []])
  })
})

describe('files that are read one after the other', () => {
  it('lack the same sign', () => {
    const root = 'events {}\nhttp {\n    server_tokens off;\n    include conf.d/*.conf;\n}\n'
    const files = (lines: string): Record<string, string> => ({
      'nginx.conf': root,
      'conf.d/a.conf': server(lines),
      'conf.d/b.conf': server(lines),
    })
    const input = { files: files('        root /srv/www\n'), roots: ['nginx.conf'], unsafe: true }
    const result = fix(input, analyze(input), ({ severity }) => severity === 'critical')
    expect({ ...input.files, ...Object.fromEntries(result.files) }).toEqual(files('        root /srv/www;\n'))
    expect(result.rejected).toEqual([])
  })
})

describe('what the fix itself does is still held against it', () => {
  it('a problem in front of the mistake, or in the text that it put in', () => {
    // The sign would end another statement than was meant: nginx would refuse "root" without a value in its place.
    const text = host('        root\n')
    expect(repaired(text)[0]).toBe(text)
  })
})
