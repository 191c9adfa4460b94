import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import { decode, encode } from '../../src/text/index.ts'

const lines = (end: string): string =>
  ['events {}', 'http {', '  # caf\xe9', '  server_tokens on;', '  server { listen 80; return 204; }', '}'].join(end)

const quoted = JSON.stringify(lines('\n\t'))

const cases: readonly [name: string, path: string, bytes: Uint8Array][] = [
  ['bytes that are not UTF-8', 'etc/nginx/nginx.conf', Buffer.from(`${lines('\n')}\n`, 'latin1')],
  ['CRLF', 'etc/nginx/nginx.conf', Buffer.from(`${lines('\r\n')}\r\n`, 'utf8')],
  ['no line end at the end of the file', 'etc/nginx/nginx.conf', Buffer.from(lines('\n'), 'utf8')],
  ['a byte order mark', 'etc/nginx/nginx.conf', Buffer.from(`\ufeff${lines('\n')}\n`, 'utf8')],
  ['a blank in the path', 'my sites/nginx.conf', Buffer.from(`${lines('\n')}\n`, 'utf8')],
  ['a manifest', 'site.yaml', Buffer.from(`kind: ConfigMap\ndata:\n  nginx.conf: |\n    ${lines('\n    ')}\n`)],
  ['a manifest with quotes', 'site.yaml', Buffer.from(`kind: ConfigMap\ndata:\n  nginx.conf: ${quoted}\n`)],
  ['a manifest in JSON', 'site.json', Buffer.from(`{"kind": "ConfigMap",\n "data": {\n  "nginx.conf": ${quoted}}\n}`)],
]

test.each(cases)('git apply and patch -p1 make of the patch what fix promises: %s', (_, path, bytes) => {
  const input = { files: { [path]: bytes }, roots: [path], format: 'nginx' } as const
  const result = fix(input, analyze(input))
  const promised = encode({ ...decode(path, bytes), text: result.files.get(path) ?? '' })
  expect(Buffer.from(promised).includes('server_tokens off;')).toBe(true)
  for (const command of [
    ['git', 'apply', '--whitespace=nowarn', '-'],
    ['patch', '-p1', '-s', '--binary'],
  ]) {
    const cwd = mkdtempSync(join(tmpdir(), 'confward-patch-'))
    try {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      writeFileSync(join(cwd, path), bytes)
      execFileSync(command[0]!, command.slice(1), { cwd, input: result.patch, stdio: ['pipe', 'pipe', 'pipe'] })
      expect(Buffer.compare(readFileSync(join(cwd, path)), promised)).toBe(0)
    } finally {
      rmSync(cwd, { recursive: true, force: true })
    }
  }
})
