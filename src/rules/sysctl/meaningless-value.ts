import { numberOf } from '../../formats/sysctl/integer.ts'
import { interfaceKey } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { shapeOf } from '../../formats/sysctl/table.ts'
import { write } from '../../formats/sysctl/write.ts'
import { changesOf, setValue } from '../../remedies/sysctl/assign.ts'
import { lookUp } from '../../text/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    const result = write(reading.key, reading.value)
    const defined = definedFor(reading.key)
    if (result.kind !== 'stored' || !defined) continue
    const value = numberOf(result.value)
    if (defined.includes(value)) continue
    const nearest = value < (defined[0] as number) ? defined[0] : defined.at(-1)
    yield {
      at: placeOf(statement.directive),
      subject: reading.key,
      message: { id: 'undefined', params: { key: reading.key, value: reading.value, defined: defined.map(String) } },
      fixes: [
        {
          title: { en: `Set ${reading.key} to ${nearest}`, zh: `将 ${reading.key} 设为 ${nearest}` },
          safety: 'unsafe',
          edits: [setValue(statement.directive, String(nearest))],
          changes: changesOf(model, [reading.key]),
        },
      ],
    }
  }
}

const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, at) => at)

/** Keys that take any number and define few. Source: the kernel's documentation. */
const keys: Readonly<Record<string, readonly number[]>> = {
  'kernel.randomize_va_space': upTo(2),
  'kernel.panic_on_oops': upTo(1),
  'net.ipv4.tcp_syncookies': upTo(2),
  'net.ipv4.tcp_timestamps': upTo(2),
  'net.ipv4.ip_forward': upTo(1),
}

const attributes: Readonly<Record<string, readonly number[]>> = {
  rp_filter: upTo(2),
  arp_announce: upTo(2),
  arp_accept: upTo(2),
  accept_ra: upTo(2),
  // IPv6 defines 2 as "overrules forwarding" in old documents only.
  forwarding: upTo(2),
}

/** Switches of interfaces: on or off. */
function definedFor(key: string): readonly number[] | undefined {
  const found = interfaceKey(key)
  if (!found) return lookUp(keys, key)
  const known = lookUp(attributes, found.attribute)
  if (known) return known
  const negative = found.attribute === 'accept_source_route' && found.family === 'ipv6'
  return shapeOf(key).type === 'bool-int' && !negative ? upTo(1) : undefined
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/meaningless-value',
  format: 'sysctl',
  title: { en: 'Values without a meaning', zh: '没有定义的值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['values'],
  messages: {
    undefined: {
      en: '{key} is "{value}": the kernel stores it, no documentation says what it does, {defined} are defined',
      zh: '{key} 为 "{value}"：内核会存储，但没有文档定义其含义，已定义的值为 {defined}',
    },
  },
  defaults: {},
  check: model => findings(model),
})
