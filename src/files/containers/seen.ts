import { join } from '../path.ts'
import type { Mount } from './container.ts'

/** Where programs of nginx, in packages and in images, read their configuration. */
const configured =
  /^\/(?:etc\/(?:nginx|openresty|tengine|angie)|usr\/local\/(?:nginx|openresty|etc\/nginx)|opt\/(?:bitnami\/)?(?:nginx|openresty)|config\/nginx)\//

/** Where a file of the store lies in a container, by a mount that holds it; undefined also where that counts from a folder nobody names. */
function seenAt({ place, target }: Mount, path: string): string | undefined {
  if (path === place) return target
  const isBelow = place === '.' ? !/^(?:\/|\.\.\/)/.test(path) : path.startsWith(`${place}/`)
  return isBelow && target.startsWith('/') ? join(target, place === '.' ? path : path.slice(place.length)) : undefined
}

/**
 * Is a file put where nginx reads it? A program that gets the whole repository sees that of another, too. One that is put
 * somewhere by itself is meant for what runs there.
 */
export function isPut(mount: Mount, path: string, isNginx: boolean): boolean {
  const seen = seenAt(mount, path)
  return seen !== undefined && (configured.test(`${seen}/`) || (isNginx && path === mount.place))
}

/** `nginx:1.28`, `registry.example.com/team/nginx-unprivileged`, `openresty/openresty`. */
export const isNginxImage = (image: string): boolean => /(?:nginx|openresty|tengine|angie|swag)/i.test(image)
