import type { Published } from '../container.ts'
import { below, list, mapping, word } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'

/** Pods of one kind, as what makes them describes them (Kubernetes API, PodTemplateSpec). */
export interface Workload {
  readonly object: KubernetesObject
  readonly labels: Readonly<Record<string, unknown>>
  readonly spec: unknown
  readonly keys: readonly string[]
}

const made: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout'])

export function workloadOf(object: KubernetesObject): Workload | undefined {
  const keys = object.kind === 'Pod' ? [] : ['spec', 'template']
  if (object.kind !== 'Pod' && !made.has(object.kind)) return undefined
  const labels = mapping(below(object.data, ...keys, 'metadata', 'labels'))
  return { object, labels, spec: below(object.data, ...keys, 'spec'), keys: [...keys, 'spec'] }
}

/** Do its pods see the keys of a ConfigMap as files? */
export const mounts = ({ spec }: Workload, configMap: string): boolean =>
  list(below(spec, 'volumes')).some(
    volume =>
      word(below(volume, 'configMap', 'name')) === configMap ||
      list(below(volume, 'projected', 'sources')).some(each => word(below(each, 'configMap', 'name')) === configMap),
  )

const portsOf = (spec: unknown): unknown[] =>
  list(below(spec, 'containers')).flatMap(container => [...list(below(container, 'ports'))])

/** Ports that the machine of the pod hands on to it, or that are the machine's own. */
export function ownWays({ object, spec, keys }: Workload, port: number): Published[] {
  if (below(spec, 'hostNetwork') === true) return [wayBy('everyone', object, ...keys, 'hostNetwork')]
  const handed = portsOf(spec).some(
    each => below(each, 'hostPort') !== undefined && Number(below(each, 'containerPort')) === port,
  )
  return handed ? [wayBy('everyone', object, ...keys, 'containers')] : []
}

/** Does a name of a port, or its number, mean that port of the pods? A name that nothing here gives may. */
export function means(target: string, port: number, { spec }: Workload): boolean {
  if (/^\d+$/.test(target)) return Number(target) === port
  const called = portsOf(spec).filter(each => word(below(each, 'name')) === target)
  return called.length === 0 || called.some(each => Number(below(each, 'containerPort')) === port)
}
