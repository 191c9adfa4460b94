import { isLeaf, textAt, type Value } from './values.ts'

/** One entry of `ports:` of a Compose file (Compose specification, "ports"). */
export interface Port {
  /** The address of the machine that it is opened on. */
  readonly host: string | undefined
  readonly first: number
  readonly last: number
  readonly protocol: string
}

const short = /^(?:(\[[^\]]*\]|[^:[\]]*):)?(?:[^:]*:)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/

/** Undefined where it is none, or its number is not in the file. */
export const portOf = (entry: Value): Port | undefined => (isLeaf(entry) ? shortPort(entry.text) : long(entry))

/** `127.0.0.1:8080:80/tcp`, `8080:80`, `80`, `[::1]:8080:80`; with one colon the first part is a port of the machine. */
export function shortPort(entry: string): Port | undefined {
  const text = filledIn(entry)
  const [, first, from = '', to = from, protocol = 'tcp'] = short.exec(text) ?? []
  if (from === '') return undefined
  const parts = text.replace(/\[[^\]]*\]/, 'address').split(':')
  const host = parts.length === 3 ? first?.replace(/[[\]]/g, '') : undefined
  return { host, first: Number(from), last: Number(to), protocol }
}

function long(entry: Value): Port | undefined {
  const [from = '', to = from] = (textAt(entry, 'target') ?? '').split('-')
  if (!/^\d+$/.test(from)) return undefined
  const protocol = textAt(entry, 'protocol') ?? 'tcp'
  return { host: textAt(entry, 'host_ip'), first: Number(from), last: Number(to), protocol }
}

/** What a variable is when nobody sets it: `${PORT:-8080}`. */
export const filledIn = (text: string): string =>
  text.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1').replace(/\$\{[^${}]*\}|\$\w+/g, 'variable')

/** Is that an address only the machine itself reaches? */
export const isLoopback = (host: string | undefined): boolean =>
  host !== undefined && /^(?:127(?:\.\d+){3}|::1|localhost)$/.test(host)
