import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { analyze, fix } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import { parseVersion } from '../../src/target/index.ts'
import { fixed, ids, inputOf, where, written } from '../meta/rules.ts'
import { has, needs, nginxTest, openvpnTest } from './daemons.ts'

type Files = Readonly<Record<string, string>>
type Verdict = Report['verdicts'][number]

const test = needs('nginx', 'openvpn', 'openssl', 'root')
const installed = {
  nginx: version('nginx', ['-v']),
  openvpn: version('openvpn', ['--version']),
  openssl: version('openssl', ['version']),
}

function version(program: 'nginx' | 'openvpn' | 'openssl', args: readonly string[]): readonly number[] {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return (has(program) && parseVersion(/\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0] ?? '')) || [0]
}

/** The example as files of this machine's daemons; undefined when it is about another version. */
function here(example: Example, id: string): AnalyzeInput | undefined {
  const stated = inputOf(example, id).target
  if (stated && Object.keys(stated).some(name => name in installed)) return undefined
  return { ...inputOf(example, id), target: { ...installed, ...stated } }
}

/** Would the daemon itself take these files? Undefined for formats without such a judge. */
function loads(
  files: Files,
  { format, root }: Verdict,
  example: Example,
): { loads: boolean; output: string } | undefined {
  if (format === 'nginx')
    return nginxTest(withoutCertificates(files), { root, ...(example.context && { context: example.context }) })
  if (format === 'openvpn') return openvpnTest(files, { root })
  return undefined
}

/** Pages show certificates without their keys: the daemon gets a pair that fits instead. */
const withoutCertificates = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !/\.(?:pem|key|crt)$/.test(path)))

const firstLines = (output: string): string => output.split('\n').slice(0, 4).join('\n')

test('there are rules to look at', () => expect(ids.length).toBeGreaterThan(0))

describe.each(written)('%s', (id, _rule, page) => {
  test('its examples load exactly when we say so', () => {
    for (const example of [...page.bad, ...page.good]) {
      const input = here(example, id)
      if (!input) continue
      for (const verdict of analyze(input).verdicts.filter(one => one.loads !== null)) {
        const judged = loads(example.files, verdict, example)
        if (judged) expect(judged.loads, `${where(id, example)}\n${firstLines(judged.output)}`).toBe(verdict.loads)
      }
    }
  })

  test('what it repairs loads whenever it loaded before', () => {
    for (const example of page.bad) {
      const input = here(example, id)
      const after = fixed(example.files, example, id)
      if (!input || after.applied === 0) continue
      for (const verdict of analyze(input).verdicts) {
        if (!loads(example.files, verdict, example)?.loads) continue
        const judged = loads(after.files, verdict, example)
        expect(judged?.loads, `${where(id, example)}\n${firstLines(judged?.output ?? '')}`).toBe(true)
      }
    }
  })
})

describe.each(written)('%s', (id, _rule, page) => {
  const patchTest = needs('git', 'patch')

  patchTest('prints diffs that git apply and patch take, with the result we promise', () => {
    for (const example of page.bad) {
      const input: AnalyzeInput = { ...inputOf(example, id), unsafe: true }
      const { patch, files } = fix(input, analyze(input), finding => finding.rule === id)
      if (patch.length > 0)
        expect(applied(example.files, patch), where(id, example)).toEqual({
          ...example.files,
          ...Object.fromEntries(files),
        })
    }
  })
})

/** Checks the patch with git, applies it with patch, and reads the files back. */
function applied(files: Files, patch: Uint8Array): Files {
  const folder = mkdtempSync(join(tmpdir(), 'confward-patch-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const git = spawnSync('git', ['apply', '--check', '-'], { cwd: folder, input: patch, encoding: 'utf8' })
    expect(git.status, git.stderr).toBe(0)
    const run = spawnSync('patch', ['-p1', '--binary', '--fuzz=0'], { cwd: folder, input: patch, encoding: 'utf8' })
    expect(run.status, run.stdout + run.stderr).toBe(0)
    const after = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    const paths = after.map(entry => join(entry.parentPath, entry.name))
    return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
