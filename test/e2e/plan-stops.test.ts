import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Plan, PlanStep } from '../../src/engine/types.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'

/** Scripts that cannot go on: what they leave, and what they say. */
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'confward-stops-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const title = { en: 'a step', zh: '一步' }
const step = (id: string, rest: object): PlanStep =>
  ({ id, title, needs: [], resolves: [], risk: 'none', ...rest }) as unknown as PlanStep

/** Marks itself, then changes `one` to `1one`; `undone` is what the undo of the change marks. */
function planFor(path: string, marks: string): Plan {
  const mark = (name: string): object => ({ argv: ['touch', join(marks, name)] })
  const steps = [
    step('a/first', { kind: 'command', commands: [mark('first')] }),
    step('b/edit', { kind: 'edit', edits: [{ path, span: { start: 0, end: 0 }, text: '1' }], undo: [mark('undone')] }),
  ]
  return { steps, open: [], left: [], files: [{ path, before: 'one\n', after: '1one\n', encoding: 'utf8' }] }
}

const run = (state: string, ...verb: string[]): { code: number | null; out: string } => {
  const env = { ...process.env, CONFWARD_STATE: state }
  const { status, stdout, stderr } = spawnSync('sh', [join(home, 'plan.sh'), ...verb], { env, encoding: 'utf8' })
  return { code: status, out: stdout + stderr }
}

test('a plan that was made from another file changes nothing, not even what comes before that file', () => {
  const path = join(home, 'a.conf')
  writeFileSync(join(home, 'plan.sh'), planSh(planFor(path, home)))
  writeFileSync(path, 'two\n')
  const made = run(join(home, 'state'), 'apply')
  expect(made).toMatchObject({
    code: 1,
    out: expect.stringMatching(/not the file this plan[\s\S]*nothing was changed/),
  })
  expect(existsSync(join(home, 'first'))).toBe(false)
})

test('a step that finds another file was not begun: nothing is reloaded for it', () => {
  const path = join(home, 'a.conf')
  writeFileSync(join(home, 'plan.sh'), planSh(planFor(path, home)))
  writeFileSync(path, 'one\n')
  expect(run(join(home, 'state'), 'apply', '1').code).toBe(0)
  writeFileSync(path, 'two\n')
  expect(run(join(home, 'state'), 'apply')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Nothing was changed'),
  })
  expect(existsSync(join(home, 'undone'))).toBe(false)
  expect(readFileSync(path, 'utf8')).toBe('two\n')
})

needs('root')('nothing done is said, and only root is told what is done or waits', () => {
  writeFileSync(join(home, 'plan.sh'), planSh(planFor(join(home, 'a.conf'), home)))
  expect(run(join(home, 'state'), 'verify')).toMatchObject({ code: 0, out: 'No step is done.\n' })
  chmodSync(home, 0o755)
  for (const verb of ['verify', 'confirm', 'undo']) {
    const { CONFWARD_STATE: _, ...env } = process.env
    const { status, stderr } = spawnSync('sh', [join(home, 'plan.sh'), verb], {
      env,
      encoding: 'utf8',
      uid: 65534,
      gid: 65534,
    })
    expect([status, stderr]).toEqual([2, 'plan: must be run as root\n'])
  }
})

/** A daemon that starts only with the former file. */
const systemctl = `#!/bin/sh
cd "$UNITS" || exit 9
case $1 in
  is-enabled) exit 1 ;;
  is-active) [ -e up ] ;;
  stop) rm -f up ;;
  start | restart) rm -f up; grep -qx one a.conf && : > up ;;
esac
`

test('a daemon that did not start with the new files runs again once they are taken back', () => {
  const path = join(home, 'a.conf')
  const restart = step('b/live', { kind: 'command', commands: [{ argv: ['systemctl', 'restart', 'u'] }], units: ['u'] })
  const [, edit] = planFor(path, home).steps as [PlanStep, PlanStep]
  const plan: Plan = { ...planFor(path, home), steps: [edit, restart] }
  writeFileSync(path, 'one\n')
  writeFileSync(join(home, 'up'), '')
  writeFileSync(join(home, 'systemctl'), systemctl, { mode: 0o755 })
  writeFileSync(join(home, 'plan.sh'), planSh(plan))
  const former = process.env.PATH
  Object.assign(process.env, { UNITS: home, PATH: `${home}:${former}` })
  try {
    expect(run(join(home, 'state'), 'apply').code).toBe(1)
    expect(existsSync(join(home, 'up'))).toBe(false)
    expect(run(join(home, 'state'), 'undo').code).toBe(0)
  } finally {
    process.env.PATH = former
    delete process.env.UNITS
  }
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  expect(existsSync(join(home, 'up'))).toBe(true)
})

/** Runs lines where `full` has one page for each file there and no more. */
const inside = (...lines: string[]): string => {
  const setup = 'exec 2>&1; mount -t tmpfs -o size=8k none "$0/full"; cd "$0"; export CONFWARD_STATE="$0/state"'
  const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', [setup, ...lines].join('\n'), home], {
    encoding: 'utf8',
  })
  return stdout + stderr
}
const fill = 'head -c 20k /dev/zero > full/zeros 2> /dev/null'
const shown = 'ls -A full; cat full/a.conf full/new/a.conf 2> /dev/null'

needs('root', 'namespaces')(
  'a full disk: the file is as it was, nothing lies beside it, and the script says so',
  () => {
    mkdirSync(join(home, 'full'))
    writeFileSync(join(home, 'plan.sh'), planSh(planFor(join(home, 'full/a.conf'), home)))
    const out = inside('echo one > full/a.conf', fill, 'sh plan.sh apply; echo "code $?"', shown)
    expect(out).toMatch(
      /a\.conf: the new text could not be written[\s\S]*stopped at step 2[\s\S]*code 1\na\.conf\nzeros\none\n$/,
    )
  },
)

needs('root', 'namespaces')('no room to note what was done: the step counts as failed and is taken back', () => {
  mkdirSync(join(home, 'full'))
  writeFileSync(join(home, 'plan.sh'), planSh(planFor(join(home, 'a.conf'), home)))
  const state = 'CONFWARD_STATE="$0/full" sh plan.sh'
  const out = inside(
    'echo one > a.conf',
    `${state} list > /dev/null`,
    fill,
    `${state} apply; echo "code $?"`,
    'cat a.conf',
  )
  expect(out).toMatch(/cannot write to [\s\S]*code 1\none\n$/)
  expect(out).not.toContain('All steps are done')
})

needs('root', 'namespaces')('folders made for a new file go again when there is no room for it', () => {
  mkdirSync(join(home, 'full'))
  const path = join(home, 'full/new/a.conf')
  const steps = [step('w', { kind: 'write', path, text: 'a\n'.repeat(9000) })]
  writeFileSync(
    join(home, 'plan.sh'),
    planSh({ steps, open: [], left: [], files: [{ path, before: undefined, after: '' }] }),
  )
  expect(inside('sh plan.sh apply; echo "code $?"', shown)).toMatch(/could not be written[\s\S]*code 1\n$/)
})
