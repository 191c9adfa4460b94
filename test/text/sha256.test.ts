import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { digestOf } from '../../src/text/digest.ts'
import { encode } from '../../src/text/index.ts'
import { Sha256, sha256 } from '../../src/text/sha256.ts'
import fc from '../random.ts'

test('SHA-256 equals the platform implementation for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})

test('in pieces it is the same, and one can go on from where another stands', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 })), fc.uint8Array({ maxLength: 150 }), (parts, more) => {
      const first = new Sha256()
      for (const part of parts) first.add(part)
      const whole = createHash('sha256').update(Buffer.concat(parts))
      expect(first.hex()).toBe(whole.copy().digest('hex'))
      expect(new Sha256(first).add(more).hex()).toBe(whole.update(more).digest('hex'))
      expect(first.size).toBe(parts.reduce((sum, part) => sum + part.length, 0))
    }),
  )
})

test('the digest of a long text goes on from that of one that begins the same', () => {
  const unit = 'a line of some length\n\u{1f600}é'
  for (const encoding of ['utf8', 'latin1'] as const)
    fc.assert(
      fc.property(fc.nat(200_000), fc.string({ unit: 'binary' }), fc.nat(7), (at, added, shift) => {
        const text = (encoding === 'utf8' ? unit : 'é latin\n').repeat(9000).slice(shift % 2)
        const made = text.slice(0, at) + added.replace(/[\ud800-\udfff]/g, '') + text.slice(at + shift)
        if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(made + text)) return
        const file = (content: string) => ({ path: 'x', text: content, encoding })
        const digest = digestOf(file(made), digestOf(file(text)), Math.min(at, text.length))
        const bytes = encode(file(made))
        expect(digest.hex).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(digest.size).toBe(bytes.length)
      }),
      { numRuns: 15 },
    )
})

test('what is the same as before is not read again', () => {
  const text = 'x'.repeat(10 * 65_536)
  const before = digestOf({ text, encoding: 'utf8' })
  const reads = vi.spyOn(TextEncoder.prototype, 'encodeInto')
  digestOf({ text: `${text.slice(0, -9)}y`, encoding: 'utf8' }, before, text.length - 9)
  expect(reads).toHaveBeenCalledOnce()
  reads.mockRestore()
})
