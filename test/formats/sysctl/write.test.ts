import { expect, test } from 'vitest'
import { sameValue } from '../../../src/formats/sysctl/integer.ts'
import { write } from '../../../src/formats/sysctl/write.ts'

/** Expectations: sysctl.md 1 and 7, measured on Linux 6.1 and 6.12. */

const stored = (key: string, value: string): string => {
  const result = write(key, value)
  return result.kind === 'stored' ? `${result.value} ${result.changes.join()}`.trim() : result.kind
}

test.each([
  ['kernel.sysrq', '0x10', '16'],
  ['kernel.sysrq', '010', '8 octal'],
  ['kernel.sysrq', '07', '7'],
  ['kernel.sysrq', '08', 'refused'],
  ['net.ipv4.icmp_ratelimit', '501', '504 rounded'],
  ['net.ipv4.icmp_ratelimit', '99999999999', '1215752192 wrapped,rounded'],
  ['net.ipv4.icmp_ratelimit', '+1', 'refused'],
  ['net.ipv4.icmp_ratelimit', '-1', 'refused'],
  ['net.ipv4.icmp_ratelimit', '5.5', 'refused'],
  ['net.ipv4.icmp_ratelimit', '', 'refused'],
  ['net.ipv4.icmp_ratelimit', '559 7', '560 dropped-words,rounded'],
  ['vm.swappiness', '500', 'refused'],
  ['net.ipv4.tcp_syncookies', '3', '3'],
  ['net.ipv4.tcp_syncookies', '256', 'refused'],
  ['net.ipv4.conf.all.rp_filter', '7', '7'],
  ['net.ipv4.conf.eth0.rp_filter', '4294967296', 'refused'],
  ['net.ipv4.ip_local_port_range', '30000 20000', 'refused'],
  ['net.ipv4.ip_local_port_range', '20000 30001', '20000 30001'],
  ['net.ipv4.ip_local_port_range', '0 60999', 'refused'],
  ['net.ipv4.ip_local_port_range', '2000 70000', 'refused'],
  // measured on 6.18, in a network namespace
  ['net.ipv4.tcp_window_scaling', '256', 'refused'],
  ['net.ipv4.tcp_window_scaling', '255', '255'],
  ['net.ipv4.tcp_retries2', '-1', 'refused'],
  ['net.ipv4.tcp_autocorking', '2', 'refused'],
  ['net.ipv4.ip_default_ttl', '0', 'refused'],
  ['net.ipv4.neigh.default.ucast_solicit', '-1', 'refused'],
  ['net.ipv6.conf.all.accept_ra_mtu', '2147483648', 'refused'],
  ['net.ipv4.tcp_notsent_lowat', '4294967295', '4294967295'],
  ['net.ipv4.tcp_notsent_lowat', '4294967296', 'refused'],
  ['net.ipv4.tcp_rmem', '4096 87380 6291456', '4096 87380 6291456'],
  ['net.ipv4.tcp_rmem', '0 100', 'refused'],
  ['net.ipv4.tcp_keepalive_time', '2147483647', 'refused'],
  ['net.ipv4.tcp_keepalive_time', '7200', '7200'],
  ['net.ipv4.tcp_fin_timeout', '-1', '-1'],
  ['net.ipv4.tcp_wmem', '4096 16384 2147483648', 'refused'],
  ['net.ipv4.conf.all.mc_forwarding', '1', 'read-only'],
  ['kernel.modules_disabled', '0', 'refused'],
  ['dev.tty.legacy_tiocsti', '5', '1 clamped'],
  ['kernel.shmmax', '68719476736', '68719476736'],
  ['kernel.domainname', 'foo # bar', 'unknown'],
  ['kernel.core_pattern', '|/bin/false', '|/bin/false'],
])('%s = %s', (key, value, expected) => expect(stored(key, value)).toBe(expected))

test('numbers are equal in any spelling', () => {
  expect(sameValue('0x0', '00')).toBe(true)
  expect(sameValue('20000\t30000', '20000 30000')).toBe(true)
  expect(sameValue('010', '10')).toBe(false)
  expect(sameValue('a', 'b')).toBe(false)
})
