import { numberOf } from './integer.ts'
import { keyOf } from './key.ts'
import type { Effective, Family, InForce } from './model.ts'

/** How the kernel combines conf.all and conf.<interface>. Source: Linux 6.12 inetdevice.h, addrconf.c; forwarding measured. */

type Combination = 'own' | 'all' | 'max' | 'min' | 'or' | 'and'

const ipv4: Readonly<Record<string, Combination>> = {
  forwarding: 'own',
  rp_filter: 'max',
  arp_ignore: 'max',
  arp_announce: 'max',
  arp_accept: 'max',
  arp_notify: 'max',
  send_redirects: 'or',
  secure_redirects: 'or',
  shared_media: 'or',
  log_martians: 'or',
  accept_local: 'or',
  route_localnet: 'or',
  proxy_arp: 'or',
  proxy_arp_pvlan: 'or',
  arp_filter: 'or',
  src_valid_mark: 'or',
  drop_gratuitous_arp: 'or',
  drop_unicast_in_l2_multicast: 'or',
  promote_secondaries: 'or',
  accept_source_route: 'and',
  bootp_relay: 'and',
  mc_forwarding: 'and',
  bc_forwarding: 'and',
}

const ipv6: Readonly<Record<string, Combination>> = {
  forwarding: 'all',
  disable_ipv6: 'own',
  accept_source_route: 'min',
  proxy_ndp: 'or',
  disable_policy: 'or',
}

/** IPv6 attributes whose conf.all is written by many and read by nobody (measured c74, source). */
export const inertAll: ReadonlySet<string> = new Set([
  'accept_ra',
  'accept_ra_defrtr',
  'accept_ra_from_local',
  'accept_ra_min_hop_limit',
  'accept_ra_min_lft',
  'accept_ra_mtu',
  'accept_ra_pinfo',
  'accept_ra_rt_info_max_plen',
  'accept_ra_rt_info_min_plen',
  'accept_ra_rtr_pref',
  'accept_redirects',
  'autoconf',
  'dad_transmits',
  'max_addresses',
  'router_solicitations',
  'use_tempaddr',
])

/** `accept_redirects` of IPv4 depends on whether the interface forwards. */
export function combinationOf(family: Family, attribute: string, forwards: boolean): Combination | undefined {
  if (family === 'ipv4' && attribute === 'accept_redirects') return forwards ? 'and' : 'or'
  if (family === 'ipv6' && inertAll.has(attribute)) return 'own'
  return (family === 'ipv4' ? ipv4 : ipv6)[attribute]
}

type Lookup = (key: string) => Effective | undefined

/** What holds on an interface; undefined when a value that decides is not known. */
export function inForce(
  value: Lookup,
  family: Family,
  [attribute, name]: readonly [string, string],
): InForce | undefined {
  const own = value(keyOf(family, name, attribute))
  const all = value(keyOf(family, 'all', attribute))
  const forwards = numberOf(value(keyOf('ipv4', name, 'forwarding'))?.value ?? '0') !== 0
  const how = combinationOf(family, attribute, forwards)
  if (how === undefined) return undefined
  if (how === 'own') return own && { value: numberOf(own.value), from: [own], allCounts: false }
  if (how === 'all') return all && { value: numberOf(all.value), from: [all], allCounts: true }
  if (!own || !all) return undefined
  return { value: combine(how, numberOf(all.value), numberOf(own.value)), from: [all, own], allCounts: true }
}

function combine(how: Combination, all: number, own: number): number {
  if (how === 'max') return Math.max(all, own)
  if (how === 'min') return Math.min(all, own)
  const both = how === 'and' ? all !== 0 && own !== 0 : all !== 0 || own !== 0
  return both ? 1 : 0
}
