import { Ajv, type AnySchema } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'

const toSource = standalone as unknown as { default: (ajv: Ajv, names: Record<string, string>) => string }

/**
 * A module that exports `validators` by name and needs nothing at run time.
 * `unicode: false` counts UTF-16 units, which spares the helper that ajv would import for lengths.
 */
export function validatorModule(schemas: Readonly<Record<string, AnySchema>>, head: string): string {
  const ajv = new Ajv({
    code: { source: true, esm: true },
    allErrors: true,
    unicode: false,
    strict: false,
    logger: false,
  })
  const keys = Object.keys(schemas)
  for (const key of keys) ajv.addSchema(withoutProse(schemas[key]), key)
  const code =
    keys.length === 0 ? '' : toSource.default(ajv, Object.fromEntries(keys.map((key, at) => [`v${at}`, key])))
  const table = keys.map((key, at) => `${JSON.stringify(key)}: v${at}`).join(', ')
  return `${head}// @ts-nocheck: the functions are written by ajv
import type { Validate } from './validate.ts'

export const validators: Readonly<Record<string, Validate>> = /* @__PURE__ */ (() => {
${bare(code)}
return { ${table} }
})()
`
}

/** Titles and descriptions would be carried along for nothing. */
const withoutProse = (schema: AnySchema | undefined): AnySchema =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => (proseKeys.has(key) && typeof value === 'string' ? undefined : value)),
  )

const proseKeys: ReadonlySet<string> = new Set(['title', 'description', '$schema'])

/** ajv compares objects (`const`, `enum`, `uniqueItems`) with a helper of its own: JSON text does as well. */
function bare(code: string): string {
  const own = code
    .replace(/^"use strict";/, '')
    .replace(/export const (v\d+) =/g, 'const $1 =')
    .replace(/export default \w+;/g, '')
    .replace(/require\("ajv\/dist\/runtime\/equal"\)\.default/g, '((a, b) => JSON.stringify(a) === JSON.stringify(b))')
  if (/\b(?:require\(|export\b)/.test(own)) throw new Error('a schema needs a run-time helper of ajv')
  return own
}
