import { type Container, type Published, widest } from '../container.ts'
import { textsAt } from '../values.ts'
import type { KubernetesObject } from './objects.ts'
import { Routes } from './route.ts'
import { openedBy, Services } from './service.ts'
import { mapsOf, ownWays, type Workload, workloadOf } from './workload.ts'

/** The objects of some manifests, found by what they name. */
export class Cluster {
  readonly objects: readonly KubernetesObject[]
  readonly #workloads = new Map<string, Workload[]>()
  readonly #services: Services
  readonly #routes: Routes

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects
    this.#services = new Services(objects)
    this.#routes = new Routes(objects)
    for (const workload of objects.flatMap(each => workloadOf(each) ?? []))
      for (const map of mapsOf(workload)) {
        const all = this.#workloads.get(map)
        if (all) all.push(workload)
        else this.#workloads.set(map, [workload])
      }
  }

  /** The pods that mount a ConfigMap, and who reaches them. A port that nothing hands on is open to the cluster. */
  mounting(name: string, path: string): Container {
    const workloads = this.#workloads.get(name) ?? []
    return {
      name: `ConfigMap ${name}`,
      path,
      run: workloads.length > 0,
      mounts: [],
      images: workloads.flatMap(({ object, keys }) => textsAt(object.data, ...keys, 'containers', 'image')),
      reach: port => widest(workloads.flatMap(each => [...this.#waysTo(port, each)])),
    }
  }

  *#waysTo(port: number, workload: Workload): Iterable<Published> {
    yield* ownWays(workload, port)
    for (const service of this.#services.handingOn(workload, port)) {
      const opened = openedBy(service)
      if (opened) yield opened
      yield* this.#routes.to(service.name)
    }
  }
}
