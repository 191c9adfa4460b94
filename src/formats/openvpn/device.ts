import type { OptionLine } from './model.ts'
import type { Situation } from './situation.ts'

export type DeviceType = 'tun' | 'tap' | 'null' | 'unknown'

/** The line that names the device. */
export const deviceLine = ({ line }: Pick<Situation, 'line'>): OptionLine | undefined => line('dev') ?? line('dev-node')

/** The name of the device: `dev`, else the file name of `dev-node`. */
export const deviceName = ({ line, since }: Pick<Situation, 'line' | 'since'>): string =>
  line('dev')?.params[0] ?? line('dev-node')?.params[0]?.split('/').at(-1) ?? (since('2.7') ? 'tun' : '')

/** As dev_type_enum: `dev-type` decides, else the start of `dev`. */
export function deviceType(situation: Pick<Situation, 'line' | 'since'>): DeviceType {
  const name = deviceName(situation)
  const kind = situation.line('dev-type')?.params[0] ?? name
  if (kind.startsWith('tun')) return 'tun'
  if (kind.startsWith('tap')) return 'tap'
  return name === 'null' || kind === 'null' ? 'null' : 'unknown'
}
