import { expect, test } from 'vitest'
import { builtin, builtinNames, holds } from '../../src/baseline/index.ts'
import { ruleIds } from '../../src/rules/by-format.gen.ts'

test('a baseline holds files against the rules that it names when all it extends is poured together', () => {
  for (const name of builtinNames) {
    const { controls } = builtin(name)
    const held = ruleIds.filter(rule => controls[rule] !== undefined && controls[rule].severity !== 'off')
    expect(ruleIds.filter(rule => holds(name, rule))).toEqual(held)
  }
  expect(holds('strict', 'nginx/no-such-rule')).toBe(false)
})
