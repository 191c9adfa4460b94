import { readFileSync } from 'node:fs'

/** The advisories as one string: read only when a target version was stated. */
export function generate(): Record<string, string> {
  const source = new URL('facts/nginx/advisories.tsv', import.meta.url)
  const rows = readFileSync(source, 'utf8').trimEnd().split('\n').slice(1)
  const head = '// Generated from src/dev/facts/nginx/advisories.tsv. Do not edit.\n'
  return {
    'src/formats/nginx/tables/advisories.gen.ts': `${head}export const advisoryTable: string = \`${rows.join('\n')}\`\n`,
  }
}
