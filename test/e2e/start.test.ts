import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('the version and the help read no code of a check', () => {
  expect(runBy('--version')).toEqual(['./cli.script', './part-version.script'])
  expect(runBy('--help')).toEqual(['./cli.script', './part-help.script'])
  expect(runBy('help', 'fix')).toEqual(['./cli.script', './part-help.script'])
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
