import type { SourceFile } from '../../text/index.ts'
import { join } from '../path.ts'
import { filledIn, isLoopback, type Port, portOf } from './compose-port.ts'
import { type Container, type Mount, type Published, type ReachedBy, widest } from './container.ts'
import { below, documentsOf, isLeaf, type Mapping, pairsAt, textAt, textsAt, type Value } from './values.ts'

/** A service of a Compose file. */
export interface Service {
  readonly container: Container
  /** What its image is built from. */
  readonly build: { readonly context: string; readonly dockerfile: string } | undefined
}

/** A service as one file has it. */
interface Written {
  readonly name: string
  readonly file: SourceFile
  readonly document: Mapping
  readonly folder: string
  readonly own: Mapping
}

const isOverride = ({ file }: Written): boolean => /\.override\.ya?ml$/.test(file.path)

/**
 * The services of the Compose files of a folder (Compose specification, "services"). What an override file says of a service
 * is added to what the other file says (Compose, "merge").
 */
export function servicesIn(files: readonly SourceFile[], folder: string): Service[] {
  const written = files.flatMap(file => [...writtenIn(file, folder)])
  const over = new Map<string, Written[]>()
  for (const each of written.filter(isOverride)) {
    const same = over.get(each.name)
    if (same) same.push(each)
    else over.set(each.name, [each])
  }
  const based = written.filter(each => !isOverride(each))
  const names = new Set(based.map(({ name }) => name))
  const alone = [...over].flatMap(([name, all]) => (names.has(name) ? [] : [all]))
  return [...based.map(each => [each, ...(over.get(each.name) ?? [])]), ...alone].flatMap(service)
}

function* writtenIn(file: SourceFile, folder: string): Iterable<Written> {
  for (const document of documentsOf(file))
    for (const services of below(document, 'services'))
      for (const [name, [own]] of isLeaf(services) ? [] : services.entries)
        if (own && !isLeaf(own)) yield { name, file, document, folder, own }
}

/** What the last of the files that say anything says. */
function last<Value>(all: readonly Written[], ask: (each: Written) => readonly Value[]): readonly Value[] {
  return all.map(ask).findLast(found => found.length > 0) ?? []
}

function service(all: readonly Written[]): Service[] {
  const [first] = all
  if (!first) return []
  const volumes = all.flatMap(each => below(each.own, 'volumes').flatMap(entry => volume(entry, each.folder)))
  const configs = all.flatMap(each => below(each.own, 'configs').flatMap(entry => config(entry, each)))
  return [
    {
      container: {
        name: `service ${first.name}`,
        path: first.file.path,
        run: true,
        images: last(all, ({ own }) => textsAt(own, 'image')).map(filledIn),
        mounts: [...new Map(volumes.map(each => [each.target, each])).values(), ...configs],
        reach: port => widest(waysTo(port, all)),
      },
      build: last(all, ({ own, folder }) => buildOf(own, folder))[0],
    },
  ]
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
function config(entry: Value, { file, document, folder }: Written): Mount[] {
  const name = isLeaf(entry) ? entry.text : (textAt(entry, 'source') ?? '')
  const target = textAt(entry, 'target') ?? `/${name}`
  const files = textsAt(document, 'configs', name, 'file').map(path => inStore(filledIn(path), folder))
  return [...files, `${file.path}/${name}`].map(place => ({ place, target }))
}

function buildOf(own: Mapping, folder: string): { readonly context: string; readonly dockerfile: string }[] {
  if (below(own, 'build').length === 0) return []
  const context = join(folder, textAt(own, 'build') ?? textAt(own, 'build', 'context') ?? '.')
  return [{ context, dockerfile: join(context, textAt(own, 'build', 'dockerfile') ?? 'Dockerfile') }]
}

/** What a service takes from elsewhere may publish any port. */
const elsewhere = ['<<', 'extends']

const way = (by: ReachedBy, { file }: Written, { span }: Value): Published => ({ by, at: { file, span } })

function waysTo(port: number, all: readonly Written[]): Published[] {
  const network = last(all, each => below(each.own, 'network_mode').map(value => ({ each, value })))
  const onHost = network.filter(({ value }) => isLeaf(value) && value.text === 'host')
  return [
    ...all.flatMap(each => elsewhere.flatMap(key => below(each.own, key)).map(value => way('everyone', each, value))),
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
