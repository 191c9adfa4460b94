import type { Published } from '../container.ts'
import { below, pairsAt, textAt, textsAt, type Value } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'

/** Ways from outside to a Service by its name: Ingress, Route of OpenShift, HTTPRoute, IngressRoute of Traefik. */
export function routesTo(service: string, objects: readonly KubernetesObject[]): Published[] {
  return objects.flatMap(object => {
    const found = readers[object.kind]?.(object, service, objects)
    return found ? [found] : []
  })
}

type Reader = (object: KubernetesObject, service: string, objects: readonly KubernetesObject[]) => Published | undefined

const backends = [['rules', 'http', 'paths', 'backend'], ['defaultBackend'], ['backend']]

function ingress(object: KubernetesObject, service: string): Published | undefined {
  const { data } = object
  const named = backends.flatMap(keys => [
    ...textsAt(data, 'spec', ...keys, 'service', 'name'),
    ...textsAt(data, 'spec', ...keys, 'serviceName'),
  ])
  if (!named.includes(service)) return undefined
  const annotations = pairsAt(data, 'metadata', 'annotations')
  const hasTls = below(data, 'spec', 'tls').length > 0 || annotations.some(([key]) => certificates.test(key))
  const isClearToo = annotations.some(([key, value]) => /\/ssl-redirect$/.test(key) && value === 'false')
  if (!hasTls) return wayBy('everyone', object)
  return isClearToo ? wayBy('everyone', object, 'metadata', 'annotations') : wayBy('terminator', object, 'spec', 'tls')
}

/** Where an Ingress of a cloud, or of Traefik, is given its certificate. */
const certificates =
  /(?:alb\.ingress\.kubernetes\.io\/certificate-arn|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate|traefik\.ingress\.kubernetes\.io\/router\.tls)/

function route(object: KubernetesObject, service: string): Published | undefined {
  const { data } = object
  if (textAt(data, 'spec', 'to', 'name') !== service) return undefined
  const isClearToo = textAt(data, 'spec', 'tls', 'insecureEdgeTerminationPolicy') === 'Allow'
  const ends = below(data, 'spec', 'tls').length > 0 && !isClearToo
  return ends ? wayBy('terminator', object, 'spec', 'tls') : wayBy('everyone', object)
}

/** Which listeners it is attached to says the Gateway; one that is not here may be any. */
function httpRoute(
  object: KubernetesObject,
  service: string,
  objects: readonly KubernetesObject[],
): Published | undefined {
  const { data } = object
  if (!textsAt(data, 'spec', 'rules', 'backendRefs', 'name').includes(service)) return undefined
  const listeners = below(data, 'spec', 'parentRefs').flatMap(parent => listenersOf(parent, objects))
  if (listeners.length === 0) return undefined
  const isClear = listeners.some(each => textAt(each, 'protocol') === 'HTTP')
  return wayBy(isClear ? 'everyone' : 'terminator', object, 'spec', 'parentRefs')
}

function listenersOf(parent: Value, objects: readonly KubernetesObject[]): Value[] {
  const section = textAt(parent, 'sectionName')
  return objects
    .filter(({ kind, name }) => kind === 'Gateway' && name === textAt(parent, 'name'))
    .flatMap(({ data }) => below(data, 'spec', 'listeners'))
    .filter(each => section === undefined || textAt(each, 'name') === section)
}

function ingressRoute(object: KubernetesObject, service: string): Published | undefined {
  const { data } = object
  if (!textsAt(data, 'spec', 'routes', 'services', 'name').includes(service)) return undefined
  return below(data, 'spec', 'tls').length > 0 ? wayBy('terminator', object, 'spec', 'tls') : wayBy('everyone', object)
}

const readers: Readonly<Partial<Record<string, Reader>>> = {
  Ingress: ingress,
  Route: route,
  HTTPRoute: httpRoute,
  IngressRoute: ingressRoute,
}
