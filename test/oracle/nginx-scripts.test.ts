import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import { needs } from './needs.ts'
import { nginxTest } from './nginx.ts'

const test = needs('nginx')

// What a mended script writes when it runs is what nginx loads.

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-script-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const script = `#!/bin/sh
set -eu
cat > nginx.conf <<EOF
events {}
http {
    server {
        listen $PORT;
        server_name $DOMAIN www.\${DOMAIN};
        location /files {
            alias /srv/files/;
        }
        location / {
            proxy_pass http://127.0.0.1:\${BACKEND:-3000};
            proxy_set_header Host \\$http_host;
            proxy_set_header X-Forwarded-For \\$proxy_add_x_forwarded_for;
        }
    }
}
EOF
`

function run(text: string): string {
  writeFileSync(join(folder, 'setup.sh'), text)
  execFileSync('sh', ['setup.sh'], { cwd: folder, env: { ...process.env, PORT: '8081', DOMAIN: 'shop.example' } })
  return readFileSync(join(folder, 'nginx.conf'), 'utf8')
}

test('a script that is mended still writes what nginx loads', () => {
  const before = run(script)
  const input = { files: { 'setup.sh': script }, unsafe: true }
  const { files, applied } = fix(input, analyze(input), ({ rule }) =>
    /alias-traversal|version-disclosure|host-spoofing/.test(rule),
  )
  const after = run(files.get('setup.sh') ?? '')
  expect(applied.length).toBeGreaterThan(1)
  expect(after).toContain('listen 8081;')
  expect(after).toContain('server_name shop.example www.shop.example;')
  expect(after).toContain('return 301 /files/$is_args$args;')
  for (const text of [before, after]) expect(nginxTest({ 'nginx.conf': text })).toMatchObject({ loads: true })
})
