import { join } from '../path.ts'
import { filledIn, isLoopback, portOf } from './compose-port.ts'
import { type Container, type Published, widest } from './container.ts'
import type { Yaml } from './documents.ts'
import { below, list, mapping, word } from './values.ts'

/** A service of a Compose file. */
export interface Service {
  readonly container: Container
  /** Files and folders of the repository that it sees, as paths of the store. */
  readonly mounts: readonly string[]
  /** What its image is built from. */
  readonly build: { readonly context: string; readonly dockerfile: string } | undefined
}

/** The services of a Compose file that lies in `folder` (Compose specification, "services"). */
export const servicesIn = (yaml: Yaml, folder: string): Service[] =>
  Object.entries(mapping(below(yaml.data, 'services'))).map(([name, service]) => ({
    container: {
      name: `service ${name}`,
      path: yaml.file.path,
      run: true,
      reach: port => widest(waysTo(port, { yaml, name, service })),
    },
    mounts: [
      ...mountsOf(yaml.data, service).map(path => join(path.startsWith('/') ? '' : folder, path)),
      ...configsOf(service).map(config => `${yaml.file.path}/${config}`),
    ],
    build: buildOf(service, folder),
  }))

/** Bind mounts, and configurations that are files; named volumes are none. */
function mountsOf(data: unknown, service: unknown): string[] {
  const volumes = list(below(service, 'volumes')).map(each => word(each)?.split(':')[0] ?? word(below(each, 'source')))
  const configs = configsOf(service).map(config => word(below(data, 'configs', config, 'file')))
  const paths = [...volumes.filter(path => path && /^[./$]/.test(path)), ...configs]
  return paths.flatMap(path => (path === undefined ? [] : filledIn(path)))
}

const configsOf = (service: unknown): string[] =>
  list(below(service, 'configs')).map(each => word(each) ?? word(below(each, 'source')) ?? '')

function buildOf(service: unknown, folder: string): Service['build'] {
  const build = below(service, 'build')
  const context = word(build) ?? word(below(build, 'context')) ?? (build === undefined ? undefined : '.')
  if (context === undefined) return undefined
  const own = join(folder, context)
  return { context: own, dockerfile: join(own, word(below(build, 'dockerfile')) ?? 'Dockerfile') }
}

interface Asked {
  readonly yaml: Yaml
  readonly name: string
  readonly service: unknown
}

function* ways(port: number, { yaml, name, service }: Asked): Iterable<Published> {
  const placed = (by: Published['by'], ...path: readonly (string | number)[]): Published => {
    const at = yaml.at('services', name, ...path)
    return at ? { by, at } : { by }
  }
  if (below(service, 'network_mode') === 'host') yield placed('everyone', 'network_mode')
  for (const [place, entry] of list(below(service, 'ports')).entries()) {
    const opened = portOf(entry)
    if (!opened || opened.protocol !== 'tcp' || port < opened.first || port > opened.last) continue
    yield placed(isLoopback(opened.host) ? 'machine' : 'everyone', 'ports', place)
  }
  const label = pairsOf(below(service, 'labels')).find(isTlsRouter)
  if (label) yield placed('terminator', 'labels')
  if (pairsOf(below(service, 'environment')).some(([key]) => key === 'LETSENCRYPT_HOST'))
    yield placed('terminator', 'environment')
}

const waysTo = (port: number, asked: Asked): Published[] => [...ways(port, asked)]

/** Traefik ends TLS for its routers that say so, or that have a resolver of certificates. */
const isTlsRouter = ([key, value]: readonly [string, string]): boolean =>
  /^traefik\.http\.routers\.[^.]+\.tls(?:\.certresolver)?$/i.test(key) && value !== 'false'

/** `key=value` of a list, or a mapping. */
const pairsOf = (value: unknown): (readonly [string, string])[] =>
  Array.isArray(value)
    ? value.map(each => {
        const [key = '', ...rest] = (word(each) ?? '').split('=')
        return [key, rest.join('=')] as const
      })
    : Object.entries(mapping(value)).map(([key, each]) => [key, String(each)] as const)
