import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needs } from '../oracle/needs.ts'
import { program, Workspace } from './cli.ts'

const conf = '# ours\nkernel.kptr_restrict=0\nnet.ipv4.tcp_syncookies=0\n'
const fixed = '# ours\nkernel.kptr_restrict=1\nnet.ipv4.tcp_syncookies=1\n'
const path = 'etc/sysctl.d/10-ours.conf'

let space: Workspace
beforeEach(() => {
  space = new Workspace({ [path]: conf })
})
afterEach(() => space.remove())
const folder = (): string[] => readdirSync(join(space.cwd, 'etc/sysctl.d'))

describe('fix', () => {
  it('prints a patch that git and patch apply, ends with 1, and writes nothing', () => {
    const { code, stdout } = space.run('fix', 'etc')
    expect(code).toBe(1)
    expect(space.read(path)).toBe(conf)
    for (const command of [
      ['git', 'apply', '--check', '-'],
      ['patch', '-p1', '--dry-run', '-s'],
      ['patch', '-p1', '-s'],
    ]) {
      const { status, stderr } = spawnSync(command[0] as string, command.slice(1), {
        cwd: space.cwd,
        input: stdout,
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(status).toBe(0)
    }
    expect(space.read(path)).toBe(fixed)
    expect(space.run('fix', 'etc')).toMatchObject({ code: 0, stdout: '' })
  })

  it('fixes only what the rule named says', () => {
    const { stdout } = space.run('fix', 'etc', '--rule', 'tcp-syncookies')
    expect(stdout).toContain('+net.ipv4.tcp_syncookies=1')
    expect(stdout).not.toContain('+kernel.kptr_restrict')
  })

  it('patches the file behind a link', () => {
    space.write('shared.conf', conf)
    space.link('etc/sysctl.d/20-link.conf', '../../shared.conf')
    expect(space.run('fix', 'etc').stdout).toContain('+++ b/shared.conf\n')
  })

  it.each([
    ['a name that is no UTF-8', Buffer.from('10-\xc4\xe3 a"b.conf', 'latin1'), '# ours\n'],
    ['a name that is, above lines that are not', Buffer.from('10-münchen.conf'), Buffer.from([0x23, 0xe4, 0x0a])],
  ])('prints a patch that git and patch apply to %s', (_, name, comment) => {
    const file = Buffer.concat([Buffer.from(`${join(space.cwd, 'etc/sysctl.d')}/`), name])
    const text = (value: number): Buffer =>
      Buffer.concat([Buffer.from(comment), Buffer.from(`kernel.kptr_restrict=${value}\n`)])
    writeFileSync(file, text(0))
    unlinkSync(join(space.cwd, path))
    const { stdout } = spawnSync(process.execPath, [program, 'fix', 'etc'], { cwd: space.cwd })
    for (const command of [
      ['git', 'apply', '--check', '-'],
      ['patch', '-p1', '-s'],
    ]) {
      const { status, stderr } = spawnSync(command[0] as string, command.slice(1), { cwd: space.cwd, input: stdout })
      expect([status, String(stderr)]).toEqual([0, ''])
    }
    expect(readFileSync(file)).toEqual(text(1))
  })

  it('leaves the other names of a file as they were, and says so', () => {
    const [backup, second] = ['backup.conf', 'etc/sysctl.d/20-same.conf'].map(name => join(space.cwd, name))
    linkSync(join(space.cwd, path), backup as string)
    linkSync(join(space.cwd, path), second as string)
    const { code, stderr } = space.run('fix', 'etc', '--write')
    expect(code).toBe(0)
    expect(space.read(path)).toBe(fixed)
    expect(readFileSync(backup as string, 'utf8')).toBe(conf)
    expect(stderr).toContain(`${path} was a hard link: its other name keeps the former text\n`)
  })

  it('says nothing of names that are all written', () => {
    linkSync(join(space.cwd, path), join(space.cwd, 'etc/sysctl.d/20-same.conf'))
    expect(space.run('fix', 'etc', '--write').stderr).not.toContain('hard link')
  })

  it('shows no key in the patch, however close the fix is', () => {
    const key =
      '<tls-crypt>\n-----BEGIN OpenVPN Static key V1-----\n0123456789abcdef\n-----END OpenVPN Static key V1-----\n</tls-crypt>\n'
    space.write(
      'client.ovpn',
      `client\ndev tun\nremote vpn.example.com 1194\n${key}comp-lzo\n${key.replaceAll('tls-crypt', 'key')}`,
    )
    const { stdout } = space.run('fix', '--unsafe', 'client.ovpn')
    expect(stdout).toContain('-comp-lzo')
    expect(stdout).not.toContain('0123456789abcdef')
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: space.cwd, input: stdout, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(space.read('client.ovpn')).toContain('0123456789abcdef')
  })

  it('keeps bytes that are not UTF-8 in the patch', () => {
    space.write(path, Buffer.concat([Buffer.from([0x23, 0xc4, 0xe3, 0x0a]), Buffer.from(conf)]))
    const before = readFileSync(join(space.cwd, path))
    space.run('fix', 'etc', '--write')
    const after = readFileSync(join(space.cwd, path))
    expect(after.subarray(0, 4)).toEqual(before.subarray(0, 4))
    expect(after.subarray(4).toString()).toBe(fixed)
  })
})

describe('fix --write and undo', () => {
  it('write the files and bring them back', () => {
    expect(space.run('fix', '--write', 'etc')).toMatchObject({ code: 0, stdout: `${path}\n` })
    expect(space.read(path)).toBe(fixed)
    expect(folder()).toEqual(['10-ours.conf'])
    expect(space.run('undo')).toMatchObject({ code: 0 })
    expect(space.read(path)).toBe(conf)
    expect(space.run('undo').stderr).toContain('nothing to undo here')
  })

  it('make new files, and take them away again', () => {
    const host = new Workspace({ 'host/etc/sysctl.d/hardening': 'net.ipv4.tcp_syncookies=1\n' })
    const before = host.state()
    const patch = host.run('fix', '--unsafe', 'host').stdout
    expect(patch).toContain('--- /dev/null\n+++ b/host/etc/sysctl.d/zz-confward.conf\n')
    expect(host.run('fix', '--unsafe', '--write', 'host')).toMatchObject({ code: 0 })
    const written = host.state()
    expect(written['host/etc/sysctl.d/zz-confward.conf']).toContain('net.ipv4.tcp_syncookies')
    expect(host.run('undo').code).toBe(0)
    expect(host.state()).toEqual(before)
    expect(spawnSync('patch', ['-p1', '-s'], { cwd: host.cwd, input: patch }).status).toBe(0)
    expect(host.state()).toEqual(written)
    host.remove()
  })

  it('write files whose names and folders are no UTF-8, and bring them back', () => {
    const at = (...names: readonly (string | Buffer)[]): Buffer =>
      Buffer.concat([space.cwd, '/', ...names].map(each => Buffer.from(each)))
    const gbk = Buffer.of(0xc4, 0xe3)
    const sites = ['81', '82'].map(port => `server { listen ${port}; location / { root /srv; autoindex on; } }\n`)
    space.write('etc/nginx/nginx.conf', 'events {}\nhttp { server_tokens off; include sites/*/*.conf; }\n')
    mkdirSync(at('etc/nginx/sites/plain/'), { recursive: true })
    mkdirSync(at('etc/nginx/sites/', gbk))
    const files = [at('etc/nginx/sites/plain/', gbk, '.conf'), at('etc/nginx/sites/', gbk, '/a.conf')]
    for (const [nth, file] of files.entries()) writeFileSync(file, sites[nth] as string)
    const read = (): string[] => files.map(file => readFileSync(file, 'utf8'))
    const listed = (): string[] =>
      [at('etc/nginx/sites/plain'), at('etc/nginx/sites/', gbk)].flatMap(each => readdirSync(each))
    const names = listed()
    const written = space.run('fix', '--unsafe', '--write', 'etc/nginx')
    expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('sites/plain/\xc4\xe3.conf') })
    expect(read().join('')).not.toContain('autoindex on')
    expect(listed()).toEqual(names)
    expect(space.run('undo')).toMatchObject({ code: 0 })
    expect(read()).toEqual(sites)
    expect(listed()).toEqual(names)
  })

  it('keep mode and owner', () => {
    chmodSync(join(space.cwd, path), 0o640)
    if (process.getuid?.() === 0) chownSync(join(space.cwd, path), 1234, 4321)
    const before = statSync(join(space.cwd, path))
    space.run('fix', '--write', 'etc')
    const after = statSync(join(space.cwd, path))
    expect(space.read(path)).toBe(fixed)
    expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid])
  })

  it('write through a link that stays in the tree, and keep the link', () => {
    space.write('etc/shared.conf', conf)
    space.write(path, '# nothing\n')
    space.link('etc/sysctl.d/20-link.conf', '../shared.conf')
    expect(space.run('fix', '--write', 'etc').code).toBe(0)
    expect(space.read('etc/shared.conf')).toBe(fixed)
    expect(lstatSync(join(space.cwd, 'etc/sysctl.d/20-link.conf')).isSymbolicLink()).toBe(true)
  })

  it('write nothing at all when one path leads out of the tree', () => {
    mkdirSync(join(space.top, 'outside'))
    space.write('host/etc/sysctl.d/10-ours.conf', conf)
    space.write('../outside/x.conf', 'kernel.sysrq=1\n')
    space.link('host/etc/sysctl.d/20-link.conf', '../../../../outside/x.conf')
    const before = space.state()
    const { code, stderr } = space.run('fix', '--write', 'host')
    expect(stderr).toMatch(/outside\/x\.conf lies outside of what was named; nothing was written/)
    expect(code).toBe(3)
    expect(space.state()).toEqual(before)
    expect(space.read('../outside/x.conf')).toBe('kernel.sysrq=1\n')
  })

  it('write what makes a file readable again, and nothing where more is broken', () => {
    const text = (line: string, more = ''): string =>
      `events {}\nhttp {\n    server_tokens off;\n    sendfile on${line}\n}\n${more}`
    space.write('broken/nginx.conf', text(''))
    expect(space.run('fix', '--write', '--unsafe', 'broken/nginx.conf').code).toBe(0)
    expect(space.read('broken/nginx.conf')).toBe(text(';'))
    space.write('broken/nginx.conf', text('', '}\n'))
    const { code, stderr } = space.run('fix', '--write', '--unsafe', 'broken/nginx.conf')
    expect(stderr).toContain('nothing was written')
    expect(code).toBe(3)
    expect(space.read('broken/nginx.conf')).toBe(text('', '}\n'))
  })

  it('write nothing when something could not be read', () => {
    space.link('etc/sysctl.d/20-loop.conf', '20-loop.conf')
    const { code, stderr } = space.run('fix', '--write', 'etc', 'missing.conf')
    expect(stderr).toContain('nothing was written')
    expect(code).toBe(3)
    expect(space.read(path)).toBe(conf)
  })

  needs('root')('write nothing where they may not', () => {
    chmodSync(space.top, 0o755)
    const home = join(space.top, 'home')
    mkdirSync(home)
    const refused = space.runWith({ uid: 65534, env: { HOME: home } }, 'fix', '--write', 'etc')
    expect(refused.stderr).toMatch(/home\S*: permission denied; nothing was written/)
    chownSync(home, 65534, 65534)
    const { code, stderr } = space.runWith({ uid: 65534, env: { HOME: home } }, 'fix', '--write', 'etc')
    expect(stderr).toMatch(/etc\/sysctl\.d\S*: permission denied; nothing was written/)
    expect([refused.code, code]).toEqual([3, 3])
    expect(space.read(path)).toBe(conf)
    expect(folder()).toEqual(['10-ours.conf'])
  })

  needs('root')('say which file system is read-only or full, and leave nothing behind', () => {
    const within = (mount: string): string =>
      spawnSync(
        'unshare',
        ['-m', 'sh', '-c', `${mount}; exec "$0" "$@"`, process.execPath, program, 'fix', '--write', 'etc'],
        {
          cwd: space.cwd,
          env: space.env,
          encoding: 'utf8',
        },
      ).stderr
    expect(within('mount --bind etc etc && mount -o remount,ro,bind etc')).toMatch(
      /^confward: \S*etc\/sysctl\.d\/\S*: read-only file system; nothing was written\n$/,
    )
    expect(within(`mount --bind ${path} ${path}`)).toMatch(
      /^confward: \S*etc\/sysctl\.d\/10-ours\.conf: in use by the system, as a file that is mounted there; nothing was written\n$/,
    )
    const full =
      'mkdir -p .local/state/confward; mount -t tmpfs -o size=4k t .local/state/confward; echo x > .local/state/confward/x'
    expect(within(`cd ..; ${full}; cd work`)).toMatch(
      /^confward: \S+: no space left on the device; nothing was written\n$/,
    )
    expect(space.read(path)).toBe(conf)
    expect(folder()).toEqual(['10-ours.conf'])
    expect(space.run('fix', '--write', 'etc')).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('interrupted'),
    })
  })

  it('undo nothing when a file was edited since', () => {
    space.run('fix', '--write', 'etc')
    space.write(path, 'edited\n')
    const { code, stderr } = space.run('undo')
    expect(stderr).toContain('has changed since it was written; nothing was undone')
    expect(code).toBe(3)
    expect(space.read(path)).toBe('edited\n')
  })
})
