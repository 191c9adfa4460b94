import { lookUp } from '../../text/index.ts'
import { addresses, files, some, type Two, values } from './filling-values.ts'
import { optionInfo, type ValueCheck } from './options.ts'

/** The values of a parameter that are tried: those of its option, else such as it takes. */
export const twoOf = (option: string, at: number): Two => lookUp(values, option)?.[at] ?? byKind(option, at)

function byKind(option: string, at: number): Two {
  const info = optionInfo(option)
  const check = info?.checks.find(({ param }) => param === 'each' || param === at + 1)
  if (check) return kinds[check.kind]?.(check) ?? some
  return info?.path?.param === at + 1 ? files : some
}

const kinds: Readonly<Record<string, (check: ValueCheck) => Two>> = {
  integer: ({ min = 1, max = Number.MAX_SAFE_INTEGER }) => [
    String(Math.min(max, Math.max(min, 5))),
    String(Math.min(max, Math.max(min, 8))),
  ],
  enum: ({ values: [first = '', second = first] = [] }) => [first, second],
  ip4: () => addresses,
  ip6: () => ['fd00:201::5', '2001:db8:7::9'],
}
