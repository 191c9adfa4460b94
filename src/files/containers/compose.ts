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

/** The services of a Compose file that lies in `folder` (Compose specification, "services"). */
export const servicesIn = (file: SourceFile, folder: string): Service[] =>
  documentsOf(file).flatMap(document =>
    below(document, 'services').flatMap(services =>
      isLeaf(services)
        ? []
        : [...services.entries].flatMap(([name, [own]]) => service({ file, document, folder }, name, own)),
    ),
  )

interface Composed {
  readonly file: SourceFile
  readonly document: Mapping
  readonly folder: string
}

function service({ file, document, folder }: Composed, name: string, own: Value | undefined): Service[] {
  if (!own || isLeaf(own)) return []
  return [
    {
      container: {
        name: `service ${name}`,
        path: file.path,
        run: true,
        images: textsAt(own, 'image').map(filledIn),
        mounts: [
          ...below(own, 'volumes').flatMap(each => volume(each, folder)),
          ...below(own, 'configs').flatMap(each => config(each, { file, document, folder })),
        ],
        reach: port => widest(waysTo(port, file, own)),
      },
      build: buildOf(own, folder),
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
function config(entry: Value, { file, document, folder }: Composed): Mount[] {
  const name = isLeaf(entry) ? entry.text : (textAt(entry, 'source') ?? '')
  const target = textAt(entry, 'target') ?? `/${name}`
  const files = textsAt(document, 'configs', name, 'file').map(path => inStore(filledIn(path), folder))
  return [...files, `${file.path}/${name}`].map(place => ({ place, target }))
}

function buildOf(own: Mapping, folder: string): Service['build'] {
  if (below(own, 'build').length === 0) return undefined
  const context = join(folder, textAt(own, 'build') ?? textAt(own, 'build', 'context') ?? '.')
  return { context, dockerfile: join(context, textAt(own, 'build', 'dockerfile') ?? 'Dockerfile') }
}

/** What a service takes from elsewhere may publish any port. */
const elsewhere = ['<<', 'extends']

const waysTo = (port: number, file: SourceFile, own: Mapping): Published[] => {
  const way = (by: ReachedBy, { span }: Value): Published => ({ by, at: { file, span } })
  const networks = below(own, 'network_mode').filter(each => isLeaf(each) && each.text === 'host')
  return [
    ...[...elsewhere.flatMap(key => below(own, key)), ...networks].map(each => way('everyone', each)),
    ...below(own, 'ports').flatMap(entry => {
      const by = openedTo(port, portOf(entry))
      return by ? [way(by, isLeaf(entry) ? entry : (below(entry, 'target')[0] ?? entry))] : []
    }),
    ...terminators.flatMap(([key, ends]) =>
      pairsOf(own, key).some(ends)
        ? below(own, key)
            .slice(0, 1)
            .map(each => way('terminator', each))
        : [],
    ),
  ]
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
