import { expect, test } from 'vitest'
import { emptyShape, type Shape } from '../../../src/formats/nginx/shape.ts'
import type { Directive } from '../../../src/tree/index.ts'
import fc from '../../random.ts'

const words = ['listen', 'server_name', 'location', 'location ', 'nolisten', 'set', '', 'constructor']
const statement = (name: string): Directive => ({ name: { value: name } }) as Partial<Directive> as Directive
const shapeOf = (names: readonly string[]): Shape | undefined =>
  names.reduce<Shape | undefined>((shape, name) => shape?.with(name), emptyShape())

test('a shape says of a level what its statements say', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 24 }), names => {
      const shape = shapeOf(names) as Shape
      const statements = names.map(statement)
      expect(shape.names).toEqual(names)
      expect([...shape.distinct]).toEqual([...new Set(names)])
      for (const word of words) {
        expect(shape.has(word), word).toBe(names.includes(word))
        expect(shape.pick(statements, word)).toEqual(statements.filter(({ name }) => name.value === word))
      }
    }),
  )
})

test('levels of the same names share one, and long ones have none', () => {
  expect(shapeOf(['listen', 'set', 'set'])).toBe(shapeOf(['listen', 'set', 'set']))
  expect(shapeOf(['listen', 'set'])).not.toBe(shapeOf(['set', 'listen']))
  expect(shapeOf(Array.from({ length: 25 }, () => 'set'))).toBeUndefined()
})
