import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

test('sockets that several servers claim twice are freed together', () => {
  const server = (name: string, again: string): string =>
    `  server {\n    listen 192.0.2.1:80;\n${again}    server_name ${name}.example;\n    root /srv;\n  }\n`
  const again = '    listen 192.0.2.1:80;\n'
  const host = (repeated: string): string =>
    `events {}\nhttp {\n${server('a', repeated)}${server('b', repeated)}${server('c', '')}}\n`
  const input = { files: { 'nginx.conf': host(again) } }
  const { files } = fix(input, analyze(input), finding => finding.rule === 'nginx/conflicting-listen')
  expect(files.get('nginx.conf')).toBe(host(''))
})

test('a line that a server includes twice is its only one: it stays', () => {
  const include = '    include listen.inc;\n'
  const files = {
    'nginx.conf': `events {}\nhttp {\n  server {\n${include}${include}    server_name a;\n  }\n}\n`,
    'listen.inc': 'listen 8080;\n',
  }
  const input = { files, roots: ['nginx.conf'] }
  const report = analyze(input)
  expect(report.findings.filter(({ rule }) => rule === 'nginx/conflicting-listen')).toHaveLength(1)
  expect(fix(input, report, finding => finding.rule === 'nginx/conflicting-listen').edits).toEqual([])
})
