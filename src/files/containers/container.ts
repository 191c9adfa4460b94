import type { SourceFile, Span } from '../../text/index.ts'

/**
 * Who can send to a port of a container. `network`: containers beside it, pods of its cluster. `machine`: programs of the
 * machine it runs on. `terminator`: what ends TLS in front of it.
 */
export type ReachedBy = 'everyone' | 'network' | 'machine' | 'terminator'

export interface Published {
  readonly by: ReachedBy
  /** What publishes the port; absent where nothing does. */
  readonly at?: { readonly file: SourceFile; readonly span: Span }
}

/** A file or folder of the store, and where it lies in a container. */
export interface Mount {
  readonly place: string
  readonly target: string
}

/** What a configuration is put into, as the files around it say. */
export interface Container {
  /** As its file calls it: `service web`, `ConfigMap web-nginx`. */
  readonly name: string
  readonly path: string
  /** False where nothing says what runs the image or mounts the ConfigMap. */
  readonly run: boolean
  /** Images that it may run, as they are written. */
  readonly images: readonly string[]
  /** What else is put there, as far as it is among the files. */
  readonly mounts: readonly Mount[]
  reach(port: number): Published
}

const order: readonly ReachedBy[] = ['machine', 'terminator', 'network', 'everyone']

/** Of several ways to a port that which lets in the most. */
export const widest = (ways: readonly Published[]): Published =>
  ways.reduce(
    (most, way) => (order.indexOf(way.by) > order.indexOf(most.by) ? way : most),
    ways[0] ?? { by: 'network' },
  )
