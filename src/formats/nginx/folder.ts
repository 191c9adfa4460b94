import { basename } from '../../files/index.ts'

/** Folders of which a main file includes everything, and nothing else includes a part: which files it takes. */
const patterns: Readonly<Record<string, string>> = {
  'conf.d': '*.conf',
  'http.d': '*.conf',
  'vhosts.d': '*.conf',
  'sites-enabled': '*',
  'vhosts-enabled': '*',
}

/** What `include` says in a main file beside such a folder; undefined for other folders. */
export function includeOf(folder: string): string | undefined {
  const name = basename(folder)
  return Object.hasOwn(patterns, name) ? `${name}/${patterns[name]}` : undefined
}
