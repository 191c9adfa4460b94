import { readFileSync } from 'node:fs'
import { parseVersion, type Version } from '../target/version.ts'
import { literal } from './literal.ts'

/** The advisories as one string of JSON, which is read faster than rows: whether a version is open is asked at every start. */
export function generate(): Record<string, string> {
  const source = new URL('facts/nginx/advisories.tsv', import.meta.url)
  const rows = readFileSync(source, 'utf8').trimEnd().split('\n').slice(1)
  const head = '// Generated from src/dev/facts/nginx/advisories.tsv. Do not edit.\n'
  const lines = rows.map(row => JSON.stringify(readAdvisory(row)))
  return {
    'src/formats/nginx/tables/advisories.gen.ts': `${head}export const advisoryTable: string = ${literal(`[\n${lines.join(',\n')}\n]`)}\n`,
  }
}

/**
 * `source` of a row: nginx.org's list, or where that was not to be had, the changes of nginx 1.30 and the change logs of
 * Debian's packages. These name no severity (`medium` stands for it) and no first affected version: the oldest one that
 * Debian mended counts, and 1.31.3, the last that is older than the fixes.
 */
function readAdvisory(row: string): object {
  const [cve = '', name = '', severity, vulnerable = '', fixed = '', trigger = '', debian12 = '', debian13 = ''] =
    row.split('\t')
  return {
    cve,
    name,
    severity,
    vulnerable: vulnerable.split(' ').flatMap(range => {
      const [first, last = first] = range.split('-').map(parseVersion)
      return first && last ? [[first, last]] : []
    }),
    fixed: fixed.split(' ').flatMap((text): Version[] => [parseVersion(text) ?? []].filter(({ length }) => length > 0)),
    trigger,
    ...(debian12 !== '' && { debian12: Number(debian12) }),
    ...(debian13 !== '' && { debian13: Number(debian13) }),
  }
}
