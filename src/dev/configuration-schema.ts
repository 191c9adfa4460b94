import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AnyRule } from '../rules/rule.ts'

const source: string = fileURLToPath(new URL('../../baselines/configuration.schema.json', import.meta.url))

interface Schema {
  readonly properties: Readonly<Record<string, object>>
}

/** The schema of confward.yaml for editors: the one the program checks with, and every rule with its options. */
export async function generate(): Promise<Record<string, string>> {
  const { rules } = (await import('../rules/registry.gen.ts')) as { rules: readonly AnyRule[] }
  const schema = JSON.parse(readFileSync(source, 'utf8')) as Schema
  const severity = { enum: ['off', 'critical', 'high', 'medium', 'low', 'info'] }
  const control = ({ title, schema: options }: AnyRule): object => ({
    description: title.en,
    anyOf: [
      severity,
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          severity,
          why: { type: 'string' },
          ...(options && { options: { additionalProperties: false, ...options } }),
        },
      },
    ],
  })
  const known = Object.fromEntries(rules.map(rule => [rule.id, control(rule)]))
  const properties = { ...schema.properties, rules: { ...schema.properties.rules, properties: known } }
  return { 'confward.schema.json': `${JSON.stringify({ ...schema, properties }, null, 1)}\n` }
}
