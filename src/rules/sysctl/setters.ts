import { sameValue } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'

/** Other programs of the host that write keys after boot. */

const bridges = /^(?:net\.ipv4\.ip_forward|net\.bridge\.bridge-nf-call-\w+)$/

/** What each program is known to write. Read in networkd; reported by users for the others. */
export const setterWrites: Readonly<Record<string, RegExp>> = {
  networkd: /^net\.ipv[46]\.conf\.[^.]+\.(?:forwarding|rp_filter|proxy_arp|accept_ra|accept_local|route_localnet)$/,
  docker: bridges,
  podman: /^net\.ipv4\.ip_forward$/,
  libvirt: /^net\.ipv[46]\.(?:ip_forward|conf\.all\.forwarding)$/,
  kubelet: /^(?:vm\.overcommit_memory|vm\.panic_on_oom|kernel\.panic|kernel\.panic_on_oops|kernel\.keys\.\w+)$/,
  wireguard: /^net\.ipv4\.conf\.all\.src_valid_mark$/,
}

/** Managers of links write to their own interfaces only. */
export const isWide = (key: string): boolean => /\.conf\.(?:all|default)\.(?!forwarding|src_valid_mark)/.test(key)

/** The program that may have given a key its live value: one that is here and writes it, or ufw where its file says so. */
export function setterOf(key: string, live: string, { evidence, applier }: SysctlModel): string | undefined {
  const { ufw } = evidence
  const own = ufw?.statements.findLast(each => each[applier].kind === 'assign' && each[applier].key === key)?.[applier]
  if (ufw?.enabled && own?.kind === 'assign' && sameValue(own.value, live)) return 'ufw'
  return Object.keys(setterWrites).find(
    name => evidence.setters.has(name) && setterWrites[name]?.test(key) === true && !isWide(key),
  )
}
