import { readFileSync } from 'node:fs'

/** The map from rules to clauses, for the evidence report. */
export function generate(): Record<string, string> {
  const source = new URL('facts/compliance.json', import.meta.url)
  const { as_of: asOf, frameworks, themes } = JSON.parse(readFileSync(source, 'utf8'))
  const text = `// Generated from src/dev/facts/compliance.json. Do not edit.
import type { ComplianceMap } from './framework.ts'

export const compliance: ComplianceMap = ${JSON.stringify({ asOf, frameworks, themes }, null, 1)}
`
  return { 'src/report/evidence/compliance.gen.ts': text }
}
