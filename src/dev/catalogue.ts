import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Confidence, Severity } from '../rules/rule.ts'

/** One rule that was worked out, whether or not it is written. */
export interface CatalogueRow {
  readonly id: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly theme: string
}

/** Every rule that was worked out, from `facts/catalogue.tsv`, in the order of the ids. */
export function catalogue(): readonly CatalogueRow[] {
  const file = fileURLToPath(new URL('facts/catalogue.tsv', import.meta.url))
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const [id, severity, confidence, theme] = line.split('\t')
    return { id, severity, confidence, theme } as CatalogueRow
  })
}
