import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { program, Workspace } from './cli.ts'

const names = Array.from({ length: 8 }, (_, number) => `hosts/h${number}/etc/sysctl.d/10-ours.conf`)
const before = (name: string): string => `# ${name}\nnet.ipv4.tcp_syncookies=0\n`
const after = (name: string): string => `# ${name}\nnet.ipv4.tcp_syncookies=1\n`

/** One letter for each file: o old, n new, ? neither. */
const states = (space: Workspace): string =>
  names.map(name => (space.read(name) === before(name) ? 'o' : space.read(name) === after(name) ? 'n' : '?')).join('')
/** Files in the tree: more than ours means that stages are left. */
const files = (space: Workspace): number => Object.keys(space.state()).length

function journals(space: Workspace): number {
  try {
    return readdirSync(join(space.top, '.local/state/confward')).filter(name => /^\d{13}-/.test(name)).length
  } catch {
    return 0
  }
}

/** Runs `fix --write` and kills it so many milliseconds after it has begun to write. */
async function killed(space: Workspace, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [program, 'fix', '--write', 'hosts'], { ...space, stdio: 'ignore' })
  const ended = new Promise(resolve => child.on('exit', resolve))
  const deadline = performance.now() + 30_000
  while (journals(space) === 0 && performance.now() < deadline);
  const end = performance.now() + milliseconds
  while (performance.now() < end);
  child.kill('SIGKILL')
  await ended
}

it('SIGKILL at any time leaves whole files; undo or a second run finishes', { timeout: 280_000 }, async () => {
  const space = new Workspace(Object.fromEntries(names.map(name => [name, before(name)])))
  const seen = new Set<string>()
  try {
    for (let round = 0; round < 24; round++) {
      await killed(space, round * 0.7)
      expect(states(space)).not.toContain('?')
      seen.add(files(space) > names.length ? 'staged' : 'clean').add(states(space))
      const finish = round % 2 === 0 ? ['undo'] : ['fix', '--write', 'hosts']
      expect(space.run(...finish).code).toBe(0)
      expect(new Set(states(space)).size).toBe(1)
      expect(files(space)).toBe(names.length)
      if (journals(space) > 0) space.run('undo')
      expect(states(space)).toBe('o'.repeat(names.length))
    }
    expect(seen.has('staged'), [...seen].join()).toBe(true)
  } finally {
    space.remove()
  }
})
