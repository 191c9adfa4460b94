import type { Published } from '../container.ts'
import { below, pairsAt, textAt } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'
import { means, type Workload } from './workload.ts'

interface Selecting {
  readonly service: KubernetesObject
  readonly selector: readonly (readonly [key: string, value: string])[]
}

/** The Services of some manifests, found by what they select. */
export class Services {
  readonly #all: readonly Selecting[]
  readonly #byLabel = new Map<string, Selecting[]>()

  constructor(objects: readonly KubernetesObject[]) {
    this.#all = objects
      .filter(({ kind }) => kind === 'Service')
      .map(service => ({ service, selector: pairsAt(service.data, 'spec', 'selector') }))
    for (const each of this.#all) {
      const label = each.selector[0]?.join('=') ?? ''
      const same = this.#byLabel.get(label)
      if (same) same.push(each)
      else this.#byLabel.set(label, [each])
    }
  }

  /** Those that hand a port of the pods on. Labels that a template puts in are not known, and may be the same. */
  handingOn(workload: Workload, port: number): KubernetesObject[] {
    const { labels } = workload
    const fitting = labels.size === 0 ? this.#all : this.#selecting(labels)
    return fitting.map(({ service }) => service).filter(service => hasPort(service, port, workload))
  }

  #selecting(labels: Workload['labels']): Selecting[] {
    const near = ['', ...[...labels].map(label => label.join('='))].flatMap(label => this.#byLabel.get(label) ?? [])
    return near.filter(({ selector }) => selector.every(([key, value]) => labels.get(key) === value))
  }
}

const hasPort = ({ data }: KubernetesObject, port: number, workload: Workload): boolean =>
  below(data, 'spec', 'ports').some(each =>
    means(textAt(each, 'targetPort') ?? textAt(each, 'port') ?? '', port, workload),
  )

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
