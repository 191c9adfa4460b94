import { type Edit, leading, lineSpan, type Part, position, type SourceFile, type Span } from '../text/index.ts'
import { readManifest } from './manifest/block.ts'
import { type Found, makesFile } from './manifest/level.ts'
import { type Scalar, writeInto } from './scalar/index.ts'

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

/** `user-data` is what cloud-init calls its file. */
export const isManifest = (path: string): boolean =>
  path.endsWith('.yaml') || path.endsWith('.yml') || path.endsWith('.json') || /(?:^|\/)user-data$/.test(path)

/** A path inside a manifest: the file, and what stands behind it. */
export const insideManifest = (path: string): RegExpExecArray | null =>
  path.includes('.y') || path.includes('.json') || path.includes('user-data')
    ? /^((?:.*\/)?user-data(?=\/|$)|.*?\.(?:ya?ml|json))(?:\/(.+))?$/.exec(path)
    : null

/**
 * Configurations inside a manifest: values under `data` of ConfigMaps, the snippets of ingress-nginx, and files that
 * cloud-init, Ansible and Docker Compose write, however they are written. Templates (Helm) are read like other text. Offsets of such a file lie behind those of the manifest,
 * in no other part: `inWhole` and `writtenIn` lead back.
 */
export function partsOf(file: SourceFile): readonly SourceFile[] {
  const found = known.get(file)
  if (found) return found
  const parts = laidOut(file, named(keysIn(file)))
  known.set(file, parts)
  return parts
}

/** Most YAML and JSON holds none of ours: it is not read any further. */
const holdsFiles = (text: string): boolean =>
  /ConfigMap|-snippet/.test(text) ||
  (/\b(?:write_files|copy|blockinfile|configs)["']?:/.test(text) && /\b(?:content|block)["']?:/.test(text))

const keysIn = ({ text }: SourceFile): Key[] => (holdsFiles(text) ? readManifest(text).flatMap(keyAt) : [])

/** Keys that by their names hold nginx configuration, whose values are not in the manifest or no scalars. */
export const unreadKeys = (file: SourceFile): readonly Span[] =>
  keysIn(file)
    .filter(({ scalar, name, context }) => !scalar && (context || /nginx|\.(?:conf|ovpn)$/.test(name)))
    .map(({ at }) => ({ start: at, end: lineSpan(file, position(file, at).line).end }))

/** The edit as one of the manifest; undefined when the style of the scalar cannot hold it. Other edits stay as they are. */
export function writtenIn(file: SourceFile, edit: Edit): Edit | undefined {
  if (edit.span.start <= file.text.length) return edit
  const part = partAt(partsOf(file), edit.span.start)
  const written = part?.inlay?.write(edit.span, edit.text)
  return written && { path: edit.path, ...written }
}

/** The style of the scalar that holds an offset of a part. */
export const styleAt = (file: SourceFile, offset: number): string | undefined =>
  partAt(partsOf(file), offset)?.inlay?.style

/** The last part that begins at or before an offset. */
const partAt = (parts: readonly SourceFile[], offset: number): Part | undefined =>
  parts[
    Math.max(
      1,
      leading(parts, each => (each.part?.start ?? 0) <= offset),
    ) - 1
  ]?.part

type Key = Pick<Part, 'name' | 'context' | 'modules' | 'placed'> & Omit<Found, 'path'> & { readonly owner: string }

function keyAt({ path, ...value }: Found): Key[] {
  return makesFile(path) ? fileAt(path, value) : inObject(path, value)
}

/** Its name is its place on the host; of a config of Docker Compose what the config is called. */
function fileAt(path: Found['path'], { at, scalar }: Omit<Found, 'path'>): Key[] {
  const { place, coded } = path.at(-1)?.object ?? {}
  const name = (place ?? path.at(-2)?.key ?? '').replace(/^\/+/, '')
  const read = coded ? undefined : scalar
  return [{ name, at, scalar: read, owner: 'file', context: undefined, ...(place && { placed: true }) }]
}

function inObject(path: Found['path'], value: Omit<Found, 'path'>): Key[] {
  const at = path.findLastIndex(({ object }) => object.kind !== undefined)
  const { kind, name: owner = 'unnamed' } = path[at]?.object ?? {}
  const key = path.at(-1)?.key ?? ''
  const within = path.slice(at, -1).map(level => level.key)
  if (kind === 'ConfigMap' && within.join(' ') === 'data')
    return [
      { name: key, ...value, owner, context: snippets.get(key), ...(snippets.has(key) && { modules: controller }) },
    ]
  const [, maker, word = ''] = annotation.exec(key) ?? []
  const name = word.replace(/s$/, '')
  const context = snippets.get(name)
  if (!context || within.at(-1) !== 'annotations') return []
  return [{ name, ...value, owner, context, ...(maker !== 'nginx.org' && { modules: controller }) }]
}

interface Named {
  readonly part: Omit<Part, 'whole' | 'start' | 'inlay'>
  readonly scalar: Scalar
}

/** Of several with the same key, each has the name of its object in front, else a number. */
function named(keys: readonly Key[]): Named[] {
  const texts = keys.filter(isText)
  const counts = new Map<string, number>()
  for (const { name } of texts) counts.set(name, (counts.get(name) ?? 0) + 1)
  const numbers = new Map<string, number>()
  return texts.map(({ name: key, owner, scalar, context, modules, placed }) => {
    const full = counts.get(key) === 1 ? key : `${owner}/${key}`
    const number = (numbers.get(full) ?? 0) + 1
    numbers.set(full, number)
    const name = number === 1 ? full : `${owner}-${number}/${key}`
    return { part: { name, context, ...(modules && { modules }), ...(placed && { placed }) }, scalar }
  })
}

/** Blocks are texts; of what stands on a line only what has the marks of a configuration is, not `debug: "true"`. */
const isText = (key: Key): key is Key & { readonly scalar: Scalar } =>
  key.scalar !== undefined &&
  key.scalar.value.text !== '' &&
  (key.scalar.style === 'literal' || key.context !== undefined || /[;{]|\n./.test(key.scalar.value.text))

/** One text holds the manifest and, line by line behind it, the values: those of all parts are pieces of it. */
function laidOut(whole: SourceFile, parts: readonly Named[]): SourceFile[] {
  const text = [whole.text, ...parts.map(({ scalar }) => scalar.value.text)].join('\n')
  const { path, encoding } = whole
  let start = whole.text.length + 1
  return parts.map(({ part, scalar }) => {
    const own = start
    const end = own + scalar.value.text.length
    start = end + 1
    const inlay: Part['inlay'] = {
      style: scalar.style,
      at: offset => scalar.value.at(offset - own),
      write: (span, replacement) =>
        writeInto(whole.text, scalar, { span: { start: span.start - own, end: span.end - own }, text: replacement }),
    }
    return { path, encoding, text: text.slice(0, end), part: { whole, start: own, ...part, inlay } }
  })
}
