import type { Published } from '../container.ts'
import { below, list, mapping, word } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'
import { means, type Workload } from './workload.ts'

/** Does a Service hand a port of the pods on? Labels that a template puts in are not known, and may be the same. */
export function handsOn(service: KubernetesObject, workload: Workload, port: number): boolean {
  if (service.kind !== 'Service') return false
  const selector = Object.entries(mapping(below(service.data, 'spec', 'selector')))
  const known = selector.filter(([key]) => key in workload.labels)
  if (known.some(([key, value]) => workload.labels[key] !== value)) return false
  if (known.length < selector.length && Object.keys(workload.labels).length > 0) return false
  const ports = list(below(service.data, 'spec', 'ports'))
  return ports.some(each => means(word(below(each, 'targetPort')) ?? word(below(each, 'port')) ?? '', port, workload))
}

/** What a Service opens by itself: a port of every machine, or a load balancer, which may end TLS. */
export function openedBy(service: KubernetesObject): Published | undefined {
  const type = word(below(service.data, 'spec', 'type')) ?? 'ClusterIP'
  if (list(below(service.data, 'spec', 'externalIPs')).length > 0)
    return wayBy('everyone', service, 'spec', 'externalIPs')
  if (type !== 'LoadBalancer' && type !== 'NodePort') return undefined
  const annotations = mapping(below(service.data, 'metadata', 'annotations'))
  const ends = type === 'LoadBalancer' && Object.keys(annotations).some(key => certificates.test(key))
  return wayBy(ends ? 'terminator' : 'everyone', service, 'spec', 'type')
}

/** Annotations by which load balancers of AWS, Azure, DigitalOcean, Alibaba Cloud and Tencent Cloud are given a certificate. */
const certificates =
  /(?:aws-load-balancer-ssl-cert|do-loadbalancer-certificate-(?:id|name)|alibaba-cloud-loadbalancer-cert-id|cloud\.tencent\.com\/.*cert)/
