import { describe, expect, test } from 'vitest'
import { type Baseline, builtin } from '../../../src/baseline/index.ts'
import { analyze } from '../../../src/engine/index.ts'
import { inertAll } from '../../../src/formats/sysctl/force.ts'
import { interfaceKey } from '../../../src/formats/sysctl/key.ts'
import { write } from '../../../src/formats/sysctl/write.ts'
import { type Check, checks } from '../../../src/rules/sysctl/checks.ts'
import { accepts } from '../../../src/rules/sysctl/judge.ts'
import type { Role } from '../../../src/target/index.ts'

/** Every key of the table, through the whole engine: a value that its comparator refuses is reported by its rule, or silence has a reason. */

const strict = builtin('strict')
/** Demands that are made by option: each key is judged with its option on. */
const optional: Readonly<Record<string, object>> = {
  'net.ipv4.conf.*.arp_ignore': { optIn: ['arp-ignore'] },
  'net.ipv4.conf.all.arp_ignore': { optIn: ['arp-ignore'] },
  'net.ipv4.conf.all.arp_announce': { optIn: ['arp-announce'] },
  'net.ipv6.conf.all.disable_ipv6': { want: 'disabled' },
  'net.ipv6.conf.default.disable_ipv6': { want: 'disabled' },
}
const optionsOf = ({ key, optIn, rule }: Check): object => {
  if (rule === 'sysctl/ipv6-disabled') return optional[key] ?? {}
  return { ...strict.controls[rule]?.options, level: 'strict', ...(optIn && { optIn: [optIn] }), ...optional[key] }
}

const reported = (check: Check, value: string, plain = false): boolean => {
  const { key, rule } = check
  const control = plain ? { options: { level: 'strict' } } : { ...strict.controls[rule], options: optionsOf(check) }
  const baseline = { ...strict, controls: { ...strict.controls, [rule]: control } } as Baseline
  const { findings } = analyze({
    files: { 'etc/sysctl.d/60-a.conf': `${key} = ${value}\n` },
    baseline,
    target: { kernel: [6, 12], distribution: { id: 'debian', version: '13' } },
  })
  return findings.some(each => each.rule === rule)
}

/** Refused by the comparator, and yet no finding of this rule. */
const silent: Readonly<Record<string, string>> = {
  'net.ipv4.conf.default.accept_source_route': 'conf.all is 0, and both are needed',
  'net.ipv4.tcp_max_syn_backlog': 'not consulted while syncookies is on',
  'net.ipv6.conf.default.forwarding': 'conf.all alone decides',
  'kernel.modules_disabled': 'no file can do it: a late unit does, and a line is reported by sysctl/dangerous-value',
  'kernel.panic_on_oops': 'sources disagree on 0 and 1, others are reported by sysctl/meaningless-value',
  'kernel.panic_on_warn': 'no source asks: the accepted warn_limit 1 does the same',
  'net.ipv4.conf.*.arp_filter': 'sources disagree on 0 and 1, others are reported by sysctl/meaningless-value',
  'net.ipv4.conf.all.arp_filter': 'as conf.*',
  'net.ipv4.conf.*.drop_gratuitous_arp': 'both are accepted, others are reported by sysctl/meaningless-value',
  'net.ipv4.conf.all.drop_gratuitous_arp': 'as conf.*',
  'net.ipv4.conf.all.drop_unicast_in_l2_multicast': 'both are accepted',
  'net.ipv6.conf.all.drop_unsolicited_na': 'both are accepted',
  'net.ipv4.conf.all.src_valid_mark': 'both are accepted: a tunnel with marks needs 1',
  'net.ipv4.conf.all.bootp_relay': 'the kernel does not implement it',
  'net.ipv4.conf.all.mc_forwarding': 'no line can set it: reported by sysctl/read-only-key',
  'net.ipv6.conf.default.dad_transmits': 'more probes detect more, and sources disagree on 0',
}
const isInert = (key: string): boolean => {
  const found = interfaceKey(key)
  return found?.family === 'ipv6' && found.name === 'all' && inertAll.has(found.attribute)
}

const numbers = ['0', '1', '2', '3', '-1', '7', '8', '28', '100', '40000', '4294967295']
/** Values that are no numbers, or whose demand is not written as a list of them. */
const special: Readonly<Record<string, string>> = {
  'kernel.core_pattern': 'core.%p',
  'net.ipv4.ip_local_port_range': '1024 65535',
  'net.netfilter.nf_conntrack_max': '100',
  'net.ipv4.tcp_timestamps': '2',
}
const refusedBy = (check: Check): string | undefined =>
  special[check.key] ??
  (check.optIn !== undefined && check.recommended
    ? numbers.find(value => !check.recommended?.includes(value) && write(check.key, value).kind !== 'refused')
    : numbers.find(value => !accepts(check, value, 'strict') && write(check.key, value).kind !== 'refused'))

const all = checks()
const gone = all.filter(check => check.comparator === 'absent')
/** The table knows the key and what it means, and no source demands a value of it. */
const told = all.filter(check => check.comparator === 'info' && !(check.key in special))
const judged = all.filter(check => !gone.includes(check) && !told.includes(check))

test('every key of the table is looked at', () => expect(gone.length + told.length + judged.length).toBe(193))

describe('a value that the comparator refuses', () => {
  test('is known for most keys', () => expect(judged.filter(refusedBy).length).toBeGreaterThan(130))

  test.each(judged.map(check => [check.key, check] as const))('%s', (key, check) => {
    const bad = refusedBy(check)
    if (bad === undefined) expect(everyValueIsAccepted(check), key).toBe(true)
    else expect(reported(check, bad), `${key} = ${bad}`).toBe(!isInert(key) && !(key in silent))
  })

  const byOption = all.filter(({ key, rule }) => key in optional && rule === 'sysctl/arp')
  test.each(byOption.map(check => [check.key, check] as const))('without its option: %s', (_key, check) =>
    expect(reported(check, '0', true)).toBe(false),
  )
})

/** What the kernel takes is what sources accept, or they name no value. */
function everyValueIsAccepted(check: Check): boolean {
  const taken = numbers.filter(value => write(check.key, value).kind !== 'refused')
  return (check.acceptable ?? []).length === 0 || taken.every(value => accepts(check, value, 'strict'))
}

describe('a key that is gone', () => {
  test.each(gone.map(check => [check.key, check] as const))('%s', (_key, check) =>
    expect(reported(check, '1')).toBe(true),
  )
})

describe('a key of which no source demands a value', () => {
  test.each(told.map(check => [check.key, check] as const))('%s', (_key, check) => {
    expect(check.acceptable ?? []).toEqual(check.key === 'kernel.printk' ? ['3 3 3 3', '3 4 1 3'] : [])
    for (const value of numbers) expect(reported(check, value), value).toBe(false)
  })
})

describe('the limits that kubelet asks for', () => {
  const judge = (roles: readonly Role[], line: string): string[] =>
    analyze({ files: { 'etc/sysctl.d/60-a.conf': `${line}\n` }, baseline: strict, roles })
      .findings.filter(each => each.rule === 'sysctl/limits')
      .map(each => String(each.subject))
  test.each([
    ['kernel.keys.root_maxkeys', '1000000'],
    ['kernel.keys.root_maxbytes', '25000000'],
  ])('%s', (key, enough) => {
    expect(judge(['kubernetes-node'], `${key} = 20000`)).toEqual([key])
    expect(judge(['kubernetes-node'], `${key} = ${enough}`)).toEqual([])
    expect(judge(['web-server'], `${key} = 20000`)).toEqual([])
  })
})
