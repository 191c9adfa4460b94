import { insetIn } from '../scalar/index.ts'
import type { Key } from '../texts/text.ts'
import { readManifest } from './block.ts'
import { type Found, keeping, makesFile } from './level.ts'
import { valuesIn } from './values.ts'

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

/** Most YAML and JSON holds none of ours: it is not read any further. */
const holdsFiles = (text: string): boolean =>
  /ConfigMap|-snippet/.test(text) ||
  (/\b(?:write_files|copy|blockinfile|configs)["']?:/.test(text) && /\b(?:content|block)["']?:/.test(text))

/** In a manifest, in their order. */
export function keysInYaml(text: string): Key[] {
  const found: Found[] = []
  if (holdsFiles(text)) readManifest(text, keeping(found))
  const keys = found.flatMap(each => keyAt(text, each))
  const known = new Set(keys.map(({ at }) => at))
  return [...keys, ...valuesIn(text).flatMap(each => (known.has(each.at) ? [] : [valueAt(text, each)]))]
}

function keyAt(source: string, { path, at, scalar }: Found): Key[] {
  const inset = scalar && insetIn(source, scalar)
  return makesFile(path) ? fileAt(path, { at, inset }) : inObject(path, { at, inset })
}

/** Called as its key is; what includes it, and where it lies then, is not in the file. */
const valueAt = (source: string, { path, at, scalar }: Found): Key => ({
  ...{ name: path.at(-1)?.key ?? '', owner: path.at(-2)?.key ?? 'values', context: undefined, at },
  inset: scalar && insetIn(source, scalar),
})

type Held = Pick<Key, 'at' | 'inset'>

/** Its name is its place on the host; of a config of Docker Compose what the config is called. */
function fileAt(path: Found['path'], { at, inset }: Held): Key[] {
  const { place, coded } = path.at(-1)?.object ?? {}
  const name = (place ?? path.at(-2)?.key ?? '').replace(/^\/+/, '')
  const read = coded ? undefined : inset
  return [{ name, at, inset: read, owner: 'file', context: undefined, ...(place && { placed: true }) }]
}

function inObject(path: Found['path'], value: Held): Key[] {
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
