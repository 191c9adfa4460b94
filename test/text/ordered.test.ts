import { expect, test } from 'vitest'
import { leading } from '../../src/text/ordered.ts'
import fc from '../random.ts'

test('counts as one that looks at every item, and looks at few', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (numbers, limit) => {
      const ordered = numbers.toSorted((a, b) => a - b)
      let looks = 0
      const count = leading(ordered, each => ++looks > 0 && each < limit)
      expect(count).toBe(ordered.filter(each => each < limit).length)
      expect(looks).toBeLessThanOrEqual(Math.ceil(Math.log2(ordered.length + 1)))
    }),
  )
})
