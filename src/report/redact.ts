import { leading, markedSecrets, position, type SourceFile, type Span } from '../text/index.ts'
import { SecretTables } from './secret-tables.ts'

/** What stands in the place of a secret, whatever its length. */
export const mask = '***'

/** OpenVPN blocks whose body is secret. */
const secretBlock =
  /^[ \t]*<(key|tls-auth|tls-crypt|tls-crypt-v2|secret|pkcs12|auth-user-pass|http-proxy-user-pass|auth-gen-token-secret)>/
const pemStart = /-----BEGIN [A-Z0-9 -]*(?:PRIVATE KEY|OpenVPN Static key V1|OpenVPN tls-crypt-v2 [a-z]+ key)-----/i

/** `scheme://user:password@`: what stands between the colon and the at sign. */
const urlPassword = /:\/\/([^\s/:@"';]{0,200}):([^\s/@"';]{1,200})@/g

const secretName =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|app|access|auth|encryption|private|secret|signing)[_-]?key|credentials?|authorization)(?:$|[_.-])/

/** Names with such a word whose value is a file, a switch or something else that is no secret. */
const harmless =
  /_file$|_(?:pass|hide|ignore)_|_pass$|^(?:server_tokens|auth-user-pass.*|auth-token-user|auth-gen-token.*)$/

const none: Span[] = []

const lineSecrets: readonly ((line: string) => Span[])[] = [
  urlPasswords,
  namedValues,
  literalHeaders,
  optionArguments,
  linksAndCookies,
]

interface Found {
  readonly spans: readonly Span[]
  /** How many were marked when the file was looked through. */
  readonly marked: number
}

const known = new WeakMap<SourceFile, Found>()

/** Where secrets stand in a text of any format, in order: key material, passwords, tokens. Linear. */
export function secrets(file: SourceFile): readonly Span[] {
  const marked = markedSecrets(file)
  const found = known.get(file)
  if (found && found.marked === marked.size) return found.spans
  const told = findSecrets(file.text)
  const spans = marked.size === 0 ? told : merged([...told, ...marked.values()])
  known.set(file, { spans, marked: marked.size })
  return spans
}

/** Lines are looked at by so many characters first: most hold no secret, nor do those beside them. */
const atOnce = 1000

function findSecrets(text: string): Span[] {
  const reader = new LineReader()
  for (let start = 0; start < text.length; ) {
    const end = behindLines(text, start)
    const lines = text.slice(start, end)
    if (reader.isInside || mayHold(lines)) reader.read(lines, start)
    start = end
  }
  return merged(reader.spans.filter(span => span.end > span.start))
}

/** Behind all whole lines of so many characters; one line where it is longer. */
function behindLines(text: string, start: number): number {
  const last = text.lastIndexOf('\n', start + atOnce)
  const end = last < start ? text.indexOf('\n', start + atOnce) : last
  return end === -1 ? text.length : end + 1
}

class LineReader {
  readonly spans: Span[] = []
  readonly #tables = new SecretTables(isSecretName)
  #until: string | undefined

  /** A block or table of secrets is open. */
  get isInside(): boolean {
    return this.#until !== undefined || this.#tables.inside
  }

  read(lines: string, offset: number): void {
    for (let start = 0; start < lines.length; ) {
      const next = lines.indexOf('\n', start)
      const end = next === -1 ? lines.length : next
      this.#line(lines.slice(start, end), offset + start)
      start = end + 1
    }
  }

  #line(line: string, start: number): void {
    if (this.#until !== undefined) {
      if (line.includes(this.#until)) this.#until = undefined
      else this.spans.push({ start, end: start + line.length })
    } else if (this.#tables.inside || mayHold(line)) {
      this.spans.push(...[...onLine(line), ...this.#tables.on(line.slice(0, longest))].map(span => move(span, start)))
      this.#until = opens(line)
    }
  }
}

/** Any word or mark without which none of the patterns below finds something: most lines are done after one look. */
const marks =
  /pass(?:\w|(?<!(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass))|pwd|sec(?:ret|ure_link_)|token|key|credential|authorization|b(?:earer|asic)|cookie|data:|-----begin/

const mayHold = (line: string): boolean =>
  line.length > longest ||
  line.includes('<') ||
  marks.test(line.toLowerCase()) ||
  (line.includes('://') && line.includes('@'))

/** Lines this long are no configuration: what a pattern would find in them is not worth its time. */
const longest = 8192

const move = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by })

function opens(line: string): string | undefined {
  const block = line.includes('<') ? secretBlock.exec(line.slice(0, longest)) : undefined
  if (block) return `</${block[1]}>`
  if (!line.includes('-----BEGIN')) return undefined
  return pemStart.test(line.slice(0, longest)) && !line.includes('-----END') ? '-----END' : undefined
}

function onLine(line: string): Span[] {
  if (line.length > longest) return [{ start: longest, end: line.length }, ...onLine(line.slice(0, longest))]
  return merged(lineSecrets.flatMap(find => find(line)))
}

function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else out.push(span)
  }
  return out
}

function urlPasswords(line: string): Span[] {
  if (!line.includes('://')) return none
  return [...line.matchAll(urlPassword)].map(found => {
    const end = found.index + found[0].length - 1
    return { start: end - (found[2] as string).length, end }
  })
}

const word = /[\w.-]{2,}/g
const assigned = /["'}]?[ \t]*(?:!?=|!?~\*?|:)[ \t]*["']?(?:(?:basic|bearer|token)[ \t]+)?([^\s"';,&)]+)/iy
const following = /["']?[ \t]+["']?(?:(?:basic|bearer|token)[ \t]+)?([^\s"';]+)/iy
/** Directives whose arguments are a name and its value. */
const takesName =
  /(?:^|[\s{;])(?:\w+_param|\w+_set_header|add_header|add_trailer|set|setenv|setenv-safe|env)[ \t]+["']?\$?$/
const noSecret = /^(?:[/.{$].*|on|off|is|data|none|default|true|false|yes|no|"")$/

/** Lines without any of these hold no named secret. */
const mayName = /pass|pwd|secret|token|key|credential|authorization/

/** Endings of files; what else has a point in it may be a secret. */
const fileName = /\.(?:key|psk|pem|crt|txt|conf|ovpn|ya?ml|json)$/i

const isSecretName = (name: string): boolean => mayName.test(name) && !harmless.test(name) && secretName.test(name)

/** `password=x`, `fastcgi_param DB_PASSWORD x`, `?token=x`. Paths and plain variables are no secrets. */
function namedValues(line: string): Span[] {
  if (!mayName.test(line.toLowerCase())) return none
  const spans: Span[] = []
  for (const { 0: name, index } of line.matchAll(word)) {
    if (name.length > 200 || !isSecretName(name.toLowerCase())) continue
    const end = index + name.length
    // `secret.conf:21:` is a place in a file, `bot_token:1102:…` a token.
    if (fileName.test(name) && /^:\d+:/.test(line.slice(end, end + 12))) continue
    const named = takesName.test(line.slice(Math.max(0, index - 60), index))
    const value = valueAt(assigned, line, end) ?? (named ? valueAt(following, line, end) : undefined)
    if (value && !noSecret.test(line.slice(value.start, value.end))) spans.push(value)
  }
  return spans
}

function valueAt(pattern: RegExp, line: string, at: number): Span | undefined {
  pattern.lastIndex = at
  const value = pattern.exec(line)?.[1]
  if (value === undefined) return undefined
  const start = pattern.lastIndex - value.length
  const quote = /["']/.test(line[start - 1] ?? '') ? line.indexOf(line[start - 1] as string, start) : -1
  return { start, end: Math.max(pattern.lastIndex, quote) }
}

const literalHeader =
  /\b(?:Bearer|Basic)[ \t]{1,20}([A-Za-z0-9+/=._~-]{6,4000})|ssl_certificate_key[ \t]{1,20}["']?data:([^"';]{1,8000})/g

const mayBeHeader = /Bearer|Basic|data:/

function literalHeaders(line: string): Span[] {
  if (!mayBeHeader.test(line)) return none
  return [...line.matchAll(literalHeader)].map(found => {
    const end = found.index + found[0].length
    return { start: end - (found[1] ?? found[2] ?? '').length, end }
  })
}

/**
 * `secret …`, `auth-user-pass NAME PASSWORD`: OpenVPN options whose arguments may be the secret. A name of a file, as
 * `secret` takes it, is none.
 */
const optionArgument =
  /^[ \t]*(?:secret[ \t]+(?!["']?[\w ./-]{1,200}\.(?:key|psk|pem|txt|conf)["']?(?:[ \t]|$))(\S.{0,4000})|auth-user-pass[ \t]+\S{1,400}[ \t]+(\S.{0,4000}))$/

function optionArguments(line: string): Span[] {
  if (!line.includes('secret') && !line.includes('auth-user-pass')) return none
  const found = optionArgument.exec(line.trimEnd())
  const value = found?.[1] ?? found?.[2]
  if (!found || value === undefined) return []
  return [{ start: found[0].length - value.length, end: found[0].length }]
}

/** The secret of signed links, whatever variables stand around it; cookies that a proxy sends on its own account. */
const linkOrCookie =
  /\b(?:secure_link_(?:md5|secret)[ \t]{1,20}|\w{1,40}_set_header[ \t]{1,20}["']?cookie["']?[ \t]{1,20})("[^"]{1,4000}"|'[^']{1,4000}'|[^\s;"']{1,4000})/gi

function linksAndCookies(line: string): Span[] {
  if (!/secure_link_|cookie/.test(line.toLowerCase())) return none
  return [...line.matchAll(linkOrCookie)].flatMap(found => {
    const value = found[1] as string
    const end = found.index + found[0].length
    const quoted = /^["']/.test(value) ? 1 : 0
    return /^["']?\$\w+["']?$/.test(value) ? [] : [{ start: end - value.length + quoted, end: end - quoted }]
  })
}

/** A part of a file with every secret replaced. */
export function redacted(file: SourceFile, { start, end }: Span): string {
  const parts: string[] = []
  let at = start
  const all = secrets(file)
  for (let nth = Math.max(0, leading(all, each => each.start < start) - 1); nth < all.length; nth++) {
    const secret = all[nth] as Span
    if (secret.start >= end) break
    if (secret.end <= start) continue
    parts.push(file.text.slice(at, Math.max(at, secret.start)), mask)
    at = Math.min(end, secret.end)
  }
  parts.push(file.text.slice(at, end))
  return parts.join('')
}

/** The secrets in a part of a file, as they are written. */
export function secretsWithin(file: SourceFile, { start, end }: Span): string[] {
  const all = secrets(file)
  const texts: string[] = []
  for (let at = leading(all, each => each.start < start); at < all.length && (all[at] as Span).end <= end; at++)
    texts.push(file.text.slice((all[at] as Span).start, (all[at] as Span).end))
  return texts
}

/** Lines of a file on which a secret stands, 0-based. */
export const secretLines = (file: SourceFile): ReadonlySet<number> =>
  new Set(secrets(file).map(({ start }) => position(file, start).line - 1))

/** Text that is not part of a file, such as a message or a line a fix would write. */
export const redactText = (text: string): string =>
  text.includes('\n') || mayHold(text) ? redactLoose({ path: '', text, encoding: 'utf8' }) : text
const redactLoose = (file: SourceFile): string => redacted(file, { start: 0, end: file.text.length })
