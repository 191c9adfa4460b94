import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { samplesOf } from '../../formats/nginx/regex/variants.ts'

/** A pattern that somebody wrote to accept a few hosts. */
export interface HostPattern {
  readonly pattern: string
  readonly ignoreCase: boolean
  /** What it is run on. */
  readonly header: 'origin' | 'referer' | 'host'
  /** It is run on what stands behind `https://`. */
  readonly behindScheme?: true
}

export interface Weakness {
  /**
   * `dot`: a dot that stands for any character; `end` and `start`: no anchor there; `scheme`: only strange schemes;
   * `shape`: no scheme at all, or a path, which no origin has.
   */
  readonly kind: 'dot' | 'end' | 'start' | 'scheme' | 'shape' | 'insecure'
  /** A value that is accepted. */
  readonly value: string
}

/** Suffixes under which names are registered one level deeper. */
const deeper = /(?:^|\.)(?:co|com|net|org|gov|edu|ac)\.[a-z]{2}$/

/** The part of a host name that somebody registers: `example.com`, `example.co.uk`. */
export function registered(host: string): string {
  const labels = host
    .toLowerCase()
    .split('.')
    .filter(label => label !== '')
  return labels.slice(deeper.test(labels.slice(-2).join('.')) ? -3 : -2).join('.')
}

interface Url {
  readonly scheme: string
  readonly host: string
  readonly rest: string
}

/** `https://app.example.com:8443/x`; an Origin has nothing behind the port. */
function readUrl(text: string, header: HostPattern['header']): Url | undefined {
  const found = /^(https?:\/\/)?([a-z0-9_.-]+)(?::\d{1,5})?(\/.*)?$/i.exec(text)
  if (!found || (header !== 'host' && !found[1]) || (header === 'origin' && found[3])) return undefined
  return { scheme: found[1] ?? '', host: found[2] as string, rest: found[3] ?? '' }
}

/** Which host the pattern means: that of its plainest text. */
export function intended({ pattern, ignoreCase }: HostPattern): readonly string[] | undefined {
  const texts = samplesOf(pattern, ignoreCase, '.')
  return texts?.flatMap(text => {
    const host = /^(?:https?:?\/\/|:?\/\/)?([a-z0-9_.-]*[a-z0-9])/i.exec(text)?.[1]
    return host && /[a-z0-9]\.[a-z]{2,}$/i.test(host) ? [host] : []
  })
}

interface Question {
  readonly trusted: (host: string) => boolean
  /** Is plaintext http a weakness too? */
  readonly httpsOnly: boolean
}

/** A value the pattern accepts although its host is none of those that are trusted. */
export function weaknessOf(target: HostPattern, { trusted, httpsOnly }: Question): Weakness | undefined {
  const read = (text: string): string => (target.behindScheme ? text.replace(/^https?:\/\//, '') : text)
  const accepts = (text: string): boolean => Boolean(matchRegex(target.pattern, read(text), target.ignoreCase))
  const foreign = (text: string): boolean => {
    const url = readUrl(text, target.header)
    return url !== undefined && accepts(text) && !trusted(url.host)
  }
  for (const [kind, value] of candidates(target)) if (foreign(value)) return { kind, value }
  const strange = plainTexts(target).find(text => /^https?:\/\//.test(text) && accepts(`x${text}`))
  if (target.header === 'origin' && strange) return { kind: 'scheme', value: `x${strange}` }
  const shaped = target.header === 'origin' && target.pattern.startsWith('^') ? misshapen(target, accepts) : undefined
  if (shaped !== undefined) return { kind: 'shape', value: shaped }
  const insecure = httpsOnly ? (intended(target) ?? []).map(host => `http://${host}`).find(accepts) : undefined
  return insecure === undefined ? undefined : { kind: 'insecure', value: insecure }
}

/** `^(https?://)?app\.example\.com$`, `^https://app\.example\.com(/.*)?$`: more than the origin that is meant. */
const misshapen = (target: HostPattern, accepts: (text: string) => boolean): string | undefined =>
  (intended(target) ?? [])
    .filter(host => accepts(`https://${host}`) || accepts(`http://${host}`))
    .flatMap(host => [host, `https://${host}/x`])
    .find(accepts)

const plainTexts = ({ pattern, ignoreCase }: HostPattern): readonly string[] =>
  samplesOf(pattern, ignoreCase, '.') ?? []

function* candidates(target: HostPattern): Generator<readonly [Weakness['kind'], string]> {
  const { pattern, ignoreCase, header } = target
  const scheme = header === 'host' ? '' : 'https://'
  const withScheme = (text: string): string => (/^https?:\/\//.test(text) ? text : scheme + text.replace(/^:?\/*/, ''))
  const plain = plainTexts(target).map(withScheme)
  const stop = header === 'referer' ? '/' : ''
  for (const text of plain) {
    const bare = withoutSlashes(text)
    yield ['end', `${bare}.attacker.example${stop}`]
    yield ['end', `${bare}attacker.example${stop}`]
    const host = bare.replace(/^https?:\/\//, '').replace(/^\.+/, '')
    yield ['start', `${scheme}attacker${host}${stop}`]
    yield ['start', `${scheme}attacker-${host}${stop}`]
    if (header === 'referer') yield ['start', `https://attacker.example/${text}${stop}`]
  }
  for (const text of plain)
    for (let at = text.indexOf('.'); at !== -1 && at < text.lastIndexOf('.'); at = text.indexOf('.', at + 1))
      yield ['dot', `${text.slice(0, at)}x${text.slice(at + 1)}`]
  for (const text of samplesOf(pattern, ignoreCase, 'x') ?? []) yield ['dot', withScheme(text)]
}

function withoutSlashes(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '/') end--
  return text.slice(0, end)
}
