import type { Baseline } from '../baseline/types.ts'
import type { AnalyzeInput } from '../engine/types.ts'
import { parseVersion } from '../target/index.ts'
import type { Example } from './rule-page.ts'

/**
 * What `analyze` gets for an example on the page of `rule`. Every rule runs, at its own severity: a built-in baseline
 * takes part only when the example names one. Dates in examples are judged on 2026-01-01.
 */
export function exampleInput(example: Example, rule: string, ids: readonly string[]): AnalyzeInput {
  const { files, host, format, context, target } = example
  return {
    files,
    today: '2026-01-01',
    baseline: example.baseline ?? everyRule(rule, example.options, ids),
    ...(host ? {} : { format, roots: Object.keys(files) }),
    ...(context && { context }),
    ...(Object.keys(target).length > 0 && { target: versions(target) }),
  }
}

const everyRule = (rule: string, options: Example['options'], ids: readonly string[]): Baseline => ({
  name: 'every-rule',
  version: '1',
  description: 'Every rule, for examples',
  extends: [],
  controls: Object.fromEntries(ids.map(id => [id, id === rule ? { options } : {}])),
  settings: [],
})

/** `nginx`, `openssl`, `openvpn`, `kernel`, `systemd` take a version; `nginxPackage` a text; `distribution` `debian-12`. */
function versions(target: Example['target']): NonNullable<AnalyzeInput['target']> {
  return Object.fromEntries(
    Object.entries(target).map(([name, text]) => {
      if (name === 'nginxPackage') return [name, text]
      if (name !== 'distribution') return [name, parseVersion(text)]
      const [id, version = ''] = text.split('-')
      return [name, { id, version }]
    }),
  )
}
