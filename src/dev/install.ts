import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { has, type Program, packagesOf } from './programs.ts'

/**
 * Installs the packages of missing programs with apt-get, when there is one and we are root (or sudo asks nothing).
 * Their services are not started. `CONFWARD_NO_INSTALL=1` turns it off. Never fails: what is still missing is skipped
 * by the tests, or fails them under `CI=true`.
 */
export function install(missing: readonly Program[]): void {
  if (missing.length === 0) return
  const prefix = privilege()
  if (!prefix || process.env.CONFWARD_NO_INSTALL === '1' || !existsSync('/usr/bin/apt-get')) {
    console.log(`not installed: ${missing.join(', ')}; the tests that ask them are left out`)
    return
  }
  const packages = [...new Set(missing.flatMap(packagesOf))]
  console.log(`installing for the tests: ${packages.join(' ')} (CONFWARD_NO_INSTALL=1 prevents it)`)
  withoutServices(prefix, () => {
    apt(prefix, ['update', '-qq'])
    const all = apt(prefix, ['install', ...quiet, ...packages])
    // One package that the distribution does not have must not cost the others.
    if (!all) for (const name of packages) apt(prefix, ['install', ...quiet, name])
  })
  sayWhatIsLeft(missing)
}

const quiet: readonly string[] = ['-y', '-qq', '--no-install-recommends', '-o=Dpkg::Use-Pty=0']

/** The words to put before a command that needs root; undefined when we may not. */
function privilege(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', '-E'] : undefined
}

function apt(prefix: readonly string[], args: readonly string[]): boolean {
  const [program, ...rest] = [...prefix, 'apt-get', ...args]
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = spawnSync(program as string, rest, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (run.status !== 0) console.log(`apt-get ${args.join(' ')} failed\n${run.stderr ?? ''}`)
  return run.status === 0
}

/** Debian's switch for "install, but start nothing". */
const policy = '/usr/sbin/policy-rc.d'

function withoutServices(prefix: readonly string[], work: () => void): void {
  const ours = prefix.length === 0 && !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    work()
  } finally {
    if (ours) rmSync(policy, { force: true })
  }
}

function sayWhatIsLeft(programs: readonly Program[]): void {
  const left = programs.filter(name => !has(name, true))
  if (left.length > 0) console.log(`still not installed: ${left.join(', ')}`)
}
