import { fill } from '../../message/index.ts'
import { atLeast, type Target } from '../../target/index.ts'
import { isDottedQuad, isIpv6 } from './address.ts'
import { atoi, isInteger, strictNumbers } from './numbers.ts'
import { optionInfo, type ValueCheck } from './options.ts'
import { checkFingerprint, specialChecks } from './special-values.ts'
import type { ValueError, Written } from './value-error.ts'
import { enumWording } from './wording.ts'

/** The first value the target's daemon refuses while it reads the line. */
export function checkValues(written: Written, target: Target): ValueError | undefined {
  const { name, params, inline } = written
  if (inline) return undefined
  const checks = (optionInfo(name)?.checks ?? []).filter(check => inForce(check, target))
  for (const [at, value] of params.entries()) {
    const own = checks.filter(check => check.param === 'each' || check.param === at + 1)
    const message = refuses(own, value, written, target)
    if (message !== undefined) return { param: at + 1, message }
  }
  return specialChecks(written, target)
}

const inForce = (check: ValueCheck, { openvpn }: Target): boolean =>
  (!check.since || atLeast(openvpn, check.since)) &&
  (!check.until || !atLeast(openvpn, '2.7')) &&
  !(check.strict && strictNumbers(openvpn))

function refuses(checks: readonly ValueCheck[], value: string, written: Written, target: Target): string | undefined {
  const lists = checks.filter(check => check.kind === 'enum')
  if (lists.length > 0 && !lists.some(list => list.values?.includes(value)) && !orHighest(written))
    return fill(enumWording[written.name] ?? `--${written.name}: unknown value '{value}'`, { value })
  for (const check of checks) {
    const message =
      check.kind === 'enum' ? undefined : kinds[check.kind]?.(value, check, { name: written.name, target })
    if (message !== undefined) return message
  }
  return undefined
}

const orHighest = ({ name, params }: Written): boolean => name === 'tls-version-min' && params[1] === 'or-highest'

type Kind = (value: string, check: ValueCheck, about: { name: string; target: Target }) => string | undefined

const kinds: Readonly<Record<string, Kind>> = {
  integer: checkInteger,
  ip4: (value, check, { name }) =>
    isDottedQuad(value) || check.values?.includes(value)
      ? undefined
      : `${name} parm '${value}' must be a valid address`,
  ip6: (value, _, { name }) => (isIpv6(value) ? undefined : `${name} parm '${value}' must be a valid address`),
  'prefix-length': checkPrefix,
  mac: (value, _, { name }) =>
    value.length <= 17 && /^(?:[0-9a-f]{0,2}:)*[0-9a-f]{0,2}$/i.test(value)
      ? undefined
      : `${name} parm '${value}' must be a MAC address`,
  'sha256-hex': value => checkFingerprint(value, 32),
  version: value =>
    /^\s*\d+\.\d+\.\d+/.test(value) ? undefined : `cannot parse version number for --compat-mode: ${value}`,
  prefix: value =>
    value.startsWith('EXPORTER') ? undefined : 'Keying material exporter label must begin with "EXPORTER"',
}

function checkInteger(value: string, check: ValueCheck, about: { name: string; target: Target }): string | undefined {
  if (check.values?.includes(value)) return undefined
  const { name } = about
  const strict = strictNumbers(about.target.openvpn)
  const number = atoi(value)
  if ((strict || check.strict) && !isInteger(value)) return `${name}: Cannot parse '${value}' as integer`
  const minimum = check.min ?? Number.NEGATIVE_INFINITY
  const maximum = check.max ?? Number.POSITIVE_INFINITY
  if (number >= minimum && number <= maximum) return undefined
  if (check.max === undefined)
    return check.min === 0
      ? `Cannot parse argument '${value}' as non-negative integer`
      : `${name}: Must be an integer >= ${minimum}, not ${value}`
  return `${name}: Must be an integer between ${check.min ?? 0} and ${maximum}, not ${value}`
}

function checkPrefix(
  value: string,
  check: ValueCheck,
  { name, target }: { name: string; target: Target },
): string | undefined {
  const [address = '', bits] = value.split('/')
  if (bits === undefined) return undefined
  const maximum = atLeast(target.openvpn, '2.5') ? (check.max ?? 128) : 112
  const length = atoi(bits)
  if (!isIpv6(address)) return undefined
  return length >= (check.min ?? 0) && length <= maximum
    ? undefined
    : `${name}: /netbits must be between ${check.min} and ${maximum}, not '/${length}'`
}
