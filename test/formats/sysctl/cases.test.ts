import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sysctl } from '../../../src/formats/sysctl/index.ts'
import { canonical, variable } from '../../../src/formats/sysctl/key.ts'
import { load } from '../../../src/formats/sysctl/load.ts'
import type { Applier } from '../../../src/formats/sysctl/model.ts'
import { orderOf } from '../../../src/formats/sysctl/order.ts'
import { reduce } from '../../../src/formats/sysctl/reduce.ts'
import { play } from '../../../src/formats/sysctl/simulate.ts'
import { verdictOf } from '../../../src/formats/sysctl/verdict.ts'
import { defaultTarget, type Target } from '../../../src/target/index.ts'
import { type Entry, hostStore } from './store.ts'

/** 110 small trees with what four real appliers did to them, measured on Debian kernels. */

interface Result {
  readonly exit: number
  readonly values: Readonly<Record<string, string>>
}

interface Case {
  readonly id: string
  readonly title: string
  readonly mode?: 'file'
  readonly files: Readonly<Record<string, Entry>>
  readonly before?: Readonly<Record<string, string>>
  readonly results: Readonly<Record<string, Result>>
}

const measured = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as {
  readonly start: Readonly<Record<string, string>>
  readonly interfaces: readonly string[]
  readonly cases: readonly Case[]
}

const target: Target = {
  ...defaultTarget,
  kernel: [6, 12],
  systemd: [257],
  distribution: { id: 'debian', version: '13' },
  assumed: [],
}

const runs: readonly [Applier, string][] = [
  ['systemd', 'systemd-257'],
  ['procps', 'procps-4.0.4'],
]

function simulate(each: Case, applier: Applier) {
  const forest = load('/', hostStore(each.files))
  const { files } = orderOf(applier, forest, target)
  const statements = files.flatMap(file => [...file.statements])
  const values = new Map(Object.entries({ ...measured.start, ...each.before }))
  const names = ['all', 'default', ...measured.interfaces]
  const played = play(reduce(statements, applier), { applier, target, names, values })
  const verdict = verdictOf({ applier, target, files, statements, attempts: played.attempts })
  const value = (key: string): string | undefined => {
    const own = variable(canonical(key))
    return played.state.get(own)?.value ?? values.get(own) ?? values.get(key)
  }
  return { verdict, value }
}

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
