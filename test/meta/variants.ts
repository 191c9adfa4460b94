import { readTree } from '../../src/formats/nginx/read.ts'
import { applyEdits, decode, type Edit, type Span } from '../../src/text/index.ts'
import { type Directive, isDirective } from '../../src/tree/index.ts'

export type Files = Readonly<Record<string, string>>

export const main = 'etc/nginx/nginx.conf'

const inside = (directive: Directive | undefined, ...names: readonly string[]): Directive[] =>
  (directive?.block?.nodes ?? []).filter(isDirective).filter(({ name }) => names.includes(name.value))

function serversOf(text: string): Directive[] {
  const http = readTree(decode(main, text))
    .nodes.filter(isDirective)
    .find(({ name }) => name.value === 'http')
  return inside(http, 'server')
}

const at = (span: Span, text: string): Edit => ({ path: main, span, text })

const body = ({ block }: Directive): Span => ({ start: (block?.span.start ?? 0) + 1, end: (block?.span.end ?? 1) - 1 })

/** A name that no other server has. */
function renamed(name: string, nth: number): string {
  if (name.startsWith('~') || name.includes('$')) return `s${nth}.pattern.example.net`
  if (name === '_' || name === '') return `s${nth}.any.example.net`
  return name.replace(/^(\*\.|\.)?/, wildcard => `${wildcard}s${nth}`)
}

/** The server once more: on the same sockets, with other names. */
function copy(text: string, server: Directive, nth: number): string {
  const names = inside(server, 'server_name').map(one =>
    at(one.span, `server_name ${one.args.map(({ value }) => renamed(value, nth)).join(' ')};`),
  )
  const first = body(server).start
  const named = names.length > 0 ? names : [at({ start: first, end: first }, ` server_name s${nth}.example.net;`)]
  // What belongs to the socket is written once.
  const listens = inside(server, 'listen').map(one => {
    const kept = one.args.filter(({ raw }, word) => word === 0 || /^(?:ssl|quic|http2|proxy_protocol)$/.test(raw))
    return at(one.span, `listen ${kept.map(({ raw }) => raw).join(' ')};`)
  })
  const whole = { start: server.span.start, end: server.span.end + text.length }
  const edited = applyEdits(text, [...named, ...listens])
  return edited.slice(whole.start, whole.end + edited.length - 2 * text.length)
}

/** Every server `times` times. */
const repeated = (text: string, times: number): string =>
  applyEdits(
    text,
    serversOf(text).map(server => {
      const copies = Array.from({ length: times - 1 }, (_, nth) => `\n    ${copy(text, server, nth + 2)}`)
      return at({ start: server.span.end, end: server.span.end }, copies.join(''))
    }),
  )

/** Parts of a text moved into snippets, where there are any; then every server twice, so that two include each. */
function shared(text: string, parts: readonly (readonly Span[])[]): Files | undefined {
  const moved = parts.filter(spans => spans.some(({ start, end }) => text.slice(start, end).trim() !== ''))
  if (moved.length === 0) return undefined
  const files: Record<string, string> = {}
  const edits = moved.flatMap((spans, nth) => {
    const name = `snippets/${nth}.conf`
    files[`etc/nginx/${name}`] = spans.map(({ start, end }) => `${text.slice(start, end).trim()}\n`).join('')
    return spans.map((span, order) => at(span, order === 0 ? `\n include ${name};\n` : ''))
  })
  return { [main]: repeated(applyEdits(text, edits), 2), ...files }
}

/** What stands in a server beside its sockets and names. */
function bodyParts(server: Directive): Span[] {
  const spans: Span[] = []
  let { start, end } = body(server)
  for (const { span } of inside(server, 'listen', 'server_name')) {
    spans.push({ start, end: span.start })
    start = span.end
  }
  end = Math.max(start, end)
  return [...spans, { start, end }].filter(span => span.end > span.start)
}

const spanOf = ({ span }: Directive): Span => span

/** The same settings for several servers, written in the ways that hosts write them. */
export function variantsOf(text: string): readonly (readonly [name: string, files: Files])[] {
  const servers = serversOf(text)
  if (servers.length === 0) return []
  const locations = servers.map(server => inside(server, 'location'))
  const twice = repeated(text, 2)
  const each = serversOf(twice)
  const apart = {
    [main]: applyEdits(
      twice,
      each.map(({ span }, nth) => at(span, nth === 0 ? 'include conf.d/*.conf;' : '')),
    ),
    ...Object.fromEntries(
      each.map(({ span }, nth) => [`etc/nginx/conf.d/${nth}.conf`, `${twice.slice(span.start, span.end)}\n`]),
    ),
  }
  const found: readonly (readonly [string, Files | undefined])[] = [
    ['twice', { [main]: twice }],
    ['three times', { [main]: repeated(text, 3) }],
    ['a file for each server', apart],
    ['servers that share their body', shared(text, servers.map(bodyParts))],
    [
      'servers that share their locations',
      shared(
        text,
        locations.map(own => own.map(spanOf)),
      ),
    ],
    [
      'locations that share their body',
      shared(
        text,
        locations.flat().map(one => [body(one)]),
      ),
    ],
  ]
  return found.flatMap(([name, files]) => (files ? [[name, files] as const] : []))
}
