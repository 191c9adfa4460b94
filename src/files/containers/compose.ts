import type { SourceFile } from '../../text/index.ts'
import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { type Written, withExtended, writtenIn } from './compose-extends.ts'
import { filledIn, isLoopback, type Port, portOf } from './compose-port.ts'
import { type Container, type Mount, type Published, type ReachedBy, widest } from './container.ts'
import { once } from './once.ts'
import { below, isLeaf, type Mapping, pairsAt, textAt, textsAt, type Value } from './values.ts'

/** A service of a Compose file. */
export interface Service {
  readonly container: Container
  /** What its images are built from. */
  readonly builds: readonly Build[]
}

interface Build {
  readonly context: string
  readonly dockerfile: string
}

/** The file that is read where none is named, the one that then adds to it, and others, one for each stage. */
type Part = 'base' | 'override' | 'stage'

const partOf = ({ main: file }: Written): Part =>
  /compose\.ya?ml$/.test(file.path) ? 'base' : /\.override\.ya?ml$/.test(file.path) ? 'override' : 'stage'

/** What each of its files says of a service, and what that extends. */
interface Composed {
  readonly base: readonly Written[][]
  readonly override: readonly Written[][]
  readonly stage: readonly Written[][]
}

/**
 * The services of the Compose files of a folder (Compose specification, "services"). What an override file says of a service
 * is added to what the other file says (Compose, "merge"), and so is what a file for one stage says.
 */
export function servicesIn(files: readonly SourceFile[], folder: string, store: FileStore): Service[] {
  const read = once((path: string) => {
    const entry = store.read(path)
    return isUnreadable(entry) ? undefined : entry
  })
  const services = new Map<string, Record<Part, Written[][]>>()
  for (const each of files.flatMap(file => [...writtenIn(file, folder)])) {
    const found = services.get(each.name) ?? { base: [], override: [], stage: [] }
    found[partOf(each)].push(withExtended(each, read))
    services.set(each.name, found)
  }
  return [...services.values()].flatMap(({ base, ...more }) =>
    (base.length === 0 ? [[]] : base.map(each => [each])).flatMap(one => service({ base: one, ...more })),
  )
}

/** What the last of the files that say anything says. */
function last<Value>(all: readonly Written[], ask: (each: Written) => readonly Value[]): readonly Value[] {
  return all.map(ask).findLast(found => found.length > 0) ?? []
}

function service({ base, override, stage }: Composed): Service[] {
  const read = [[...base, ...override].flat(), ...stage]
  const all = read.flat()
  const main = [...base, ...override, ...stage][0]?.at(-1)
  if (!main) return []
  return [
    {
      container: {
        name: `service ${main.name}`,
        path: main.file.path,
        run: true,
        images: last(all, ({ own }) => textsAt(own, 'image')).map(filledIn),
        mounts: read.flatMap(mountsOf),
        reach: port => widest(waysTo(port, all)),
      },
      builds: read.flatMap(buildOf),
    },
  ]
}

/** What files that are read together put there: the last of each place. */
function mountsOf(read: readonly Written[]): Mount[] {
  const volumes = read.flatMap(each => below(each.own, 'volumes').flatMap(entry => volume(entry, each.folder)))
  const configs = read.flatMap(each => below(each.own, 'configs').flatMap(entry => config(entry, each)))
  return [...new Map(volumes.map(each => [each.target, each])).values(), ...configs]
}

const inStore = (path: string, folder: string): string => (path.startsWith('/') ? path : join(folder, path))

/** `./nginx:/etc/nginx:ro`, or its parts by name. A named volume is none of the store's. */
function volume(entry: Value, folder: string): Mount[] {
  const [source = '', target = ''] = isLeaf(entry)
    ? filledIn(entry.text).split(':')
    : [filledIn(textAt(entry, 'source') ?? ''), textAt(entry, 'target')]
  return /^[./]/.test(source) ? [{ place: inStore(source, folder), target }] : []
}

/** A configuration that is a file beside the Compose file, or a text in it. */
function config(entry: Value, { main, document }: Written): Mount[] {
  const name = isLeaf(entry) ? entry.text : (textAt(entry, 'source') ?? '')
  const target = textAt(entry, 'target') ?? `/${name}`
  const files = textsAt(document, 'configs', name, 'file').map(path => inStore(filledIn(path), dirname(main.path)))
  return [...files, `${main.path}/${name}`].map(place => ({ place, target }))
}

/** What files that are read together build it from: the last of each part. */
function buildOf(read: readonly Written[]): Build[] {
  const builds = read.filter(({ own }) => below(own, 'build').length > 0)
  if (builds.length === 0) return []
  const contexts = builds.flatMap(({ own, folder }) =>
    [...textsAt(own, 'build'), ...textsAt(own, 'build', 'context')].map(path => join(folder, path)),
  )
  const context = contexts.at(-1) ?? builds[0]?.folder ?? '.'
  const dockerfile = builds.flatMap(({ own }) => textsAt(own, 'build', 'dockerfile')).at(-1)
  return [{ context, dockerfile: join(context, dockerfile ?? 'Dockerfile') }]
}

const way = (by: ReachedBy, { file }: Written, { span }: Value): Published => ({ by, at: { file, span } })

/** What a service takes from where nobody can look may publish any port. */
const unread = ({ own, lost }: Written): readonly Value[] => [...below(own, '<<'), ...(lost ? [lost] : [])]

function waysTo(port: number, all: readonly Written[]): Published[] {
  const network = last(all, each => below(each.own, 'network_mode').map(value => ({ each, value })))
  const onHost = network.filter(({ value }) => isLeaf(value) && value.text === 'host')
  return [
    ...all.flatMap(each => unread(each).map(value => way('everyone', each, value))),
    ...onHost.map(({ each, value }) => way('everyone', each, value)),
    ...all.flatMap(each => below(each.own, 'ports').flatMap(entry => opened(port, each, entry))),
    ...terminators.flatMap(([key, ends]) => ended(all, key, ends)),
  ]
}

function opened(port: number, each: Written, entry: Value): Published[] {
  const by = openedTo(port, portOf(entry))
  return by ? [way(by, each, isLeaf(entry) ? entry : (below(entry, 'target')[0] ?? entry))] : []
}

/** The last value of each key counts. */
function ended(all: readonly Written[], key: string, ends: (pair: Pair) => boolean): Published[] {
  const pairs = new Map(all.flatMap(each => pairsOf(each.own, key).map(([name, value]) => [name, { each, value }])))
  const found = [...pairs].find(([name, { value }]) => ends([name, value]))?.[1].each
  const [place] = found ? below(found.own, key) : []
  return found && place ? [way('terminator', found, place)] : []
}

/** A number that is not in the file may be this one. */
function openedTo(port: number, opened: Port | undefined): ReachedBy | undefined {
  if (opened && (opened.protocol !== 'tcp' || port < opened.first || port > opened.last)) return undefined
  return isLoopback(opened?.host) ? 'machine' : 'everyone'
}

type Pair = readonly [key: string, value: string]

/** By which key a service says that TLS ends in front of it: to Traefik, and to the companion of nginx-proxy. */
const terminators: readonly (readonly [string, (pair: Pair) => boolean])[] = [
  [
    'labels',
    ([key, value]) => /^traefik\.http\.routers\.[^.]+\.tls(?:\.certresolver)?$/i.test(key) && value !== 'false',
  ],
  ['environment', ([key]) => key === 'LETSENCRYPT_HOST'],
]

/** A mapping, or `key=value` of a list. */
const pairsOf = (own: Mapping, key: string): Pair[] => [...textsAt(own, key).map(split), ...pairsAt(own, key)]

function split(text: string): Pair {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
