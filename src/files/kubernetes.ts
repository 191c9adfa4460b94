import type { Part, SourceFile } from '../text/index.ts'

/** One mapping on the way down to where the reader stands, with the key that is open in it. */
interface Level {
  readonly column: number
  readonly object: { kind?: string; name?: string }
  key: string
}

/** A literal block scalar (`key: |`): where its content lies, and the levels it stands in, its own last. */
interface Scalar {
  readonly path: readonly Level[]
  readonly start: number
  readonly end: number
}

/** Keys of the controller's ConfigMap and annotations of Ingress objects: where ingress-nginx puts what they hold. */
const snippets: Readonly<Record<string, readonly string[]>> = {
  'main-snippet': [],
  'http-snippet': ['http'],
  'server-snippet': ['http', 'server'],
  'location-snippet': ['http', 'server', 'location'],
  'configuration-snippet': ['http', 'server', 'location'],
  'auth-snippet': ['http', 'server', 'location'],
  'stream-snippet': ['stream'],
}

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
  const parts = /ConfigMap|-snippet/.test(file.text) ? named(file, scalars(file.text).flatMap(partAt)) : []
  known.set(file, parts)
  return parts
}

type Found = Pick<Part, 'name' | 'start' | 'context' | 'modules'> & { readonly end: number; readonly owner: string }

function partAt({ path, start, end }: Scalar): Found[] {
  const at = path.findLastIndex(({ object }) => object.kind !== undefined)
  const { kind, name: owner = 'unnamed' } = path[at]?.object ?? {}
  const key = path.at(-1)?.key ?? ''
  const within = path.slice(at, -1).map(level => level.key)
  if (kind === 'ConfigMap' && within.join(' ') === 'data')
    return [{ name: key, start, end, owner, context: snippets[key], ...(snippets[key] && { modules: controller }) }]
  const [, maker, word = ''] = annotation.exec(key) ?? []
  const name = word.replace(/s$/, '')
  const context = snippets[name]
  if (!context || within.at(-1) !== 'annotations') return []
  return [{ name, start, end, owner, context, ...(maker !== 'nginx.org' && { modules: controller }) }]
}

/** Of several with the same key, each has the name of its object in front, else a number. */
function named(whole: SourceFile, parts: readonly Found[]): SourceFile[] {
  const counts = new Map<string, number>()
  for (const { name } of parts) counts.set(name, (counts.get(name) ?? 0) + 1)
  const taken = new Set<string>()
  return parts.map(({ name: key, owner, end, ...found }) => {
    let name = counts.get(key) === 1 ? key : `${owner}/${key}`
    for (let number = 2; taken.has(name); number++) name = `${owner}-${number}/${key}`
    taken.add(name)
    const { path, encoding } = whole
    return { path, encoding, text: whole.text.slice(0, end), part: { whole, ...found, name } }
  })
}

/** `  - key: rest`, quotes around the key allowed. No blanks in keys: those of Kubernetes have none. */
const entry = /^( *(?:- +)*)(?:"([^"\s]+)"|'([^'\s]+)'|([^\s"'#:{[-][^\s:]*)):(?:[ \t]+(\S.*)?)?$/
const separator = /^(?:---|\.\.\.)(?:\s|$)/
const literal = /^\|[+-]?([1-9])?[+-]?[ \t]*(?:#.*)?$/

/** Reads a manifest line by line: mappings by their columns, and the block scalars in them. Linear. */
function scalars(text: string): Scalar[] {
  const found: Scalar[] = []
  const stack: Level[] = []
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at)
    const match = entry.exec(line.endsWith('\r') ? line.slice(0, -1) : line)
    at += line.length + 1
    if (separator.test(line)) stack.length = 0
    if (!match) continue
    const [, lead = '', double, single, plain, rest = ''] = match
    step(stack, lead, (double ?? single ?? plain) as string)
    describe(stack, rest)
    if (!/^[|>]/.test(rest)) continue
    const block = literal.exec(rest)
    const end = bodyEnd(text, at, { column: lead.length, stated: Number(block?.[1] ?? 0) })
    if (block && end > at) found.push({ path: stack.map(level => ({ ...level })), start: at, end })
    at = Math.max(at, end)
  }
  return found
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
  const value = rest
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/\s+#.*$/, '')
    .trim()
  if (top?.key === 'kind') top.object.kind = value
  if (top?.key === 'name' && outer?.key === 'metadata') outer.object.name = value
}

/** Behind the last line of a block scalar whose header ends before `from`: lines that are indented as its first one. */
function bodyEnd(text: string, from: number, header: { readonly column: number; readonly stated: number }): number {
  let indent = header.stated === 0 ? 0 : header.column + header.stated
  let end = from
  for (let at = from; at < text.length; ) {
    const line = lineAt(text, at)
    const blanks = line.search(/[^ \r]/)
    if (blanks !== -1) {
      if (indent === 0) indent = blanks
      if (blanks < indent || indent <= header.column) return end
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
