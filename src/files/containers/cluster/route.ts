import type { Published } from '../container.ts'
import { below, pairsAt, textAt, textsAt, type Value } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'

/** What leads from outside to Services by their names: Ingress, Route of OpenShift, HTTPRoute, IngressRoute of Traefik. */
export class Routes {
  readonly #byService = new Map<string, Published[]>()

  constructor(objects: readonly KubernetesObject[]) {
    const gateways = new Map<string, KubernetesObject[]>()
    for (const object of objects)
      if (object.kind === 'Gateway') gateways.set(object.name, [...(gateways.get(object.name) ?? []), object])
    for (const object of objects) {
      const [services, way] = readers[object.kind]?.(object, gateways) ?? []
      if (!services || !way) continue
      for (const service of new Set(services)) this.#add(service, way)
    }
  }

  #add(service: string, way: Published): void {
    const ways = this.#byService.get(service)
    if (ways) ways.push(way)
    else this.#byService.set(service, [way])
  }

  to(service: string): readonly Published[] {
    return this.#byService.get(service) ?? []
  }
}

type Gateways = ReadonlyMap<string, readonly KubernetesObject[]>
/** The names of the services, and the way to them. */
type Read = readonly [services: readonly string[], way: Published | undefined]
type Reader = (object: KubernetesObject, gateways: Gateways) => Read

const backends = [['rules', 'http', 'paths', 'backend'], ['defaultBackend'], ['backend']]

function ingress(object: KubernetesObject): Read {
  const { data } = object
  const named = backends.flatMap(keys => [
    ...textsAt(data, 'spec', ...keys, 'service', 'name'),
    ...textsAt(data, 'spec', ...keys, 'serviceName'),
  ])
  return [named, ingressWay(object)]
}

function ingressWay(object: KubernetesObject): Published {
  const { data } = object
  const annotations = pairsAt(data, 'metadata', 'annotations')
  const hasTls = below(data, 'spec', 'tls').length > 0 || annotations.some(([key]) => certificates.test(key))
  const isClearToo = annotations.some(([key, value]) => /\/ssl-redirect$/.test(key) && value === 'false')
  if (!hasTls) return wayBy('everyone', object)
  return isClearToo ? wayBy('everyone', object, 'metadata', 'annotations') : wayBy('terminator', object, 'spec', 'tls')
}

/** Where an Ingress of a cloud, or of Traefik, is given its certificate. */
const certificates =
  /(?:alb\.ingress\.kubernetes\.io\/certificate-arn|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate|traefik\.ingress\.kubernetes\.io\/router\.tls)/

function route(object: KubernetesObject): Read {
  const { data } = object
  const isClearToo = textAt(data, 'spec', 'tls', 'insecureEdgeTerminationPolicy') === 'Allow'
  const ends = below(data, 'spec', 'tls').length > 0 && !isClearToo
  const way = ends ? wayBy('terminator', object, 'spec', 'tls') : wayBy('everyone', object)
  return [textsAt(data, 'spec', 'to', 'name').slice(0, 1), way]
}

/** Which listeners it is attached to says the Gateway; one that is not here may be any. */
function httpRoute(object: KubernetesObject, gateways: Gateways): Read {
  const { data } = object
  const services = textsAt(data, 'spec', 'rules', 'backendRefs', 'name')
  const listeners = below(data, 'spec', 'parentRefs').flatMap(parent => listenersOf(parent, gateways))
  if (listeners.length === 0) return [services, undefined]
  const isClear = listeners.some(each => textAt(each, 'protocol') === 'HTTP')
  return [services, wayBy(isClear ? 'everyone' : 'terminator', object, 'spec', 'parentRefs')]
}

function listenersOf(parent: Value, gateways: Gateways): Value[] {
  const section = textAt(parent, 'sectionName')
  return (gateways.get(textAt(parent, 'name') ?? '') ?? [])
    .flatMap(({ data }) => below(data, 'spec', 'listeners'))
    .filter(each => section === undefined || textAt(each, 'name') === section)
}

function ingressRoute(object: KubernetesObject): Read {
  const { data } = object
  const isClear = below(data, 'spec', 'tls').length === 0
  const way = isClear ? wayBy('everyone', object) : wayBy('terminator', object, 'spec', 'tls')
  return [textsAt(data, 'spec', 'routes', 'services', 'name'), way]
}

const readers: Readonly<Partial<Record<string, Reader>>> = {
  Ingress: ingress,
  Route: route,
  HTTPRoute: httpRoute,
  IngressRoute: ingressRoute,
}
