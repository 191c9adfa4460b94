import type { Published } from '../container.ts'
import { below, list, mapping, word } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'

/** Ways from outside to a Service by its name: Ingress, Route of OpenShift, HTTPRoute, IngressRoute of Traefik. */
export function routesTo(service: string, objects: readonly KubernetesObject[]): Published[] {
  return objects.flatMap(object => {
    const found = readers[object.kind]?.(object, service, objects)
    return found ? [found] : []
  })
}

type Reader = (object: KubernetesObject, service: string, objects: readonly KubernetesObject[]) => Published | undefined

function ingress(object: KubernetesObject, service: string): Published | undefined {
  const spec = below(object.data, 'spec')
  const paths = list(below(spec, 'rules')).flatMap(rule => list(below(rule, 'http', 'paths')))
  const backends = [below(spec, 'defaultBackend'), below(spec, 'backend'), ...paths.map(each => below(each, 'backend'))]
  if (!backends.some(each => (word(below(each, 'service', 'name')) ?? word(below(each, 'serviceName'))) === service))
    return undefined
  const annotations = Object.entries(mapping(below(object.data, 'metadata', 'annotations')))
  const hasTls = below(spec, 'tls') !== undefined || annotations.some(([key]) => certificates.test(key))
  const isClearToo = annotations.some(([key, value]) => /\/ssl-redirect$/.test(key) && String(value) === 'false')
  if (!hasTls) return wayBy('everyone', object)
  return isClearToo ? wayBy('everyone', object, 'metadata', 'annotations') : wayBy('terminator', object, 'spec', 'tls')
}

/** Where an Ingress of a cloud is given its certificate. */
const certificates =
  /(?:alb\.ingress\.kubernetes\.io\/certificate-arn|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate|traefik\.ingress\.kubernetes\.io\/router\.tls)/

function route(object: KubernetesObject, service: string): Published | undefined {
  const spec = below(object.data, 'spec')
  if (word(below(spec, 'to', 'name')) !== service) return undefined
  const tls = below(spec, 'tls')
  const isClearToo = word(below(tls, 'insecureEdgeTerminationPolicy')) === 'Allow'
  return tls === undefined || isClearToo ? wayBy('everyone', object) : wayBy('terminator', object, 'spec', 'tls')
}

/** Which listeners it is attached to says the Gateway; one that is not here may be any. */
function httpRoute(
  object: KubernetesObject,
  service: string,
  objects: readonly KubernetesObject[],
): Published | undefined {
  const spec = below(object.data, 'spec')
  const names = list(below(spec, 'rules')).flatMap(rule =>
    list(below(rule, 'backendRefs')).map(each => below(each, 'name')),
  )
  if (!names.includes(service)) return undefined
  const parents = list(below(spec, 'parentRefs'))
  const listeners = parents.flatMap(parent => listenersOf(parent, objects))
  if (listeners.length === 0) return undefined
  const isClear = listeners.some(each => below(each, 'protocol') === 'HTTP')
  return wayBy(isClear ? 'everyone' : 'terminator', object, 'spec', 'parentRefs')
}

function listenersOf(parent: unknown, objects: readonly KubernetesObject[]): unknown[] {
  const section = below(parent, 'sectionName')
  return objects
    .filter(({ kind, name }) => kind === 'Gateway' && name === below(parent, 'name'))
    .flatMap(({ data }) => list(below(data, 'spec', 'listeners')))
    .filter(each => section === undefined || below(each, 'name') === section)
}

function ingressRoute(object: KubernetesObject, service: string): Published | undefined {
  const spec = below(object.data, 'spec')
  const services = list(below(spec, 'routes')).flatMap(each => list(below(each, 'services')))
  if (!services.some(each => word(below(each, 'name')) === service)) return undefined
  return below(spec, 'tls') === undefined ? wayBy('everyone', object) : wayBy('terminator', object, 'spec', 'tls')
}

const readers: Readonly<Partial<Record<string, Reader>>> = {
  Ingress: ingress,
  Route: route,
  HTTPRoute: httpRoute,
  IngressRoute: ingressRoute,
}
