import { readFileSync } from 'node:fs'

/** The suite table as one string: decoded only when a cipher string is asked about. */
export function generate(): Record<string, string> {
  const source = new URL('facts/tls/suites.tsv', import.meta.url)
  const rows = readFileSync(source, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map(line => line.replaceAll('\t', ' '))
  const text = `// Generated from src/dev/facts/tls/suites.tsv. Do not edit.\nexport const suiteTable: string = \`${rows.join('\n')}\`\n`
  return { 'src/tls/suites.gen.ts': text }
}
