import type { Setter } from '../call.ts'
import { addressSetters } from './address.ts'
import { coreSetters } from './core.ts'
import { listenSetters } from './listen.ts'
import { locationSetters } from './location.ts'
import { logSetters } from './log.ts'
import { passSetters } from './pass.ts'
import { posts } from './posts.ts'
import { rewriteSetters } from './rewrite.ts'
import { upstreamSetters } from './upstream.ts'
import { zoneSetters } from './zones.ts'

const tables: readonly Readonly<Record<string, Setter>>[] = [
  addressSetters,
  coreSetters,
  listenSetters,
  locationSetters,
  logSetters,
  passSetters,
  rewriteSetters,
  upstreamSetters,
  zoneSetters,
]

/** By the name of the daemon's own function. */
export const setterNamed = (name: string): Setter | undefined => tables.find(table => table[name])?.[name]

export { posts }
