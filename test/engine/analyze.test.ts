import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { analyze } from '../../src/index.ts'
import { severities } from '../../src/rules/rule.ts'

test('a named file of no known format is a problem, never clean', () => {
  const report = analyze({ files: { 'notes.txt': 'Dear diary\n' }, roots: ['notes.txt'] })
  expect(report.problems).toMatchObject([{ path: 'notes.txt', code: 'unknown-format', warning: false }])
  expect(report.files).toEqual([{ path: 'notes.txt', format: 'unknown' }])
})

test('a named file that does not exist is a problem', () => {
  const report = analyze({ files: {}, roots: ['gone.conf'] })
  expect(report.problems).toMatchObject([{ path: 'gone.conf', code: 'unreadable' }])
  expect(report.verdicts).toEqual([])
})

const config = (more = ''): string =>
  `${more}events {}\nhttp {\n  server_tokens on;\n  server { listen 80; return 204; }\n}\n`

test('a fingerprint survives edits elsewhere in the file', () => {
  const prints = (text: string): string[] =>
    analyze({ files: { 'nginx.conf': text } }).findings.map(each => each.fingerprint)
  expect(prints(config()).length).toBeGreaterThan(0)
  expect(prints(config('# a comment\nworker_processes 2;\n\n'))).toEqual(prints(config()))
})

test('hashes of the files are given on demand', () => {
  const [file] = analyze({ files: { 'nginx.conf': 'events {}\n' }, hashes: true }).files
  expect(file?.sha256).toBe(createHash('sha256').update('events {}\n').digest('hex'))
  expect(analyze({ files: { 'nginx.conf': 'events {}\n' } }).files[0]).not.toHaveProperty('sha256')
})

test('a baseline for evidence asks for the hashes, and what extends it does as well', () => {
  const sha = (baseline: string): boolean =>
    'sha256' in analyze({ files: { 'nginx.conf': 'events {}\n' }, baseline }).files[0]!
  expect([sha('cross-border-transfer'), sha('cross-border-transfer,kspp'), sha('strict')]).toEqual([true, true, false])
})

test('times are measured by the clock that is given, and by none else', () => {
  let now = 0
  const input = { files: { 'nginx.conf': config() } }
  expect(analyze({ ...input, clock: () => now++ }).stats).toHaveProperty('nginx/version-disclosure')
  expect(analyze(input).stats).not.toHaveProperty('load')
})

test('findings are sorted by severity, path, place and rule', () => {
  const { findings } = analyze({ files: { 'b.conf': config(), 'a.conf': config() }, baseline: 'strict' })
  const keys = findings.map(each =>
    [severities.indexOf(each.severity), each.path, String(each.span.start).padStart(6, '0'), each.rule].join(),
  )
  expect(keys.length).toBeGreaterThan(3)
  expect(keys).toEqual(keys.toSorted())
})

test('the same text under two roots is one finding', () => {
  const shared = {
    'a.conf': 'include c.inc;\nevents {}\n',
    'b.conf': 'include c.inc;\nevents {}\n',
    'c.inc': 'user root;\n',
  }
  const { findings, verdicts } = analyze({
    files: memoryStore(shared),
    roots: ['a.conf', 'b.conf'],
    baseline: 'strict',
  })
  expect(verdicts).toHaveLength(2)
  expect(findings.filter(each => each.rule === 'nginx/run-as-root').length).toBeLessThan(2)
})

test('the version in reports is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(analyze({ files: {} }).tool).toEqual({ name: 'confward', version })
})

test('an unknown baseline is refused with the nearest known one', () => {
  expect(() => analyze({ files: {}, baseline: 'stict' })).toThrow('unknown baseline stict, did you mean strict?')
})
