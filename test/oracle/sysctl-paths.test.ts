import { describe, expect } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import { applySysctl, needs } from './daemons.ts'

const test = needs('systemd-sysctl', 'root')

const path = 'etc/sysctl.d/60-own.conf'
const keys = [
  'net/core/somaxconn',
  'net/ipv4/conf/all/rp_filter',
  'net/ipv4/conf/eth0/rp_filter',
  'net/ipv4/ip_forward',
]

const loads = (line: string): boolean | null | undefined => analyze({ files: { [path]: line } }).verdicts[0]?.loads
const accepted = (line: string): boolean => applySysctl({ [path]: line }, { applier: 'systemd', keys }).status === 0

describe('keys that name no file: systemd-sysctl accepts the line exactly when we say so', () => {
  test.each([
    ['a folder', 'net.ipv4.conf.all = 1'],
    ['a folder above', 'net.ipv4 = 1'],
    ['an attribute without its interface', 'net.ipv4.conf.rp_filter = 1'],
    ['a key below a key', 'net.core.somaxconn.x = 1'],
    ['a key below a key, not needed', '-net.core.somaxconn.x = 1'],
    ['a key below a switch', 'net/ipv4/ip_forward/x/y = 1'],
    ['a key that nobody has', 'net.core.nothing = 1'],
    ['a name as long as names can be', `net.core.${'a'.repeat(255)} = 1`],
    ['a longer one', `net.core.${'a'.repeat(256)} = 1`],
    ['a longer one, not needed', `-net.core.${'a'.repeat(256)} = 1`],
    ['as many characters, more bytes', `net.core.${'é'.repeat(128)} = 1`],
    ['a path that is too long', `net.core.${'a/'.repeat(2100)}b = 1`],
  ])('%s', (_title, line) => expect(loads(`${line}\n`)).toBe(accepted(`${line}\n`)))

  test('the folder of an interface is one where the host has that interface', () => {
    expect(accepted('net.ipv4.conf.eth0 = 1\n')).toBe(false)
    expect(accepted('net.ipv4.conf.eth1 = 1\n')).toBe(true)
    expect(loads('net.ipv4.conf.eth0 = 1\n')).toBe(null)
  })
})
