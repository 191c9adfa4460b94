import { expect, test } from 'vitest'
import { allNeeds, sequence } from '../../../src/engine/plan/sequence.ts'
import fc from '../../random.ts'

const step = (id: string, ...needs: string[]) => ({ id, needs })
const ids = (steps: readonly { id: string }[]): string => steps.map(each => each.id).join('')

test('needs come first, everything else keeps its place', () => {
  expect(ids(sequence([step('c', 'a'), step('b'), step('a')]))).toBe('acb')
  expect(ids(sequence([step('a'), step('b'), step('c')]))).toBe('abc')
})

test('needs that nobody answers to are ignored', () => {
  expect(ids(sequence([step('a', 'gone'), step('b')]))).toBe('ab')
})

test('steps that need one another are an error with the circle', () => {
  expect(() => sequence([step('a', 'b'), step('b', 'c'), step('c', 'a')])).toThrow('a → b → c → a')
})

test('far needs are needs', () => {
  const steps = [step('a'), step('b', 'a'), step('c', 'b'), step('d')]
  expect([...allNeeds(step('c', 'b'), new Map(steps.map(each => [each.id, each])))].sort()).toEqual(['a', 'b'])
})

test('any graph without circles comes out with every need before its step', () => {
  const graph = fc
    .array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
    .map(all => all.map((needs, at) => step(`s${at}`, ...needs.filter(need => need > at).map(need => `s${need}`))))
  fc.assert(
    fc.property(graph, steps => {
      const order = sequence(steps)
      expect(order.map(each => each.id).sort()).toEqual(steps.map(each => each.id).sort())
      const place = new Map(order.map((each, at) => [each.id, at]))
      for (const each of order)
        for (const need of each.needs) expect(place.get(need) ?? -1).toBeLessThan(place.get(each.id)!)
    }),
  )
})
