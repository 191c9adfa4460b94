import { expect, test } from 'vitest'
import { applyEdits, Stretches } from '../../src/text/index.ts'
import fc from '../random.ts'

const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '中', '\u{1f600}', 'b'), maxLength: 12 })
const change = fc.record({ at: fc.nat(), length: fc.nat(30_000), text })
const bytes = (part: string): number => new TextEncoder().encode(part).length
const lines = (part: string): number => part.split('\n').length - 1

/** An offset of the text that lies between two characters. */
function place(whole: string, at: number): number {
  const offset = at % (whole.length + 1)
  return /[\udc00-\udfff]/.test(whole.charAt(offset)) ? offset + 1 : offset
}

test('a text in stretches is the text, whatever was done to it: parts, lines, bytes', () => {
  const start = fc.tuple(text, fc.nat(4000)).map(([part, count]) => part.repeat(count))
  fc.assert(
    fc.property(start, fc.array(change, { maxLength: 8 }), fc.nat(), fc.nat(5), (first, changes, asked, far) => {
      let whole = first
      const stretches = new Stretches(whole)
      for (const each of changes) {
        const span = { start: place(whole, each.at), end: 0 }
        span.end = Math.max(span.start, place(whole, Math.min(whole.length, span.start + each.length)))
        stretches.replace(span, each.text)
        whole = applyEdits(whole, [{ path: 'f', span, text: each.text }])
      }
      const at = place(whole, asked)
      expect(stretches.length).toBe(whole.length)
      expect(stretches.slice(0)).toBe(whole)
      expect(stretches.slice(at, at + 9000)).toBe(whole.slice(at, at + 9000))
      expect(stretches.linesBefore(at)).toBe(lines(whole.slice(0, at)))
      expect(stretches.bytesIn({ start: 0, end: at })).toBe(bytes(whole.slice(0, at)))
      const from = place(whole, Math.min(asked % 9000, at))
      if (from <= at) expect(stretches.bytesIn({ start: from, end: at })).toBe(bytes(whole.slice(from, at)))
      const before = whole.slice(0, at).split('\n')
      const above = before.slice(0, Math.max(0, before.length - 1 - far))
      expect(stretches.lineStart(at, far)).toBe(above.map(each => `${each}\n`).join('').length)
      const behind = whole.slice(at).split('\n')
      const rest = behind.slice(0, far + 1).join('\n').length + (behind.length > far + 1 ? 1 : 0)
      expect(stretches.lineEnd(at, far)).toBe(at + rest)
    }),
    { numRuns: 60 },
  )
})
