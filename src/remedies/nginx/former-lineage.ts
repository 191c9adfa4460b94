import type { Command } from '../fix.ts'
import { root } from '../root.ts'
import { back } from './service.ts'

/** What a lineage of certbot is: links to the certificate in force, and how it is renewed. Keys stay where they are. */
export interface FormerLineage {
  /** To be done before certbot changes the lineage. */
  readonly save: Command
  /** The links lead to the former certificate again, and nginx serves it. */
  readonly restore: readonly Command[]
}

export function formerLineage(lineage: string): FormerLineage {
  const parts = [`live/${lineage}`, `renewal/${lineage}.conf`]
  const archive = `/etc/letsencrypt/confward-${lineage}.tar`
  return {
    save: root('tar', '-C', '/etc/letsencrypt', '-cf', archive, ...parts),
    restore: [root('tar', '-C', '/etc/letsencrypt', '-xf', archive), ...back, root('rm', '-f', archive)],
  }
}
