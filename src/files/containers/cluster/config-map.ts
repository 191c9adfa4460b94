import { type Container, type Published, widest } from '../container.ts'
import { textsAt } from '../values.ts'
import type { KubernetesObject } from './objects.ts'
import { routesTo } from './route.ts'
import { handsOn, openedBy } from './service.ts'
import { mounts, ownWays, type Workload, workloadOf } from './workload.ts'

/** The pods that mount a ConfigMap, and who reaches them. A port that nothing hands on is open to the cluster. */
export function containerOf(name: string, path: string, objects: readonly KubernetesObject[]): Container {
  const workloads = objects.flatMap(each => workloadOf(each) ?? []).filter(each => mounts(each, name))
  return {
    name: `ConfigMap ${name}`,
    path,
    run: workloads.length > 0,
    mounts: [],
    images: workloads.flatMap(({ object, keys }) => textsAt(object.data, ...keys, 'containers', 'image')),
    reach: port => widest(workloads.flatMap(each => [...waysTo(port, each, objects)])),
  }
}

function* waysTo(port: number, workload: Workload, objects: readonly KubernetesObject[]): Iterable<Published> {
  yield* ownWays(workload, port)
  for (const service of objects.filter(each => handsOn(each, workload, port))) {
    const opened = openedBy(service)
    if (opened) yield opened
    yield* routesTo(service.name, objects)
  }
}
