import { describe, expect } from 'vitest'
import { components } from '../../src/formats/sysctl/key.ts'
import type { Applier } from '../../src/formats/sysctl/model.ts'
import { type Case, measured, simulate } from '../formats/sysctl/measured.ts'
import { needs } from './daemons.ts'
import { apply } from './sysctl-namespace.ts'

/** The measured cases that touch nothing but network keys, on the appliers of this machine. */

const test = needs('sysctl', 'systemd-sysctl', 'ip', 'root', 'namespaces')

/** Everything else belongs to the whole machine. The domain name belongs to a namespace too. */
const own = (key: string): boolean => key.startsWith('net.') || key === 'kernel.domainname'

const touched = (each: Case): string[] => [
  ...Object.values(each.results).flatMap(result => Object.keys(result.values)),
  ...Object.keys(each.before ?? {}),
]

/** A key of the machine, in any spelling, anywhere in the files. */
const foreign = (each: Case): boolean =>
  Object.values(each.files).some(text => typeof text === 'string' && /(?:vm|fs|kernel)[./](?!domainname)/.test(text))

const usable = measured.cases.filter(each => touched(each).every(own) && !foreign(each))

const path = (key: string): string => components(key).join('/')
const asPaths = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [path(key), value]))

describe.each(['systemd', 'procps'] satisfies Applier[])('%s', applier => {
  test('there are cases to ask', () => expect(usable.length).toBeGreaterThan(90))

  test.each(usable.map(each => [each.id, each.title, each] as const))('%s %s', (_id, _title, each) => {
    const keys = [...new Set(touched(each))]
    const start = Object.fromEntries(Object.entries({ ...measured.start, ...each.before }).filter(([key]) => own(key)))
    const file = each.mode === 'file' ? { file: '/etc/sysctl.d/50-t.conf' } : {}
    const real = apply({ files: each.files, applier, keys: keys.map(path), start: asPaths(start), ...file })
    const before = new Map(keys.map(key => [key, real.before.get(path(key)) ?? '']))
    const { verdict, value } = simulate(each, applier, before)
    for (const key of keys) expect(`${key} = ${value(key)}`, real.output).toBe(`${key} = ${real.after.get(path(key))}`)
    if (applier === 'systemd' || each.mode !== 'file') expect(verdict.loads, real.output).toBe(real.status === 0)
  })
})
