import type { Published } from '../container.ts'
import { below, pairsAt, textAt } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'
import { means, type Workload } from './workload.ts'

/** Does a Service hand a port of the pods on? Labels that a template puts in are not known, and may be the same. */
export function handsOn(service: KubernetesObject, workload: Workload, port: number): boolean {
  if (service.kind !== 'Service') return false
  const selector = pairsAt(service.data, 'spec', 'selector')
  const given = selector.filter(([key]) => workload.labels.has(key))
  if (given.some(([key, value]) => workload.labels.get(key) !== value)) return false
  if (given.length < selector.length && workload.labels.size > 0) return false
  const ports = below(service.data, 'spec', 'ports')
  return ports.some(each => means(textAt(each, 'targetPort') ?? textAt(each, 'port') ?? '', port, workload))
}

/** What a Service opens by itself: a port of every machine, or a load balancer, which may end TLS. */
export function openedBy(service: KubernetesObject): Published | undefined {
  const type = textAt(service.data, 'spec', 'type') ?? 'ClusterIP'
  if (below(service.data, 'spec', 'externalIPs').length > 0) return wayBy('everyone', service, 'spec', 'externalIPs')
  if (type !== 'LoadBalancer' && type !== 'NodePort') return undefined
  const annotations = pairsAt(service.data, 'metadata', 'annotations')
  const ends = type === 'LoadBalancer' && annotations.some(([key]) => certificates.test(key))
  return wayBy(ends ? 'terminator' : 'everyone', service, 'spec', 'type')
}

/** Annotations by which load balancers of clouds are given a certificate. */
const certificates =
  /(?:aws-load-balancer-ssl-cert|do-loadbalancer-certificate-(?:id|name)|alibaba-cloud-loadbalancer-cert-id)/
