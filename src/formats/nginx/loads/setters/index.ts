import type { Setter } from '../call.ts'
import { addressSetters } from './address.ts'
import { coreSetters } from './core.ts'
import { filterSetters } from './filters.ts'
import { http2Setters } from './http2.ts'
import { listenSetters } from './listen.ts'
import { locationSetters } from './location.ts'
import { logSetters } from './log.ts'
import { mailSetters } from './mail.ts'
import { mainSetters } from './main.ts'
import { optionalSetters } from './optional.ts'
import { passSetters } from './pass.ts'
import { posts } from './posts.ts'
import { rewriteSetters } from './rewrite.ts'
import { thirdPartySetters } from './third-party.ts'
import { upstreamSetters } from './upstream.ts'
import { zoneSetters } from './zones.ts'

const tables: readonly Readonly<Record<string, Setter>>[] = [
  addressSetters,
  coreSetters,
  filterSetters,
  http2Setters,
  listenSetters,
  locationSetters,
  logSetters,
  mailSetters,
  mainSetters,
  optionalSetters,
  passSetters,
  rewriteSetters,
  thirdPartySetters,
  upstreamSetters,
  zoneSetters,
]

/** By the name of the daemon's own function. */
export const setterNamed = (name: string): Setter | undefined => tables.find(table => table[name])?.[name]

export { posts }
