import type { Situation } from './situation.ts'

export type DeviceType = 'tun' | 'tap' | 'null' | 'unknown'

/** As dev_type_enum: `dev-type` decides, else the start of `dev`. */
export function deviceType(situation: Pick<Situation, 'line' | 'since'>): DeviceType {
  const name = situation.line('dev')?.params[0] ?? (situation.since('2.7') ? 'tun' : '')
  const kind = situation.line('dev-type')?.params[0] ?? name
  if (kind.startsWith('tun')) return 'tun'
  if (kind.startsWith('tap')) return 'tap'
  return name === 'null' || kind === 'null' ? 'null' : 'unknown'
}
