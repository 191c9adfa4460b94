import { expect, test } from 'vitest'
import { applyEdits, type Edit, OverlapError } from '../../src/text/index.ts'
import { between } from '../../src/text/stages.ts'
import fc from '../random.ts'

const edit = (start: number, end: number, text: string): Edit => ({ path: 'a', span: { start, end }, text })

/** Edits that touch nothing in common: every span is used by one list at most. */
const split = fc
  .tuple(fc.string({ minLength: 1, maxLength: 30 }), fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.string(), fc.nat(3))))
  .map(([text, raw]) => {
    const chosen: (Edit & { list: number })[] = []
    for (const [a, b, replacement, list] of raw) {
      const span = { start: Math.min(a, b) % text.length, end: Math.max(a, b) % text.length }
      if (span.end < span.start) continue
      const free = chosen.every(each => each.span.end < span.start || span.end < each.span.start)
      if (free) chosen.push({ path: 'a', span, text: replacement, list })
    }
    return { text, chosen }
  })

test('two stages lead to the same text as the final edits alone', () => {
  fc.assert(
    fc.property(split, ({ text, chosen }) => {
      const first = chosen.filter(each => each.list !== 1)
      const final = chosen.filter(each => each.list > 0).map(each => (each.list > 1 ? { ...each, text: 'z' } : each))
      const staged = applyEdits(text, first)
      expect(applyEdits(staged, between(text, first, final))).toBe(applyEdits(text, final))
    }),
  )
})

test('stages whose edits overlap without being the same are refused', () => {
  expect(() => between('abcdef', [edit(1, 3, 'x')], [edit(2, 4, 'y')])).toThrow(OverlapError)
})
