import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needs } from '../oracle/needs.ts'
import { Workspace } from './cli.ts'

const own = 'host/etc/sysctl.d/60-own.conf'
const live = 'kernel.kptr_restrict = 0\nkernel.sysrq = 438\n'

let space: Workspace
beforeEach(() => {
  space = new Workspace({ [own]: 'kernel.kptr_restrict = 2\nkernel.sysrq = 0x01b6\n', 'live.txt': live })
})
afterEach(() => space.remove())

const drifts = (stdout: string): string[] =>
  (JSON.parse(stdout).findings as { rule: string; subject: string }[])
    .filter(each => each.rule === 'sysctl/drift')
    .map(each => each.subject)

describe('--live', () => {
  it.each([[['--live=live.txt', 'host']], [['--live', 'live.txt', 'host']], [['host', '--live', 'live.txt']]])(
    'compares files with what sysctl -a printed: %j',
    words => {
      const { code, stdout } = space.run('check', ...words, '-f', 'json')
      expect(drifts(stdout)).toEqual(['kernel.kptr_restrict'])
      expect(code).toBe(1)
    },
  )

  it.each([[['--live=-']], [['--live', '-']]])('reads standard input: %j', words => {
    const { stdout } = space.runWith({ input: live }, 'check', ...words, 'host', '-f', 'json')
    expect(drifts(stdout)).toEqual(['kernel.kptr_restrict'])
  })

  it('takes a folder or a configuration file behind it for something to check', () => {
    for (const path of ['host', own]) {
      const { stdout, code } = space.run('--live', path, '-f', 'json', '-r', 'sysctl/drift')
      expect([0, 1]).toContain(code)
      expect(JSON.parse(stdout).verdicts).toHaveLength(1)
    }
  })

  it('is not taken for configuration itself', () => {
    const { stdout } = space.run('check', '--live=live.txt', '.', '-f', 'json')
    expect(JSON.parse(stdout).files.map((file: { path: string }) => file.path)).toEqual([own])
  })

  it('says what is wrong with it', () => {
    space.write('prose.txt', 'nothing of the kind\n')
    expect(space.run('check', '--live=missing.txt', 'host')).toMatchObject({ code: 2, stdout: '' })
    expect(space.run('check', '--live=prose.txt', 'host').stderr).toContain('sysctl -a')
    expect(space.runWith({ input: live }, 'check', '--live=-', '-').code).toBe(2)
    expect(space.run('check', '--live=live.txt', 'prose.txt').stderr).toContain('no sysctl files')
  })

  it('is the same for the files of a revision', () => {
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: space.cwd, stdio: 'pipe' })
    git('init', '-q')
    git('add', 'host')
    git('commit', '-qm', 'first')
    space.write(own, 'kernel.kptr_restrict = 2\nkernel.sysrq = 16\n')
    const { stdout } = space.run('check', '--live=live.txt', '--since', 'HEAD', 'host', '-f', 'json')
    expect(drifts(stdout)).toEqual(['not-applied'])
    expect(drifts(space.run('check', '--live=live.txt', 'host', '-f', 'json').stdout)).toEqual(['not-applied'])
    git('commit', '-qam', 'second')
    expect(drifts(space.run('check', '--live=live.txt', '--since', 'HEAD', 'host', '-f', 'json').stdout)).toEqual([])
  })
})

const linux = needs('sysctl')

linux('--live alone compares with this machine', () => {
  const value = readFileSync('/proc/sys/kernel/threads-max', 'utf8').trim()
  space.write(own, `kernel.threads-max = ${value}\nkernel.pid_max = 12345\n`)
  expect(drifts(space.run('check', '--live', 'host', '-f', 'json').stdout)).toEqual(['kernel.pid_max'])
})

needs('sysctl', 'root')('a user without root gets no other drift for the keys that are hidden from him', () => {
  space.write(own, 'net.core.bpf_jit_harden = 2\nvm.mmap_rnd_bits = 32\nnet.ipv4.route.flush = 1\n')
  chmodSync(space.top, 0o755)
  const { stdout } = space.runWith({ uid: 65534 }, 'check', '--live', 'host', '-f', 'json')
  expect(drifts(stdout)).toEqual([])
})
