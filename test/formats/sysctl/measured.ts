import { readFileSync } from 'node:fs'
import type { Verdict } from '../../../src/formats/format.ts'
import { canonical, keyOf, variable } from '../../../src/formats/sysctl/key.ts'
import { load } from '../../../src/formats/sysctl/load.ts'
import type { Applier } from '../../../src/formats/sysctl/model.ts'
import { orderOf } from '../../../src/formats/sysctl/order.ts'
import { reduce } from '../../../src/formats/sysctl/reduce.ts'
import { followed, play } from '../../../src/formats/sysctl/simulate.ts'
import { verdictOf } from '../../../src/formats/sysctl/verdict.ts'
import { defaultTarget, type Target } from '../../../src/target/index.ts'
import { type Entry, hostStore } from './store.ts'

/** 110 small trees with what four real appliers did to them, measured on Debian kernels. */

export interface Result {
  readonly exit: number
  readonly values: Readonly<Record<string, string>>
}

export interface Case {
  readonly id: string
  readonly title: string
  readonly mode?: 'file'
  readonly files: Readonly<Record<string, Entry>>
  readonly before?: Readonly<Record<string, string>>
  /** The interfaces are older than any write to conf.default, and have no address: as at boot. */
  readonly fresh?: boolean
  readonly results: Readonly<Record<string, Result>>
}

export const measured = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as {
  readonly start: Readonly<Record<string, string>>
  readonly interfaces: readonly string[]
  readonly cases: readonly Case[]
}

export const target: Target = {
  ...defaultTarget,
  kernel: [6, 12],
  systemd: [257],
  distribution: { id: 'debian', version: '13' },
  assumed: [],
}

export interface Simulated {
  readonly verdict: Verdict
  value(key: string): string | undefined
}

/** What our model says of a case; `start` holds the values before the run, default: those of the measurement. */
export function simulate(each: Case, applier: Applier, start?: ReadonlyMap<string, string>): Simulated {
  const forest = load('/', hostStore(each.files))
  const { files } = orderOf(applier, forest, target)
  const statements = files.flatMap(file => [...file.statements])
  const values = new Map(start ?? Object.entries({ ...measured.start, ...each.before }))
  const names = ['all', 'default', ...measured.interfaces]
  const played = play(reduce(statements, applier), { applier, target, names, values, settled: each.fresh !== true })
  const verdict = verdictOf({ applier, target, files, statements, attempts: played.attempts })
  const value = (key: string): string | undefined => {
    const own = variable(canonical(key))
    const seed = each.fresh ? followed(own) : undefined
    const start = seed && played.state.get(keyOf('ipv4', 'default', seed.attribute))
    return played.state.get(own)?.value ?? start?.value ?? values.get(own) ?? values.get(key)
  }
  return { verdict, value }
}
