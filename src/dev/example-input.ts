import { type Baseline, builtin, defaultBaseline } from '../baseline/index.ts'
import type { AnalyzeInput } from '../engine/types.ts'
import { memoryStore } from '../files/index.ts'
import { parseVersion } from '../target/index.ts'
import type { Example } from './rule-page.ts'

/**
 * What `analyze` gets for an example on the page of `rule`: the default baseline with this rule switched on, unless the
 * example names a baseline. Dates in examples are judged on 2026-01-01.
 */
export function exampleInput(example: Example, rule: string): AnalyzeInput {
  const { files, host, format, context, target, peer, status, tracked } = example
  const known = Object.keys(status).length > 0 || tracked.length > 0
  return {
    files: known ? memoryStore(files, false, { status, tracked }) : files,
    today: '2026-01-01',
    baseline: judging(example, rule),
    ...(host ? {} : { format, roots: Object.keys(files) }),
    ...(peer && { peer }),
    ...(peer && host && { format, roots: Object.keys(files).filter(path => path !== peer && !path.endsWith('.rsc')) }),
    ...(context && { context }),
    ...(Object.keys(target).length > 0 && { target: versions(target) }),
  }
}

function judging(example: Example, rule: string): Baseline {
  const baseline = builtin(example.baseline ?? defaultBaseline)
  const control = baseline.controls[rule] ?? {}
  const options = { ...control.options, ...example.options }
  return { ...baseline, controls: { ...baseline.controls, [rule]: { ...control, options } } }
}

/** `nginx`, `openssl`, `openvpn`, `kernel`, `systemd` take a version; `nginxPackage` a text; `nginxModules` names with a plus between them; `distribution` `debian-12`. */
function versions(target: Example['target']): NonNullable<AnalyzeInput['target']> {
  return Object.fromEntries(
    Object.entries(target).map(([name, text]) => {
      if (name === 'nginxPackage') return [name, text]
      if (name === 'nginxModules') return [name, text.split('+')]
      if (name !== 'distribution') return [name, parseVersion(text)]
      const [id, version = ''] = text.split('-')
      return [name, { id, version }]
    }),
  )
}
