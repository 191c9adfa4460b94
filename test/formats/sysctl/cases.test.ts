import { describe, expect, test } from 'vitest'
import { sysctl } from '../../../src/formats/sysctl/index.ts'
import type { Applier } from '../../../src/formats/sysctl/model.ts'
import { measured, type Result, simulate, target } from './measured.ts'
import { hostStore } from './store.ts'

const runs: readonly [Applier, string][] = [
  ['systemd', 'systemd-257'],
  ['procps', 'procps-4.0.4'],
]

describe.each(runs)('%s does what was measured', (applier, tool) => {
  test.each(measured.cases.map(each => [each.id, each.title, each] as const))('%s %s', (_id, _title, each) => {
    const result = each.results[tool] as Result
    const { verdict, value } = simulate(each, applier)
    for (const [key, expected] of Object.entries(result.values)) {
      const own = value(key)
      if (own !== undefined) expect(`${key} = ${own}`).toBe(`${key} = ${expected}`)
      else expect(['0', '1']).toContain(expected)
    }
    if (applier === 'systemd' || each.mode !== 'file') expect(verdict.loads).toBe(result.exit === 0)
  })
})

test('every file of the cases is a valid model', () => {
  for (const each of measured.cases) {
    const model = sysctl.resolve(sysctl.load('/', hostStore(each.files)), target)
    expect(model.scope).toBe('host')
  }
})
