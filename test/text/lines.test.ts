import { expect, test } from 'vitest'
import { Lines } from '../../src/text/lines.ts'
import { decode, lineCount, lineSpan, position } from '../../src/text/source.ts'
import fc from '../random.ts'

/** Longer than what is looked through at once. */
const long = (width: number): string => `${'x'.repeat(width)}\n`.repeat(Math.ceil(200_000 / (width + 1)))

const asked = fc.array(
  fc.record({ by: fc.constantFrom('line', 'offset'), part: fc.double({ min: 0, max: 1.1, noNaN: true }) }),
)

test('places are the same in whatever order they are asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90_000 }), asked, (width, questions) => {
      const text = long(width)
      const file = decode('a.conf', text)
      const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
      for (const { by, part } of questions) {
        const offset = Math.floor(part * text.length)
        const line = Math.floor(part * starts.length)
        if (by === 'offset') {
          const found = starts.filter(start => start <= offset).length
          expect(position(file, offset)).toEqual({ line: found, column: offset - (starts[found - 1] as number) + 1 })
        } else {
          const start = starts[line - 1] ?? text.length
          expect(lineSpan(file, line)).toEqual({ start, end: Math.max(start, (starts[line] ?? text.length + 1) - 1) })
        }
      }
      expect(lineCount(file)).toBe(starts.length)
    }),
    { numRuns: 60 },
  )
})

test('the end of a long text is not looked at for its beginning', () => {
  const lines = new Lines(long(9))
  expect(lines.until(0).length).toBeLessThan(10_000)
  expect(lines.first(3).length).toBeLessThan(10_000)
  expect(lines.first(Number.POSITIVE_INFINITY)).toHaveLength(20_001)
})
