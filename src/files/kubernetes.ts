import type { Part, SourceFile, Span } from '../text/index.ts'

/** One mapping on the way down to where the reader stands, with the key that is open in it. */
interface Level {
  readonly column: number
  readonly object: { kind?: string; name?: string }
  key: string
}

/** A value that is text, and the levels it stands in, its own last. */
interface Scalar {
  readonly path: readonly Level[]
  /** Of a literal block (`key: |`) its content, of another value its key. */
  readonly start: number
  readonly end: number
  readonly literal: boolean
}

/** Keys of the controller's ConfigMap and annotations of Ingress objects: where ingress-nginx puts what they hold. */
const snippets: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'main-snippet': [],
    'http-snippet': ['http'],
    'server-snippet': ['http', 'server'],
    'location-snippet': ['http', 'server', 'location'],
    'configuration-snippet': ['http', 'server', 'location'],
    'auth-snippet': ['http', 'server', 'location'],
    'stream-snippet': ['stream'],
  }),
)

const annotation = /^(nginx\.ingress\.kubernetes\.io|nginx\.org)\/([a-z]+-snippets?)$/

/** What the image of ingress-nginx has beyond nginx itself. */
const controller = [
  'headers-more',
  'lua',
  'geoip2',
  'brotli',
  'modsecurity',
  'opentelemetry',
  'opentracing',
  'set-misc',
]

const known = new WeakMap<SourceFile, readonly SourceFile[]>()

export const isManifest = (path: string): boolean => /\.ya?ml$/.test(path)

/**
 * nginx configurations inside a manifest: literal block scalars under `data` of ConfigMaps, and the snippets of
 * ingress-nginx. Each is a file whose offsets are those of the manifest. Templates (Helm) are read like other text.
 */
export function partsOf(file: SourceFile): readonly SourceFile[] {
  const found = known.get(file)
  if (found) return found
  const parts = named(
    file,
    foundIn(file).filter(({ literal: read }) => read),
  )
  known.set(file, parts)
  return parts
}

const foundIn = ({ text }: SourceFile): Found[] =>
  /ConfigMap|-snippet/.test(text) ? scalars(text).flatMap(partAt) : []

/** Keys that by their names hold nginx configuration, in scalars whose characters are not those of the file. */
export const unreadKeys = (file: SourceFile): readonly Span[] =>
  foundIn(file).filter(({ literal: read, name, context }) => !read && (context || /nginx|\.conf$/.test(name)))

type Found = Pick<Part, 'name' | 'context' | 'modules'> & Omit<Scalar, 'path'> & { readonly owner: string }

function partAt({ path, ...span }: Scalar): Found[] {
  const at = path.findLastIndex(({ object }) => object.kind !== undefined)
  const { kind, name: owner = 'unnamed' } = path[at]?.object ?? {}
  const key = path.at(-1)?.key ?? ''
  const within = path.slice(at, -1).map(level => level.key)
  if (kind === 'ConfigMap' && within.join(' ') === 'data')
    return [
      { name: key, ...span, owner, context: snippets.get(key), ...(snippets.has(key) && { modules: controller }) },
    ]
  const [, maker, word = ''] = annotation.exec(key) ?? []
  const name = word.replace(/s$/, '')
  const context = snippets.get(name)
  if (!context || within.at(-1) !== 'annotations') return []
  return [{ name, ...span, owner, context, ...(maker !== 'nginx.org' && { modules: controller }) }]
}

/** Of several with the same key, each has the name of its object in front, else a number. */
function named(whole: SourceFile, parts: readonly Found[]): SourceFile[] {
  const counts = new Map<string, number>()
  for (const { name } of parts) counts.set(name, (counts.get(name) ?? 0) + 1)
  const numbers = new Map<string, number>()
  return parts.map(({ name: key, owner, start, end, context, modules }) => {
    const full = counts.get(key) === 1 ? key : `${owner}/${key}`
    const number = (numbers.get(full) ?? 0) + 1
    numbers.set(full, number)
    const name = number === 1 ? full : `${owner}-${number}/${key}`
    const { path, encoding } = whole
    const part: Part = { whole, start, name, context, ...(modules && { modules }) }
    return { path, encoding, text: whole.text.slice(0, end), part }
  })
}

/** `  - key: rest`, quotes around the key allowed. No blanks in keys: those of Kubernetes have none. */
const entry = /^( *(?:- +)*)(?:"([^"\s]+)"|'([^'\s]+)'|([^\s"'#:{[-][^\s:]*)):(?:[ \t]+(\S.*)?)?$/
const separator = /^(?:---|\.\.\.)(?:\s|$)/
const literal = /^\|[+-]?[1-9]?[+-]?[ \t]*(?:#.*)?$/

/** Reads a manifest line by line: mappings by their columns, and the block scalars in them. Linear. */
function scalars(text: string): Scalar[] {
  const found: Scalar[] = []
  const stack: Level[] = []
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at)
    const match = entry.exec(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (separator.test(line)) stack.length = 0
    const start = at
    at += line.length + 1
    if (!match) continue
    const [, lead = '', double, single, plain, rest = ''] = match
    step(stack, lead, (double ?? single ?? plain) as string)
    describe(stack, rest)
    if (!/^[|>"']/.test(rest)) continue
    const value = scalarAt(text, { column: lead.length, start, rest, next: at })
    if (value.end > value.start) found.push({ path: stack.map(level => ({ ...level })), ...value })
    if (/^[|>]/.test(rest)) at = Math.max(at, bodyEnd(text, at, { column: lead.length, rest }))
  }
  return found
}

interface Line {
  readonly column: number
  readonly start: number
  /** What follows the key, and where the next line begins. */
  readonly rest: string
  readonly next: number
}

function scalarAt(text: string, { column, start, rest, next }: Line): Omit<Scalar, 'path'> {
  if (literal.test(rest)) return { start: next, end: bodyEnd(text, next, { column, rest }), literal: true }
  return { start: start + column, end: start + lineAt(text, start).trimEnd().length, literal: false }
}

/** Goes to the mapping that a key stands in: by its column, and a dash begins a new one. */
function step(stack: Level[], lead: string, key: string): void {
  const column = lead.length
  const item = lead.includes('-')
  for (let top = stack.at(-1); top && (top.column > column || (item && top.column === column)); top = stack.at(-1))
    stack.pop()
  const top = stack.at(-1)
  if (top?.column === column) top.key = key
  else stack.push({ column, object: {}, key })
}

/** `kind:` says what a mapping is, `metadata: name:` how it is called. */
function describe(stack: readonly Level[], rest: string): void {
  const top = stack.at(-1)
  const outer = stack.at(-2)
  const comment = rest.indexOf(' #')
  const value = (comment === -1 ? rest : rest.slice(0, comment)).trim().replace(/^(["'])(.*)\1$/, '$2')
  if (top?.key === 'kind') top.object.kind = value
  if (top?.key === 'name' && outer?.key === 'metadata') outer.object.name = value
}

/** Behind the last line of a block scalar whose header ends before `from`: lines that are indented as its first one. */
function bodyEnd(text: string, from: number, { column, rest }: Pick<Line, 'column' | 'rest'>): number {
  const stated = Number(/^[|>][+-]?([1-9])/.exec(rest)?.[1] ?? 0)
  let indent = stated === 0 ? 0 : column + stated
  let end = from
  for (let at = from; at < text.length; ) {
    const line = lineAt(text, at)
    const blanks = line.search(/[^ \r]/)
    if (blanks !== -1) {
      if (indent === 0) indent = blanks
      if (blanks < indent || indent <= column) return end
      end = Math.min(text.length, at + line.length + 1)
    }
    at += line.length + 1
  }
  return end
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? text.length : end)
}
