import { expect, test } from 'vitest'
import { FollowedText } from '../../src/report/followed-text.ts'
import { secretLines } from '../../src/report/redact.ts'
import { applyEdits, type Edit, markSecret, type SourceFile, unifiedDiff } from '../../src/text/index.ts'
import fc from '../random.ts'

const file = (text: string): SourceFile => ({ path: 'a.conf', text, encoding: 'utf8' })

const line = fc.constantFrom('server {', '}', 'listen 80;', 'password hunter2x;', '# é', '', 'x', '  root /w;')
const round = fc.array(fc.record({ at: fc.nat(), length: fc.nat(40), lines: fc.array(line, { maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 4,
})

test('the diff of each step is the diff of the whole file', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 80 }),
      fc.array(round, { maxLength: 6 }),
      fc.boolean(),
      (start, all, end) => {
        let text = start.join('\n') + (end ? '\n' : '')
        const followed = new FollowedText('a.conf', file(text))
        for (const raw of all) {
          const places = [...new Set(raw.map(({ at }) => at % (text.length + 1)))].sort((a, b) => a - b)
          const edits = places.map((from, nth): Edit => {
            const limit = Math.max(from, (places[nth + 1] ?? text.length + 1) - 1)
            const span = { start: from, end: Math.min(limit, from + (raw[nth]?.length ?? 0)) }
            return { path: 'a.conf', span, text: (raw[nth]?.lines ?? []).map(each => `${each}\n`).join('') }
          })
          const whole = unifiedDiff({ path: 'a.conf', before: text, edits, hidden: secretLines(file(text)) })
          expect(followed.change(edits)).toBe(whole)
          text = applyEdits(text, edits)
          expect(followed.length).toBe(text.length)
        }
      },
    ),
  )
})

test('what is hidden stays hidden wherever it has moved to', () => {
  const text = 'a\nb\nmarked\nc\nd\n<key>\nabcdef\n</key>\ne\nf\n'
  const source = file(text)
  markSecret({ file: source, span: { start: 4, end: 10 } })
  const followed = new FollowedText('a.conf', source)
  followed.change([{ path: 'a.conf', span: { start: 0, end: 0 }, text: 'new\n'.repeat(5) }])
  const diff = followed.change([{ path: 'a.conf', span: { start: 31, end: 32 }, text: 'C' }])
  expect(diff).toContain('-c\n+C\n d\n')
  expect(diff).not.toContain('marked')
  const other = followed.change([{ path: 'a.conf', span: { start: 55, end: 56 }, text: 'E' }])
  expect(other).toContain('-e\n+E\n f\n')
  expect(other).not.toContain('abcdef')
})

/** A text that counts the characters which are taken out of it. */
class Counted extends String {
  taken = 0

  override slice(start?: number, end?: number): string {
    const part = super.slice(start, end)
    this.taken += part.length
    return part
  }
}

test('a step costs no more in a large file than in a small one: the file is cut up once', () => {
  const takenFor = (size: number): number => {
    const counted = new Counted('server_tokens on;\n'.repeat(size))
    const followed = new FollowedText('a.conf', { ...file(''), text: counted as unknown as string })
    for (let nth = 0; nth < 100; nth++) {
      const start = nth * 18 + 14
      followed.change([{ path: 'a.conf', span: { start, end: start + 2 }, text: 'ON' }])
    }
    return counted.taken / counted.length
  }
  expect(takenFor(10_000)).toBeLessThan(1.1 * takenFor(1000))
})
