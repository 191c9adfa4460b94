import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rules } from '../../src/rules/registry.gen.ts'
import type { AnyRule } from '../../src/rules/rule.ts'

const bin = fileURLToPath(new URL('../../bin/confward.js', import.meta.url))
const scripts = fileURLToPath(new URL('../../bin/scripts.js', import.meta.url))
const program = `const { load, scripts } = require(${JSON.stringify(scripts)})
load('./cli.script').main(process.argv.slice(1)).then(() => console.error([...scripts.keys()].sort().join('\\n')))`

/** The scripts of the bundle that a command runs. */
const runBy = (...argv: string[]): string[] =>
  spawnSync(process.execPath, ['-e', program, '--', ...argv], { encoding: 'utf8' })
    .stderr.trim()
    .split('\n')

test('a check of nginx files reads no code of other formats, reports or commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'confward-start-'))
  try {
    const path = join(folder, 'nginx.conf')
    writeFileSync(path, 'events {}\nhttp { server { listen 80; } }\n')
    const few = ['./cli.script', './part-check.script', './part-rolldown-runtime.script']
    expect(runBy('check', '--no-config', '-f', 'json', path)).toEqual(few)
    expect(runBy('check', '--no-config', path)).toEqual(few)
    const script = join(folder, 'setup.sh')
    writeFileSync(script, "cat > /etc/nginx/nginx.conf <<'EOF'\nevents {}\nhttp { server { listen 80; } }\nEOF\n")
    expect(runBy('check', '--no-config', script)).toEqual([...few, './inside.script'].sort())
    const client = join(folder, 'client.ovpn')
    writeFileSync(client, 'client\ndev tun\nremote vpn.example\n')
    expect(runBy('check', '--no-config', client)).toEqual(
      expect.arrayContaining(['./openvpn.script', './openvpn-rules.script']),
    )
    expect(runBy('check', '--no-config', client)).not.toContain('./sysctl-rules.script')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what another Node compiled is not read: its V8 may differ and have the same version, and then the program dies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'confward-start-'))
  try {
    for (const name of ['bin', 'dist', 'package.json'])
      cpSync(join(bin, '../..', name), join(folder, name), { recursive: true })
    const caches = readdirSync(join(folder, 'dist')).filter(name => name.endsWith('.cache'))
    expect(caches).toContain(`cli.script.${process.version}-${process.arch}-${statSync(process.execPath).size}.cache`)
    for (const name of caches) {
      const other = name.replace(process.version, 'v20.12.0')
      renameSync(join(folder, 'dist', name), join(folder, 'dist', other))
      // As good as what a V8 of the same version that differs makes of it.
      writeFileSync(join(folder, 'dist', other), readFileSync(join(folder, 'dist', other)).fill(0xaa, 64))
    }
    for (const argv of [['--version'], ['rules', '-f', 'json']]) {
      const [own, copied] = [bin, join(folder, 'bin/confward.js')].map(
        program => spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' }).stdout,
      )
      expect(own).not.toBe('')
      expect(copied).toBe(own)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what this Node compiled is taken', () => {
  const taken = `const { load, scripts } = require(${JSON.stringify(scripts)})
load('./part-check.script')
console.log(JSON.stringify([...scripts.values()].map(script => script.cachedDataRejected)))`
  const { stdout } = spawnSync(process.execPath, ['-e', taken], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual([false, false, false])
})

test('the version and the help read no code of a check', () => {
  expect(runBy('--version')).toEqual(['./cli.script', './part-version.script'])
  expect(runBy('--help')).toEqual(['./cli.script', './part-formats.script', './part-help.script'])
  expect(runBy('help', 'fix')).toEqual(['./cli.script', './part-formats.script', './part-help.script'])
})

test('rules that are made without their texts say the same in both languages', () => {
  for (const [lang, text] of [
    ['en', (rule: AnyRule) => rule.title.en],
    ['zh', (rule: AnyRule) => rule.title.zh],
  ] as const) {
    const { stdout } = spawnSync(process.execPath, [bin, 'rules', '--lang', lang, '-f', 'json'], { encoding: 'utf8' })
    const listed = JSON.parse(stdout) as { id: string; title: string }[]
    expect(listed.map(({ id, title }) => [id, title])).toEqual(rules.map(rule => [rule.id, text(rule)]))
  }
})
