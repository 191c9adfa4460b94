import { defaultTarget } from '../../target/index.ts'
import { lookUp } from '../../text/index.ts'
import { shapeOf, startOf } from './table.ts'
import { isTextKey } from './write.ts'

type Two = readonly [good: string, other: string]

const some: Two = ['filled-a', 'filled-b']
const flags: Two = ['1', '0']

/** Keys for which neither 1 nor 0, nor what the kernel starts with, is what hardened hosts have. */
const known: Readonly<Record<string, Two>> = {
  'fs.file-max': ['9223372036854775807', '8192'],
  'fs.nr_open': ['1073741816', '2048'],
  'fs.protected_fifos': ['2', '1'],
  'fs.protected_regular': ['2', '1'],
  'kernel.core_pattern': ['|/bin/false', 'filled-b'],
  'kernel.kptr_restrict': ['2', '1'],
  'kernel.perf_event_paranoid': ['3', '2'],
  'kernel.pid_max': ['65536', '32768'],
  'kernel.randomize_va_space': ['2', '1'],
  'kernel.unprivileged_bpf_disabled': ['2', '1'],
  'kernel.yama.ptrace_scope': ['2', '1'],
  'net.core.bpf_jit_harden': ['2', '1'],
  'net.core.netdev_max_backlog': ['5000', '1000'],
  'net.core.somaxconn': ['4096', '1024'],
  'net.ipv4.icmp_ratelimit': ['1000', '500'],
  'net.ipv4.icmp_ratemask': ['6168', '6169'],
  'net.ipv4.ip_unprivileged_port_start': ['1024', '80'],
  'net.ipv4.tcp_challenge_ack_limit': ['1000', '100'],
  'net.ipv4.tcp_fin_timeout': ['30', '60'],
  'net.ipv4.tcp_invalid_ratelimit': ['500', '100'],
  'net.ipv4.tcp_max_syn_backlog': ['4096', '1024'],
  'net.ipv4.tcp_min_snd_mss': ['536', '48'],
  'net.ipv4.tcp_syn_retries': ['5', '2'],
  'net.ipv4.tcp_synack_retries': ['3', '2'],
  'net.ipv6.icmp.ratelimit': ['1000', '100'],
  'net.ipv4.ip_local_port_range': ['32768 60999', '20000 30000'],
  'net.netfilter.nf_conntrack_max': ['262144', '65536'],
  'vm.mmap_min_addr': ['65536', '4096'],
  'vm.mmap_rnd_bits': ['32', '28'],
  'vm.mmap_rnd_compat_bits': ['16', '8'],
}

/** The values of a key that are tried. */
export const valuesOf = (key: string): Two => lookUp(known, key) ?? (isText(key) ? some : (shipped(key) ?? flags))

/** What the kernel starts with, where that is no flag. */
function shipped(key: string): Two | undefined {
  const start = startOf(key, defaultTarget)?.value
  return start === undefined || start === '0' || start === '1' ? undefined : [start, '1']
}

export const isText = (key: string): boolean => isTextKey(shapeOf(key))
