import { expect, test } from 'vitest'
import { fingerprint, hash } from '../../src/engine/fingerprint.ts'
import fc from '../random.ts'

test('a fingerprint is 16 hexadecimal digits and depends on each part', () => {
  const base = fingerprint('nginx/x', 'a.conf', 'server a')
  expect(base).toMatch(/^[0-9a-f]{16}$/)
  const others = [
    fingerprint('nginx/y', 'a.conf', 'server a'),
    fingerprint('nginx/x', 'b.conf', 'server a'),
    fingerprint('nginx/x', 'a.conf', 'server b'),
    fingerprint('nginx/x', 'a.conf', 'server a', 1),
  ]
  expect(new Set([base, ...others]).size).toBe(5)
})

test('100,000 similar subjects do not collide', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, nth) => hash(`server host-${nth}.example`)))
  expect(seen.size).toBe(100_000)
})

test('any text has a hash of 16 digits', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => /^[0-9a-f]{16}$/.test(hash(text))))
})
