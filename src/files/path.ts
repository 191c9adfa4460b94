/** Posix path arithmetic without Node, so that the browser build has it too. */

/** Removes `.` and `x/..` textually. A leading `../` stays. `` becomes `.`. */
export function normalize(path: string): string {
  const absolute = path.startsWith('/')
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop()
    else if (part !== '..' || !absolute) out.push(part)
  }
  const joined = out.join('/')
  return absolute ? `/${joined}` : joined || '.'
}

export function dirname(path: string): string {
  const at = path.lastIndexOf('/')
  if (at === -1) return '.'
  return at === 0 ? '/' : path.slice(0, at)
}

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export const join = (...parts: string[]): string => normalize(parts.filter(part => part !== '').join('/'))

const ofHosts = new Set(['etc', 'usr', 'run', 'lib'])

/**
 * The directory that stands for `/` of the host a file belongs to: everything before the first
 * `/etc/`, `/usr/`, `/run/` or `/lib/` component. `hosts/a/etc/nginx/nginx.conf` → `hosts/a`,
 * `etc/sysctl.conf` → ``(the current directory), `/etc/x` → `/`. Undefined when the path shows none.
 */
export function hostRoot(path: string): string | undefined {
  for (let start = 0, end = path.indexOf('/'); end !== -1; start = end + 1, end = path.indexOf('/', start))
    if (ofHosts.has(path.slice(start, end))) return start > 1 ? path.slice(0, start - 1) : start === 1 ? '/' : ''
  return undefined
}

/** Where an absolute path of the host lies in the store: below its host root. */
export function onHost(root: string | undefined, absolute: string): string {
  if (root === undefined || root === '/' || !absolute.startsWith('/')) return normalize(absolute)
  return root === '' ? normalize(absolute.slice(1)) : normalize(`${root}${absolute}`)
}

/** The reverse: the absolute path on the host of a file of the store below `root`. Other paths stay as they are. */
export function hostPath(root: string | undefined, path: string): string {
  if (root === undefined || root === '/' || path.startsWith('/') !== root.startsWith('/')) return path
  if (root === '') return `/${path}`
  return path.startsWith(`${root}/`) ? path.slice(root.length) : path
}
