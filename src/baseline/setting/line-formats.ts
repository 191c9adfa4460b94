import { formatOf } from '../../formats/named.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { placeOf } from '../../rules/rule.ts'
import type { SettingControl } from '../types.ts'
import { decimal, type Held, topOf } from './held.ts'

/** The value of an OpenVPN option, of the file and of each `<connection>` that has its own. */
export function heldByOpenvpn(model: OpenvpnModel, { setting }: SettingControl): Held[] {
  const file = model.forest.trees[0]?.file
  if (!file) return []
  const found = [...formatOf('openvpn').effective(model)].filter(each => each.setting === setting)
  const missing: Held = { ...none, subject: setting, words: undefined, origin: 'default', at: topOf(file) }
  if (found.length === 0) return [missing]
  return found.map(({ scope, value, origin }) => ({
    ...none,
    subject: scope === '' ? setting : `${scope} ${setting}`,
    words: value.split(' '),
    origin,
    at: origin === 'default' ? topOf(file) : placeOf(origin),
  }))
}

/**
 * The value of a key as the applier that counts leaves it. Unknown is no failure: neither
 * a key without a known default, nor a key that a part of a host does not set.
 */
export function heldBySysctl(model: SysctlModel, { setting }: SettingControl): Held[] {
  const held = model.value(setting)
  const file = model.forest.trees[0]?.file
  if (!held || !file || (!held.statement && !model.complete)) return []
  const at = held.origin === 'default' ? topOf(file) : placeOf(held.origin)
  return [{ ...none, subject: held.key, words: held.value.split(/[ \t]+/), origin: held.origin, at }]
}

const none = { affected: [], numberOf: (word: string): number | undefined => decimal(word) ?? based(word) }

/** `0x10`, as the kernel reads it. */
const based = (word: string): number | undefined => (/^0x[0-9a-f]+$/i.test(word) ? Number(word) : undefined)
