import { describe, expect, test } from 'vitest'
import { type Baseline, builtin } from '../../../src/baseline/index.ts'
import { analyze } from '../../../src/engine/index.ts'
import { inertAll } from '../../../src/formats/sysctl/force.ts'
import { interfaceKey } from '../../../src/formats/sysctl/key.ts'
import { write } from '../../../src/formats/sysctl/write.ts'
import { type Check, checks } from '../../../src/rules/sysctl/checks.ts'
import { accepts } from '../../../src/rules/sysctl/judge.ts'

/** Every key of the table, through the whole engine: a value that its comparator refuses is reported by its rule. */

const strict = builtin('strict')
const reported = ({ key, rule }: Check, value: string): boolean => {
  const control = strict.controls[rule] ?? { options: { level: 'strict' } }
  const baseline: Baseline = { ...strict, controls: { ...strict.controls, [rule]: control } }
  const { findings } = analyze({
    files: { 'etc/sysctl.d/60-a.conf': `${key} = ${value}\n` },
    baseline,
    target: { kernel: [6, 12], distribution: { id: 'debian', version: '13' } },
  })
  return findings.some(each => each.rule === rule)
}

/** Accepted by nobody's demand, and yet no finding: the value has no effect. */
const harmless: Readonly<Record<string, string>> = {
  'net.ipv4.conf.*.arp_ignore': 'by option only',
  'net.ipv4.conf.all.arp_ignore': 'by option only',
  'net.ipv4.conf.all.arp_announce': 'by option only',
  'net.ipv4.conf.default.accept_source_route': 'conf.all is 0, and both are needed',
  'net.ipv4.tcp_max_syn_backlog': 'not consulted while syncookies is on',
  'net.ipv6.conf.default.forwarding': 'conf.all alone decides',
}
const isInert = (key: string): boolean => {
  const found = interfaceKey(key)
  return found?.family === 'ipv6' && found.name === 'all' && inertAll.has(found.attribute)
}

const values = ['0', '1', '2', '3', '-1', '7', '8', '28', '100', '4294967295']
const judged = checks().filter(
  check => check.severity !== 'info' && check.optIn === undefined && !['info', 'absent'].includes(check.comparator),
)

describe('a value that the comparator refuses', () => {
  test('is known for most keys', () => expect(judged.length).toBeGreaterThan(80))

  test.each(judged.map(check => [check.key, check] as const))('%s', (key, check) => {
    const bad = values.find(value => !accepts(check, value, 'strict') && write(key, value).kind !== 'refused')
    if (bad === undefined) expect(check.acceptable ?? []).not.toEqual(['0'])
    else expect(reported(check, bad), `${key} = ${bad}`).toBe(!isInert(key) && !(key in harmless))
  })
})
