import type { Published } from '../container.ts'
import { below, pairsAt, textAt, textsAt, type Value } from '../values.ts'
import { type KubernetesObject, wayBy } from './objects.ts'

/** Pods of one kind, as what makes them describes them (Kubernetes API, PodTemplateSpec). */
export interface Workload {
  readonly object: KubernetesObject
  readonly labels: ReadonlyMap<string, string>
  /** The path of keys to the specification of a pod. */
  readonly keys: readonly string[]
}

const made: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout'])

export function workloadOf(object: KubernetesObject): Workload | undefined {
  if (object.kind !== 'Pod' && !made.has(object.kind)) return undefined
  const keys = object.kind === 'Pod' ? [] : ['spec', 'template']
  return { object, labels: new Map(pairsAt(object.data, ...keys, 'metadata', 'labels')), keys: [...keys, 'spec'] }
}

/** The ConfigMaps whose keys its pods see as files. */
export const mapsOf = ({ object: { data }, keys }: Workload): ReadonlySet<string> =>
  new Set(
    [['configMap'], ['projected', 'sources', 'configMap']].flatMap(path =>
      textsAt(data, ...keys, 'volumes', ...path, 'name'),
    ),
  )

const portsOf = ({ object: { data }, keys }: Workload): readonly Value[] => below(data, ...keys, 'containers', 'ports')

/** Ports that the machine of the pod hands on to it, or that are the machine's own. */
export function ownWays(workload: Workload, port: number): Published[] {
  const { object, keys } = workload
  if (textAt(object.data, ...keys, 'hostNetwork') === 'true') return [wayBy('everyone', object, ...keys, 'hostNetwork')]
  const handed = portsOf(workload).some(
    each => textAt(each, 'hostPort') !== undefined && Number(textAt(each, 'containerPort')) === port,
  )
  return handed ? [wayBy('everyone', object, ...keys, 'containers', 'ports', 'hostPort')] : []
}

/** Does a name of a port, or its number, mean that port of the pods? A name that nothing here gives may. */
export function means(target: string, port: number, workload: Workload): boolean {
  if (/^\d+$/.test(target)) return Number(target) === port
  const called = portsOf(workload).filter(each => textAt(each, 'name') === target)
  const numbers = called.map(each => textAt(each, 'containerPort') ?? '').filter(number => /^\d+$/.test(number))
  return numbers.length === 0 || numbers.some(number => Number(number) === port)
}
