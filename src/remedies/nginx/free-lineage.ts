import type { NginxModel } from '../../formats/nginx/model.ts'

const members = ['fullchain.pem', 'cert.pem', 'chain.pem', 'privkey.pem']

/**
 * Does the name's folder hold files that somebody put there by hand? certbot refuses the name then ("live directory
 * exists", `certbot/_internal/storage.py`). Known only where the store holds the whole host.
 */
export function isOccupied({ forest: { complete, exists } }: Pick<NginxModel, 'forest'>, lineage: string): boolean {
  if (!complete || !exists || exists(`/etc/letsencrypt/renewal/${lineage}.conf`)) return false
  return members.some(name => exists(`/etc/letsencrypt/live/${lineage}/${name}`))
}

/** The name, or the next one that is free, numbered as certbot itself numbers: `example.com-0001`. */
export function freeLineage(model: Pick<NginxModel, 'forest'>, lineage: string): string {
  if (!isOccupied(model, lineage)) return lineage
  for (let number = 1; number < 100; number++) {
    const numbered = `${lineage}-${String(number).padStart(4, '0')}`
    if (!isOccupied(model, numbered)) return numbered
  }
  return lineage
}
