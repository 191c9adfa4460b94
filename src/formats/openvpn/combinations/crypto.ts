import { compareVersions, parseVersion } from '../../../target/index.ts'
import { cipherKnown, readCipherList } from '../ciphers.ts'
import type { OptionLine } from '../model.ts'
import type { Situation } from '../situation.ts'
import { type Check, type Complaint, clash, refuse } from './complaint.ts'

/** Cipher lists, compression and TLS versions. */
export const cryptoChecks: readonly Check[] = [
  s => cipherList(s),
  s => appendedCipher(s),
  s => compressionRefused(s),
  s => versionsCross(s),
  s =>
    s.line('no-replay') && s.line('replay-window')
      ? clash(
          s,
          [s.line('no-replay'), s.line('replay-window')],
          "--replay-window doesn't make sense when replay protection is disabled with --no-replay",
        )
      : undefined,
  s =>
    clash(
      s,
      [s.line('verify-hash'), s.line('peer-fingerprint')],
      '--verify-hash and --peer-fingerprint are mutually exclusive',
    ),
]

const unsupported = (s: Situation): string =>
  s.since('2.6')
    ? '--data-ciphers list contains unsupported ciphers or is too long.'
    : 'NCP cipher list contains unsupported ciphers or is too long.'

const wrong = (at: OptionLine, detail: string): Complaint => ({ code: 'invalid-crypto-name', at, detail })

/** Providers may bring any cipher; then nothing can be said. */
const legacyProvider = (s: Situation): boolean => s.line('providers') !== undefined || s.line('engine') !== undefined

function cipherList(s: Situation): Complaint | undefined {
  const line = s.line(s.since('2.5') ? 'data-ciphers' : 'ncp-ciphers')
  if (!line || legacyProvider(s)) return undefined
  return readCipherList(line.params[0] ?? '', s.target).names ? undefined : wrong(line, unsupported(s))
}

/** 2.5 appends `cipher` to the list; later ones only when they imitate an older release. */
function appendedCipher(s: Situation): Complaint | undefined {
  const line = s.line('cipher')
  if (legacyProvider(s) || !s.since('2.5') || !(s.pulls || s.server || s.since('2.6'))) return undefined
  const compat = s.line('compat-mode')
  const imitated = compat && parseVersion(compat.params[0] ?? '')
  if (s.since('2.6') && !(imitated && compareVersions(imitated, [2, 5]) < 0)) return undefined
  const before24 = imitated !== undefined && compareVersions(imitated, [2, 4]) < 0
  const name = line?.params[0] ?? (before24 ? 'BF-CBC' : undefined)
  const at = line ?? compat
  if (name === undefined || !at || name === 'none') return undefined
  return cipherKnown(name.toUpperCase(), s.target.openssl) ? undefined : wrong(at, unsupported(s))
}

const realCompression = (line: OptionLine | undefined): boolean => {
  const how = line?.params[0]
  if (line?.name === 'comp-lzo') return how !== 'no'
  return line !== undefined && (how === 'lzo' || how === 'lz4' || how === 'lz4-v2')
}

function compressionRefused(s: Situation): Complaint | undefined {
  const allow = s.byName.get('allow-compression') ?? []
  const off = allow.find(line => line.params[0] === 'no')
  if (!off) return undefined
  const again = allow.slice(allow.indexOf(off) + 1).find(line => line.params[0] !== 'no')
  if (again) return refuse(again, `Cannot set allow-compression to '${again.params[0]}' after set to 'no'`)
  // The check is made when the line is read, over what stood before it, and again at the end.
  const all = [...(s.byName.get('comp-lzo') ?? []), ...(s.byName.get('compress') ?? [])]
  const before = latest(
    s,
    all.filter(line => s.later(off, line) === off),
  )
  const decides = latest(s, all)
  const bad = [before, decides].find(line => realCompression(line) || migratesEarly(s, line))
  return clash(s, [off, bad], "'--allow-compression no' conflicts with enabling compression")
}

const latest = (s: Situation, lines: readonly OptionLine[]): OptionLine | undefined =>
  lines.reduce<OptionLine | undefined>((last, line) => (last ? s.later(last, line) : line), undefined)

const migratesEarly = (s: Situation, line: OptionLine | undefined): boolean =>
  line?.params[0] === 'migrate' && !s.since('2.6')

function versionsCross(s: Situation): Complaint | undefined {
  const [minimum, maximum] = [s.line('tls-version-min'), s.line('tls-version-max')]
  const high = maximum?.params[0]
  const low = minimum?.params[1] === 'or-highest' && (minimum.params[0] ?? '') > '1.3' ? '1.3' : minimum?.params[0]
  if (low === undefined || high === undefined || low <= high) return undefined
  return clash(s, [minimum, maximum], '--tls-version-min bigger than --tls-version-max')
}
