import type { Container } from '../files/index.ts'
import type { Listener, NginxModel } from '../formats/nginx/model.ts'
import { nearest } from '../text/index.ts'
import type { Network } from './networks.ts'

/** What the tunnels of the host do to traffic that leaves it. */
export type Tunnels = Pick<Surroundings, 'networks' | 'takesAll' | 'container'>

/** What targets are held against, looked up once for a model. */
export interface Surroundings {
  readonly model: NginxModel
  readonly networks: readonly Network[]
  readonly byPort: ReadonlyMap<number, readonly Listener[]>
  /** The tunnel that takes all traffic of the host, by name. */
  readonly takesAll: string | undefined
  /** What its files are put into. */
  readonly container: Container | undefined
  /** The upstream whose name is nearly the word. */
  meant(word: string): string | undefined
}

export function surroundingsOf(model: NginxModel, { networks, takesAll, container }: Tunnels): Surroundings {
  const names = model.upstreams.map(({ name }) => name)
  const known = new Map<string, string | undefined>()
  const meant = (word: string): string | undefined => {
    if (!known.has(word)) known.set(word, nearest(word, names))
    return known.get(word)
  }
  return { model, networks, takesAll, container, byPort: byPort(model.listeners), meant }
}

function byPort(listeners: readonly Listener[]): Map<number, Listener[]> {
  const map = new Map<number, Listener[]>()
  for (const listener of listeners) {
    const list = map.get(listener.port)
    if (list) list.push(listener)
    else map.set(listener.port, [listener])
  }
  return map
}
