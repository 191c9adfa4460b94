import { expect, test } from 'vitest'
import {
  applyEdits,
  type Edit,
  editsOf,
  type Pieces,
  revise,
  textOf,
  transplant,
  untouched,
} from '../../src/text/index.ts'
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

const letter = (nth: number): string => String.fromCharCode(0x4e00 + nth)

/** A text of so many different characters, changed here and there by characters that are nowhere else. */
function changedOften(original: string, places: readonly number[]): Pieces {
  let pieces = untouched(original)
  for (const [nth, place] of places.entries()) {
    const at = place % (textOf(original, pieces).length + 1)
    const span = { start: at, end: Math.min(at + (nth % 3), textOf(original, pieces).length) }
    pieces = revise(pieces, [{ path: 'f', span, text: nth % 4 === 3 ? '' : letter(10_000 + nth) }])
  }
  return pieces
}

const many = fc.array(fc.nat(2000), { minLength: 300, maxLength: 400 })

test('of many pieces, too, an edit is moved to the very characters that it was made for', () => {
  const original = Array.from({ length: 600 }, (_, nth) => letter(nth)).join('')
  fc.assert(
    fc.property(many, fc.array(fc.nat(2000), { maxLength: 20 }), (places, edits) => {
      const there = changedOften(original, places)
      // The same edits, of which some more are done there.
      const here = untouched(original)
      const [from, to] = [original, textOf(original, there)]
      for (const start of edits.map(place => place % from.length)) {
        const span = { start, end: start + 1 }
        const moved = transplant({ path: 'f', span, text: '' }, here, there)
        const at = to.indexOf(from.charAt(start))
        expect(moved?.span).toEqual(at === -1 ? undefined : { start: at, end: at + 1 })
        const back = transplant({ path: 'f', span: { start: at, end: at + 1 }, text: '' }, there, here)
        if (at !== -1) expect(back?.span).toEqual(span)
      }
    }),
    { numRuns: 15 },
  )
})

test('what an edit put in is found again behind many others', () => {
  const first: Edit = { path: 'f', span: { start: 500, end: 500 }, text: 'XYZ' }
  const here = revise(untouched('a'.repeat(1000)), [first])
  let there = here
  for (let nth = 0; nth < 400; nth++) there = revise(there, [{ path: 'f', span: { start: nth, end: nth }, text: '-' }])
  const moved = transplant({ path: 'f', span: { start: 501, end: 502 }, text: '' }, here, there)
  expect(moved?.span).toEqual({ start: 901, end: 902 })
  const inserted = transplant({ path: 'f', span: { start: 502, end: 502 }, text: '!' }, here, there)
  expect(inserted?.span).toEqual({ start: 902, end: 902 })
})

test('thousands of edits one after the other leave few runs of few pieces', () => {
  let pieces = untouched('a'.repeat(20_000))
  for (let nth = 0; nth < 2000; nth++) {
    const start = nth % 2 === 0 ? nth * 9 : 20_000 - nth * 9
    pieces = revise(pieces, [{ path: 'f', span: { start, end: start + 1 }, text: 'b' }])
  }
  expect(pieces.length).toBeLessThan(100)
  expect(Math.max(...pieces.map(run => run.pieces.length))).toBeLessThan(300)
})
