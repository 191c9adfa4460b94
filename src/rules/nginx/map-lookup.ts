import type { Table } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'

/** Does a map have an entry of its own for a value? Keys are compared without case; with `hostnames` some are masks. */
export function lookedUp({ entries }: Table, value: string): boolean {
  const keys = entries.filter(({ args }) => args.length > 0).map(nameOf)
  const hostnames = entries.some(entry => entry.args.length === 0 && nameOf(entry) === 'hostnames')
  const text = value.toLowerCase()
  return keys.some(key => {
    if (key.startsWith('~')) return matchesPattern(key, value)
    const plain = key.toLowerCase().replace(/^\\/, '')
    return plain === text || (text === '' && key === '""') || (hostnames && covers(plain, text))
  })
}

/** A pattern that only PCRE can read may take everything. */
function matchesPattern(key: string, value: string): boolean {
  const ignoreCase = key.startsWith('~*')
  return matchRegex(key.slice(ignoreCase ? 2 : 1), value, ignoreCase) !== false
}

/** `.example.com`, `*.example.com`, `mail.*` (ngx_http_map_module). */
function covers(mask: string, host: string): boolean {
  if (mask.startsWith('.')) return host === mask.slice(1) || host.endsWith(mask)
  if (mask.startsWith('*.')) return host.length > mask.length - 1 && host.endsWith(mask.slice(1))
  return mask.endsWith('.*') && host.startsWith(mask.slice(0, -1)) && host.length > mask.length - 1
}
