import { expect, test, vi } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import type { AnyRule } from '../../src/rules/rule.ts'
import { edit, lineRule } from './toy.ts'

/** More rules about the beginning of one block than anybody has counted in a real one. */
const letters = vi.hoisted(() => [...'abcdefghijklmnopqrstuvwxyz'])
const registry = vi.hoisted(() => ({ rules: [] as AnyRule[] }))
vi.mock('../../src/formats/index.ts', async () => ({ formats: [(await import('./toy.ts')).toyFormat] }))
vi.mock('../../src/rules/by-format.gen.ts', () => ({
  rulesOf: (format: string) => registry.rules.filter(rule => rule.format === format),
  ruleNamed: (id: string) => registry.rules.find(rule => rule.id === id),
  get ruleIds() {
    return registry.rules.map(rule => rule.id)
  },
}))

test('fixes that all write in the same place come one after the other, and a second run finds nothing left to do', () => {
  registry.rules = letters.map(letter =>
    lineRule(
      `toy/${letter}`,
      (_, value) => value.includes(letter),
      line => ({ edits: edit(line, line.args[0]!.value.replace(letter, '-')) }),
    ),
  )
  const controls = Object.fromEntries(letters.map(letter => [`toy/${letter}`, {}]))
  const baseline = { name: 'toy', version: '1', description: '', extends: [], controls, settings: [] }
  const input = { files: { 'a.toy': `n ${letters.join('')}\n` }, baseline }
  expect(fix(input, analyze(input)).files.get('a.toy')).toBe(`n ${'-'.repeat(26)}\n`)
})
