import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import type { Finding } from '../../src/engine/types.ts'
import { diskStore } from '../../src/files/disk.ts'
import type { FileStatus } from '../../src/files/index.ts'
import type { Check, Command } from '../../src/remedies/fix.ts'
import { setPermissions } from '../../src/remedies/permissions.ts'
import { needs } from './needs.ts'

const test = needs('root')
let host: string
beforeEach(() => {
  host = mkdtempSync(join(tmpdir(), 'confward-modes-'))
})
afterEach(() => rmSync(host, { recursive: true, force: true }))

function place(path: string, text: string, mode: number, owner = 0): string {
  const file = join(host, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, mode)
  chownSync(file, owner, owner)
  return file
}

/** This machine's own rule: what is missing is missing, and modes are those of the host. */
function findings(root: string, rule: string): readonly Finding[] {
  const files = diskStore({ cwd: '/', complete: true })
  return analyze({ files, roots: [root] }).findings.filter(each => each.rule === rule)
}

function run({ argv }: Command): string {
  const done = spawnSync(argv[0] as string, argv.slice(1), { encoding: 'utf8' })
  expect(done.stderr).toBe('')
  return done.stdout
}

test('permissions are set, seen by the check, and put back by undo', () => {
  const file = place('etc/-key with blank', 'x', 0o4644, 1234)
  const status = diskStore({ cwd: '/', complete: true }).status?.(file) as FileStatus
  const step = setPermissions({ path: file, status, mode: 0o600, owner: 'root' })
  if (step.kind !== 'command') throw new Error('no commands')
  step.commands.forEach(run)
  const [check] = step.verify as [Check]
  expect(run(check)).toContain(check.expect?.contains)
  step.undo?.forEach(run)
  expect(diskStore({ cwd: '/', complete: true }).status?.(file)).toEqual(status)
})

test('nginx: keys, folders and the configuration on a real file system', () => {
  const conf = place(
    'etc/nginx/nginx.conf',
    'events {}\nerror_log /var/log/nginx/error.log;\nhttp { server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; } }\n',
    0o644,
  )
  place('etc/nginx/a.pem', 'x', 0o644)
  const key = place('etc/nginx/a.key', 'x', 0o600)
  const log = join(place('var/log/nginx/error.log', '', 0o640), '..')
  expect(findings(conf, 'nginx/file-permissions')).toEqual([])
  chmodSync(key, 0o604)
  chmodSync(log, 0o777)
  chmodSync(conf, 0o666)
  const found = findings(conf, 'nginx/file-permissions')
  expect(found.map(({ subject, messageId }) => `${messageId} ${subject}`).sort()).toEqual([
    'folder /var/log/nginx',
    'secret /etc/nginx/a.key',
    'writable /etc/nginx/nginx.conf',
  ])
})

test.each([
  ['user www-data;', 0, 0o644, [':www-data', '0640']],
  ['user www-data;', 33, 0o604, ['0600']],
  ['user www-data daemon;', 0, 0o644, [':daemon', '0640']],
  ['user root;', 0, 0o604, ['0600']],
  ['user nosuchaccount;', 0, 0o644, []],
  ['', 0, 0o644, []],
])('nginx: what reads a password file by `%s` can go on reading it', (line, owner, mode, wanted) => {
  const text = `${line}events {}\nhttp { server { auth_basic x; auth_basic_user_file users; } }\n`
  const conf = place('etc/nginx/nginx.conf', text, 0o644)
  place('etc/passwd', 'root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/bin/false\n', 0o644)
  place('etc/group', 'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\n', 0o644)
  place('etc/nginx/users', 'a:b\n', mode, owner)
  const [found] = findings(conf, 'nginx/file-permissions')
  expect(found?.messageId).toBe('passwords')
  const steps = found?.fixes.flatMap(fix => fix.steps ?? []) ?? []
  const commands = steps.flatMap(step => (step.kind === 'command' ? step.commands : []))
  expect(commands.map(({ argv }) => argv[1])).toEqual(wanted)
})

test('openvpn: keys of others, inline secrets, the account of the daemon', () => {
  place('etc/passwd', 'root:x:0:0::/:/bin/sh\nopenvpn:x:990:990::/:/bin/false\n', 0o644)
  const lines =
    'client\ndev tun\nremote 192.0.2.1\nca ca.crt\ncert c.crt\nkey c.key\nuser openvpn\nauth-user-pass creds\n'
  const conf = place('etc/openvpn/client/hq.conf', `${lines}<tls-crypt>\nx\n</tls-crypt>\n`, 0o644)
  for (const name of ['ca.crt', 'c.crt']) place(`etc/openvpn/client/${name}`, 'x', 0o644)
  const key = place('etc/openvpn/client/c.key', 'x', 0o600)
  const credentials = place('etc/openvpn/client/creds', 'x', 0o400, 990)
  const said = (): string[] =>
    findings(conf, 'openvpn/secret-file-mode').map(({ subject, messageId }) => `${messageId} ${subject}`)
  expect(said()).toEqual(['inline /etc/openvpn/client/hq.conf'])
  chmodSync(conf, 0o600)
  expect(said()).toEqual([])
  chmodSync(key, 0o640)
  chownSync(credentials, 991, 991)
  expect(said().sort()).toEqual(['mode /etc/openvpn/client/c.key', 'owner /etc/openvpn/client/creds'])
})
