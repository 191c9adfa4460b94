import { expect, test } from 'vitest'
import { applyEdits, type Edit, editsOf, revise, untouched } from '../../src/text/index.ts'
import fc from '../random.ts'

/** Edits of a text that do not overlap, from cut points and replacements. */
function editsFor(text: string, cuts: readonly number[], texts: readonly string[]): Edit[] {
  const points = [...new Set(cuts.map(cut => cut % (text.length + 1)))].sort((a, b) => a - b)
  const edits: Edit[] = []
  for (let at = 0; at + 1 < points.length; at += 2)
    edits.push({ path: 'f', span: { start: points[at]!, end: points[at + 1]! }, text: texts[at % texts.length] ?? '' })
  return edits
}

const round = fc.record({
  cuts: fc.array(fc.nat(200), { maxLength: 8 }),
  texts: fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
})

test('edits of many rounds compose to edits of the original', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.array(round, { maxLength: 5 }), (original, rounds) => {
      let text = original
      let pieces = untouched(original)
      for (const { cuts, texts } of rounds) {
        const edits = editsFor(text, cuts, texts)
        text = applyEdits(text, edits)
        pieces = revise(pieces, edits)
      }
      expect(applyEdits(original, editsOf('f', original, pieces))).toBe(text)
    }),
  )
})

test('what was changed and changed back is no edit', () => {
  const there = revise(untouched('abc'), [{ path: 'f', span: { start: 1, end: 2 }, text: 'X' }])
  const back = revise(there, [{ path: 'f', span: { start: 1, end: 2 }, text: 'b' }])
  expect(editsOf('f', 'abc', back)).toEqual([])
})
