import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { changed, followed } from '../../../src/report/sh/followed.ts'
import { applyEdits, encode, type SourceFile } from '../../../src/text/index.ts'
import fc from '../../random.ts'

test('a file that is followed through edits has the text and the digest that they give', () => {
  const part = fc.tuple(fc.nat(), fc.nat(9), fc.string({ unit: fc.constantFrom('a', '\n', 'é', '\u{1f600}') }))
  const steps = fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 5 })
  fc.assert(
    fc.property(
      fc.constantFrom('utf8', 'latin1'),
      fc.tuple(fc.boolean(), fc.boolean()),
      steps,
      (encoding, [wide, digested], all) => {
        const lone = /[\u{1f600}]/gu
        const start = (wide && encoding === 'utf8' ? 'wide é\n' : 'plain\n').repeat(15_000)
        let file: SourceFile = { path: 'x', text: start, encoding }
        let now = followed(file)
        for (const raw of all) {
          const places = raw.map(([at]) => at % file.text.length).sort((a, b) => a - b)
          const edits = raw.flatMap(([, length, added], nth) => {
            const [from = 0, next = file.text.length] = [places[nth], places[nth + 1]]
            const text = encoding === 'latin1' ? added.replace(lone, '') : added
            const span = { start: from, end: Math.min(from + length, next - 1) }
            return span.end < span.start ? [] : [{ path: 'x', span, text }]
          })
          const text = applyEdits(file.text, edits)
          if (edits.length === 0 || /\p{Surrogate}/u.test(text)) return
          file = { ...file, text }
          now = changed(now, { edits, key: '1.1', digested })
          const hex = createHash('sha256').update(encode(file)).digest('hex')
          expect(now.state).toBe(digested ? hex : `1.1:${encode(file).length}`)
          expect(now.text.slice(0)).toBe(text)
        }
      },
    ),
    { numRuns: 30 },
  )
})
