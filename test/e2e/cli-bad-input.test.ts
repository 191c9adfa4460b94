import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needs } from '../oracle/needs.ts'
import { type Outcome, program, Workspace } from './cli.ts'
import { onTerminal } from './terminal.ts'

let space: Workspace
beforeEach(() => {
  space = new Workspace()
})
afterEach(() => space.remove())

/** With one of its streams bound by the shell: `< /`. */
const redirected = (redirection: string, ...argv: readonly string[]) =>
  spawnSync('sh', ['-c', `exec "$0" "$@" ${redirection}`, process.execPath, program, ...argv], {
    cwd: space.cwd,
    env: space.env,
    encoding: 'utf8',
  })

const good = 'client\ndev tun\nremote vpn.example.com 1194\n'

/** `check` and `fix --write` both say where it fails, end with 3, and leave every file as it was. */
function refused(path: string, message: string | RegExp): void {
  const before = space.state()
  for (const args of [
    ['check', '-f', 'compact'],
    ['fix', '--write'],
  ]) {
    const { code, stdout, stderr } = space.run(...args, path)
    expect(stdout + stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(code).toBe(3)
  }
  expect(space.state()).toEqual(before)
}

describe('what cannot be read', () => {
  it('a path that does not exist', () => refused('nothing.conf', /^nothing\.conf:1:1: .*No such file/m))

  it('a file of another kind', () => {
    space.write('notes.txt', 'Buy milk, then call about the server.\n')
    refused('notes.txt', /notes\.txt is neither nginx, OpenVPN nor sysctl/)
  })

  it('a program', () => {
    space.write('x.conf', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(500)]))
    refused('x.conf', /x\.conf.*Binary file/)
  })

  it('a line of 100 MB', () => {
    space.write('x.conf', '# ')
    truncateSync(join(space.cwd, 'x.conf'), 100_000_000)
    const { code, stdout } = space.run('x.conf', '-f', 'compact')
    expect(stdout).toMatch(/^x\.conf:1:1: .*larger than 32 MiB/)
    expect(code).toBe(3)
  })

  it('a link to itself', () => {
    space.link('loop.conf', 'loop.conf')
    refused('loop.conf', /loop\.conf.*symbolic links/)
  })

  it('a pipe, without waiting for it', () => {
    execFileSync('mkfifo', [join(space.cwd, 'pipe.conf')])
    const { code, stdout } = space.run('pipe.conf', '-f', 'compact')
    expect(stdout).toMatch(/Not a regular file/)
    expect(code).toBe(3)
  })

  needs('root')('a file without permission', () => {
    space.write('client.ovpn', good)
    chmodSync(join(space.cwd, 'client.ovpn'), 0o600)
    chmodSync(space.top, 0o755)
    const { code, stdout } = space.runWith({ uid: 65534 }, 'client.ovpn', '-f', 'compact')
    expect(stdout).toMatch(/client\.ovpn.*Permission denied/)
    expect(code).toBe(3)
  })
})

it('standard input that is a directory', () => {
  const { status, stderr } = redirected('< /', '-')
  expect(stderr).toBe('confward: standard input is a directory\n')
  expect(status).toBe(2)
})

describe('hostile trees', () => {
  it('a directory that contains itself', () => {
    space.write('etc/sysctl.conf', 'net.ipv4.ip_forward = 1\n')
    space.link('etc/again', '..')
    const { code, stderr } = space.run('etc', '--exit-zero')
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('a working directory that is gone', () => {
    space.write('nginx.conf', 'events {}\nhttp {\n  server_tokens off;\n}\n')
    const there = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'
    const run = (path: string): Outcome => {
      const argv = ['-c', there, process.execPath, program, 'check', path]
      const { status, stdout, stderr } = spawnSync('sh', argv, { cwd: space.cwd, env: space.env, encoding: 'utf8' })
      return { code: status, stdout, stderr }
    }
    expect(run('nginx.conf')).toMatchObject({ code: 3, stdout: expect.stringContaining('No such file') })
    expect(run(join(space.cwd, 'nginx.conf'))).toMatchObject({ code: 0, stderr: '' })
  })

  it('OpenVPN files that include each other', () => {
    space.write('a.conf', 'client\ndev tun\nremote x 1\nconfig b.conf\n')
    space.write('b.conf', 'config a.conf\n')
    const { code, stdout } = space.run('a.conf', '-f', 'json')
    expect(JSON.parse(stdout).verdicts[0].loads).toBe(false)
    expect(code).not.toBe(0)
  })

  it('nginx files that include each other', () => {
    space.write('nginx.conf', 'events {}\nhttp { include a.conf; }\n')
    space.write('a.conf', 'include b.conf;\n')
    space.write('b.conf', 'include a.conf;\n')
    refused('nginx.conf', /b\.conf:1:\d+: /)
  })

  it('an nginx file that includes one without permission', () => {
    space.write('nginx.conf', 'events {}\nhttp {\n  include a.conf;\n}\n')
    space.link('a.conf', 'a.conf')
    refused('nginx.conf', /nginx\.conf:3:\d+: |a\.conf:1:1: /)
  })

  it('blocks nested 10,000 deep, closed or not', () => {
    space.write('deep.conf', `events {}\nhttp { server { ${'location / { '.repeat(10_000)}${'} '.repeat(10_000)} } }\n`)
    space.write('open.conf', `events {}\nhttp { server { ${'location / { '.repeat(10_000)}\n`)
    expect(space.run('deep.conf', '-f', 'compact').stderr).toBe('')
    const settings = 'add_header X-B c; proxy_read_timeout 5s; root /srv; access_log off; deny all;'
    const level = `location / { ${settings} `
    space.write('full.conf', `events {}\nhttp { server { ${level.repeat(10_000)}${'} '.repeat(10_000)} } }\n`)
    expect(space.run('full.conf', '-f', 'compact').stderr).toBe('')
    refused('open.conf', /open\.conf:\d+:\d+: .*unexpected end of file/)
  })

  it('text that is none of the languages, in a file that looks like one', () => {
    space.write('nginx.conf', 'events {\n  worker_connections 10\n}\n"unclosed\n')
    refused('nginx.conf', /^nginx\.conf:\d+:\d+: /m)
  })

  it('names that a terminal would obey', () => {
    space.write('\x1b[31mx.conf', 'nonsense here\n')
    const { stdout, stderr } = space.run('.', '\x1b[31mx.conf', '--color', 'never')
    expect(stdout + stderr).not.toContain('\x1b')
    expect(stdout).toContain('\\x1b[31mx.conf')
  })
})

describe('writing', () => {
  it('refuses standard input', () => {
    const { code, stderr } = space.runWith({ input: good }, 'fix', '--write', '-')
    expect(stderr).toContain('--write cannot write to standard input')
    expect(code).toBe(2)
  })

  it('of reports says where it cannot', () => {
    space.write('client.ovpn', good)
    const { code, stderr } = space.run('client.ovpn', '-f', 'json=missing/out.json')
    expect(stderr).toContain('cannot write missing/out.json: no such file or directory')
    expect(code).toBe(2)
  })

  it('says that standard output is full', () => {
    space.write('client.ovpn', good)
    const { status, stderr } = redirected('> /dev/full', 'client.ovpn')
    expect(stderr).toBe('confward: cannot write to standard output: no space left on the device\n')
    expect(status).toBe(2)
  })

  it('of a patch of standard input does not offer to write there', () => {
    const { stderr } = space.runWith({ input: `${good}ca ca.crt\ncert c.crt\nkey c.key\n` }, 'fix', '--unsafe', '-')
    expect(stderr).toContain('2 fixes in 1 file')
    expect(stderr).not.toContain('--write')
  })

  it('names files on a terminal with nothing in their names that it would obey, to a program as they are', () => {
    const name = 'e\x1b[31mred\r.conf'
    space.write(name, 'events {}\nhttp {\n  autoindex on;\n  server { listen 443 ssl; root /srv; }\n}\n')
    const waive = ['waive', 'nginx/autoindex', name, '--reason', 'x', '--until', '2026-03-01', '--today', '2026-02-01']
    for (const args of [['fix', '--write', name], ['undo'], waive]) {
      const { status, output } = onTerminal(space, [...args, '--color', 'never'], [])
      expect(status).toBe(0)
      expect(output).toContain('e\\x1b[31mred\\x0d.conf')
      expect(output).not.toContain('\x1b')
    }
    expect(space.run('fix', '--write', name).stdout).toBe(`${name}\n`)
  })

  it('says that its journal can have no folder where folders take no names', () => {
    space.write('client.ovpn', good)
    const { code, stderr } = space.runWith({ env: { HOME: '/proc' } }, 'fix', '--write', 'client.ovpn')
    expect(stderr).toContain('/proc/.local: no such file or directory; nothing was written')
    expect(code).toBe(3)
  })

  it('needs a place for its journal', () => {
    writeFileSync(join(space.cwd, 'client.ovpn'), good)
    const { code, stderr } = space.runWith({ env: { HOME: '' } }, 'fix', '--write', 'client.ovpn')
    expect(stderr).toContain('no place for the journal')
    expect(code).toBe(2)
  })
})

describe('a directory with files that may not be read', () => {
  needs('root')('says which of them are configuration, and fixes nothing', () => {
    chmodSync(space.top, 0o755)
    space.write('etc/sysctl.d/10-open.conf', 'net.ipv4.tcp_syncookies = 0\n')
    for (const path of [
      'etc/sysctl.d/99-kept.conf',
      'etc/openvpn/server/hq.conf',
      'etc/openvpn/server/hq.key',
      'etc/shadow.conf',
    ])
      space.write(path, good)
    for (const path of ['etc/sysctl.d/99-kept.conf', 'etc/openvpn/server/hq.key', 'etc/shadow.conf'])
      chmodSync(join(space.cwd, path), 0o600)
    chmodSync(join(space.cwd, 'etc/openvpn/server'), 0o700)
    const seen = space.runWith({ uid: 65534 }, 'check', '-f', 'compact', 'etc')
    expect(seen.stdout).toContain('error unreadable etc/sysctl.d/99-kept.conf: Permission denied')
    expect(seen.stdout).toContain('error unreadable etc/openvpn/server: Permission denied')
    expect(seen.stdout).not.toMatch(/shadow|hq\.key/)
    expect(seen.code).toBe(3)
    expect(space.runWith({ uid: 65534, env: { HOME: '/tmp' } }, 'fix', 'etc').code).toBe(3)
  })
})
