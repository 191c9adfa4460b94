import type { Format } from './format.ts'
import { late } from './late.ts'
import { nginx } from './nginx/index.ts'
import * as openvpn from './openvpn/index.ts'
import { plausible as plausiblyOpenvpn } from './openvpn/plausible.ts'
import * as sysctl from './sysctl/index.ts'
import { plausible as plausiblySysctl } from './sysctl/plausible.ts'

/** Every configuration language the program knows. A new one is a folder and a line here. */
export const formats: readonly Format[] = [
  nginx as Format,
  late('openvpn', plausiblyOpenvpn, () => openvpn.openvpn as Format),
  late('sysctl', plausiblySysctl, () => sysctl.sysctl as Format),
]
