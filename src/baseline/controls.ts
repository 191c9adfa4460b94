import { ruleIds, ruleNamed } from '../rules/by-format.gen.ts'
import { engineRules } from '../rules/own-rules.ts'
import { mostTold } from './document.ts'
import { validators } from './options.gen.ts'
import type { Baseline } from './types.ts'
import { type Complaint, complaints, unknown } from './validate.ts'

/** What is wrong with controls that stand under `at` in a file: unknown rules and options. `more` are further ids. */
export function badControls(
  controls: Baseline['controls'],
  at: readonly string[],
  more: readonly string[] = [],
): Complaint[] {
  const ids = new Set([...ruleIds, ...engineRules.map(rule => rule.id), ...more])
  const bad: Complaint[] = []
  for (const [id, { options }] of Object.entries(controls)) {
    // The nearest rule is looked for among all, once for each.
    if (bad.length > mostTold) break
    if (!ids.has(id)) bad.push({ path: [...at, id], atKey: true, message: unknown('rule', id, ids) })
    else if (options) bad.push(...badOptions(id, options, [...at, id, 'options']))
  }
  return bad
}

function badOptions(id: string, given: object, path: readonly string[]): Complaint[] {
  const validate = validators[id]
  if (!validate) return [{ path, atKey: true, message: { en: `${id} has no options`, zh: `${id} 没有选项` } }]
  return complaints(validate, given, Object.keys(ruleNamed(id)?.defaults ?? {})).map(each => ({
    ...each,
    path: [...path, ...each.path],
  }))
}
