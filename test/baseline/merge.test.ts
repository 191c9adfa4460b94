import { expect, test } from 'vitest'
import { BaselineError, builtin, flatten } from '../../src/baseline/index.ts'
import type { Baseline } from '../../src/baseline/types.ts'

const baseline = (name: string, rest: Partial<Baseline> = {}): Baseline => ({
  name,
  version: '1',
  description: '',
  extends: [],
  controls: {},
  settings: [],
  ...rest,
})

const among =
  (...all: Baseline[]) =>
  (name: string): Baseline | undefined =>
    all.find(each => each.name === name)

test('own words win over parents, later parents over earlier ones, options are merged key by key', () => {
  const low = baseline('low', { controls: { r: { severity: 'low', options: { a: 1, b: 1 }, why: 'x' }, s: {} } })
  const high = baseline('high', { controls: { r: { severity: 'high', options: { b: 2 } } } })
  const own = baseline('own', { extends: ['low', 'high'], controls: { r: { options: { c: 3 } } } })
  const { controls } = flatten(own, among(low, high))
  expect(controls).toEqual({ r: { severity: 'high', options: { a: 1, b: 2, c: 3 }, why: 'x' }, s: {} })
})

test('a child switches a rule of its parent off', () => {
  const parent = baseline('p', { controls: { r: { severity: 'high' } } })
  const child = baseline('c', { extends: ['p'], controls: { r: { severity: 'off' } } })
  expect(flatten(child, among(parent)).controls.r?.severity).toBe('off')
})

test('a setting of the same id replaces the one of the parent', () => {
  const setting = { format: 'nginx', setting: 'keepalive_timeout', severity: 'low', why: 'w' } as const
  const parent = baseline('p', { settings: [{ ...setting, maximum: 65 }] })
  const child = baseline('c', { extends: ['p'], settings: [{ ...setting, maximum: 10 }] })
  expect(flatten(child, among(parent)).settings).toEqual([{ ...setting, maximum: 10 }])
})

test('a circle and an unknown parent are errors', () => {
  const a = baseline('a', { extends: ['b'] })
  const b = baseline('b', { extends: ['a'] })
  expect(() => flatten(a, among(a, b))).toThrow(BaselineError)
  expect(() => flatten(a, among(a))).toThrow('a extends b, which is unknown')
})

test('built-in baselines are found by name, several at once, and a typo gets a suggestion', () => {
  expect(builtin('strict').extends).toEqual(['balanced'])
  expect(builtin('cis-nginx,kspp').name).toBe('cis-nginx+kspp')
  expect(() => builtin('strickt')).toThrow('unknown baseline strickt, did you mean strict?')
})
