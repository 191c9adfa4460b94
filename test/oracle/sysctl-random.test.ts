import { expect } from 'vitest'
import { components } from '../../src/formats/sysctl/key.ts'
import { type Applier, appliers } from '../../src/formats/sysctl/model.ts'
import { simulate } from '../formats/sysctl/measured.ts'
import fc from '../random.ts'
import { needs } from './daemons.ts'
import { apply } from './sysctl-namespace.ts'

/** Random trees of small files: the model and the real applier leave the same values and the same exit code. */

const test = needs('sysctl', 'systemd-sysctl', 'ip', 'root', 'namespaces')

const keys = [
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.forwarding',
  'net.ipv4.conf.all.log_martians',
  'net.ipv4.conf.eth0.log_martians',
  'net.ipv4.conf.dummy0.forwarding',
  'net.ipv4.conf.dummy0.log_martians',
  'net.ipv4.conf.default.log_martians',
  'net.ipv4.conf.all.accept_redirects',
  'net.ipv4.icmp_ratemask',
  'net.ipv4.tcp_syncookies',
  'net.ipv6.conf.all.forwarding',
  'net.ipv6.conf.eth0.forwarding',
]
const spelled = fc.constantFrom(
  ...keys,
  ...keys.map(key => key.replaceAll('.', '/')),
  'net.ipv4.conf.*.log_martians',
  'net.ipv4.conf.eth*.log_martians',
  'net.ipv4.conf.eth0/100.log_martians',
  'net/ipv4/conf/eth0.100/log_martians',
  'net.ipv4.conf.eth0.100.log_martians',
  'net.ipv4..tcp_syncookies',
  '/net/ipv4/tcp_syncookies',
  '.net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_syncookies.',
  'net.ipv4.no_such_key',
)
const value = fc.constantFrom('0', '1', '2', ' 1', '0x1', '01', '', 'yes', '1 # x', '1#x', '"1"', '300', '-1', '1 0')
const blank = fc.constantFrom('', ' ', '\t', '  ')
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(blank, fc.constantFrom('', '', '', '-'), spelled, blank, blank, value)
      .map(([a, dash, key, b, c, v]) => `${a}${dash}${key}${b}=${c}${v}`),
  },
  { weight: 1, arbitrary: spelled.map(key => `-${key}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '# x = 1',
      '; y',
      '',
      'x',
      'net.ipv4.tcp_syncookies 1',
      '[net]',
      '--net.ipv4.tcp_syncookies=0',
      '- net.ipv4.tcp_syncookies=0',
    ),
  },
)
const text = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end) + end)
const names = [
  '/etc/sysctl.d/10-a.conf',
  '/etc/sysctl.d/9-b.conf',
  '/usr/lib/sysctl.d/10-a.conf',
  '/usr/lib/sysctl.d/99-z.conf',
  '/run/sysctl.d/50-r.conf',
  '/etc/sysctl.d/.hidden.conf',
  '/etc/sysctl.d/x',
  '/etc/sysctl.conf',
]
const tree = fc
  .array(fc.tuple(fc.constantFrom(...names), text), { minLength: 1, maxLength: 4 })
  .map(entries => Object.fromEntries(entries))

const asked = [
  ...keys,
  'net.ipv4.conf.default.log_martians',
  'net.ipv4.conf.eth0/100.log_martians',
  'net.ipv4.conf.eth0.forwarding',
  'net.ipv4.conf.default.forwarding',
]
const path = (key: string): string => components(key).join('/')
const touched = 'net.ipv4.conf.default.log_martians'

function agrees(files: Readonly<Record<string, string>>, applier: Applier, fresh: boolean): void {
  const real = apply({ files, applier, keys: asked.map(path), fresh })
  const before = new Map(asked.map(key => [key, real.before.get(path(key)) ?? '']))
  const { verdict, value } = simulate({ id: 'random', title: '', files, fresh, results: {} }, applier, before)
  const shown = JSON.stringify(files, undefined, 1) + real.output
  for (const key of asked) expect(`${key} = ${value(key)}`, shown).toBe(`${key} = ${real.after.get(path(key))}`)
  if (verdict.loads !== null) expect(verdict.loads, shown).toBe(real.status === 0)
}

test.each(appliers.flatMap(applier => [true, false].map(fresh => [applier, fresh] as const)))(
  '%s, interfaces as at boot: %s',
  (applier, fresh) => {
    fc.assert(
      fc.property(tree, files => {
        agrees(files, applier, fresh)
      }),
      { numRuns: 25, endOnFailure: true },
    )
    expect(asked).toContain(touched)
  },
)

/** Measured by hand first: an explicit line that changes nothing beside a line for conf.default. */
const beside = [
  'net.ipv4.conf.eth0.rp_filter = 0\nnet.ipv4.conf.*.rp_filter = 2\n',
  'net.ipv4.conf.eth0.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 2\n',
  'net.ipv4.conf.eth0.rp_filter = 0\nnet.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 2\n',
  'net.ipv4.conf.default.rp_filter = 2\nnet.ipv4.conf.eth0.rp_filter = 0\n',
  'net.ipv4.conf.eth0.rp_filter = yes\nnet.ipv4.conf.default.rp_filter = 2\n',
  'net.ipv4.conf.default.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = yes\nnet.ipv4.conf.default.rp_filter = 2\n',
  'net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = 0\n',
  'net.ipv4.conf.eth0.send_redirects = 1\nnet.ipv4.conf.*.send_redirects = 0\n',
  'net.ipv4.conf.eth0.forwarding = 0\nnet.ipv4.conf.default.forwarding = 1\n',
]
const own = ['all', 'default', 'eth0', 'dummy0'].flatMap(name =>
  ['rp_filter', 'send_redirects', 'forwarding'].map(attribute => `net.ipv4.conf.${name}.${attribute}`),
)

test.each(appliers.flatMap(applier => beside.map(lines => [applier, lines] as const)))(
  '%s lets interfaces follow conf.default as the real one does: %j',
  (applier, lines) => {
    const files = { '/etc/sysctl.d/50-a.conf': lines }
    const real = apply({ files, applier, keys: own.map(path), fresh: true })
    const before = new Map(own.map(key => [key, real.before.get(path(key)) ?? '']))
    const { value } = simulate({ id: 'beside', title: '', files, fresh: true, results: {} }, applier, before)
    for (const key of own) expect(`${key} = ${value(key)}`).toBe(`${key} = ${real.after.get(path(key))}`)
  },
)

/** Found with generated trees: exit codes and values of lines that a person may write. */
const odd = [
  '= 1\n',
  '-=\n',
  '. = 1\n',
  'net.ipv4.tcp_congestion_control = "cubic"\n',
  'net.ipv4.tcp_congestion_control = cubic reno\n',
  'net.ipv4.tcp_window_scaling = 256\n',
  'net.ipv4.tcp_retries2 = -1\n',
  'net.ipv4.tcp_rmem = 0 100\n',
  'net.ipv4.tcp_keepalive_time = 2147483647\n',
  '-net.ipv4.conf.all = 1\n',
  'net.ipv4.conf.all = 1\n',
  'net.ipv4.tcp_wmem = 4096 16384 4194304\n',
  'net.ipv4.ip_local_port_range = 2000 70000\n',
  'net.ipv4.ip_local_port_range = 2000 3000\n',
  'net.ipv6.bindv6only = 256\n',
]
const judged = [
  'tcp_window_scaling',
  'tcp_retries2',
  'tcp_keepalive_time',
  'tcp_rmem',
  'tcp_wmem',
  'ip_local_port_range',
]

test.each(appliers.flatMap(applier => odd.map(lines => [applier, lines] as const)))(
  '%s and %j: same values, same exit code',
  (applier, lines) => {
    const keys = [...judged.map(name => `net.ipv4.${name}`), 'net.ipv6.bindv6only']
    const files = { '/etc/sysctl.d/50-a.conf': lines }
    const real = apply({ files, applier, keys: keys.map(path) })
    const before = new Map(keys.map(key => [key, real.before.get(path(key)) ?? '']))
    const { verdict, value } = simulate({ id: 'odd', title: '', files, results: {} }, applier, before)
    for (const key of keys) expect(`${key} = ${value(key)}`, real.output).toBe(`${key} = ${real.after.get(path(key))}`)
    expect(verdict.loads, real.output).toBe(real.status === 0)
  },
)
