import type { Format } from './format.ts'
import { nginx } from './nginx/index.ts'
import { openvpn } from './openvpn/index.ts'
import { sysctl } from './sysctl/index.ts'

/** Every configuration language the program knows. A new one is a folder and a line here. */
export const formats: readonly Format[] = [nginx as Format, openvpn as Format, sysctl as Format]
