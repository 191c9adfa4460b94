import { expect, test } from 'vitest'
import { atLeast, parseVersion } from '../../src/target/version.ts'
import fc from '../random.ts'

test('the leading dotted number, of four parts at most', () => {
  expect(parseVersion('1.22.1-9+deb12u1')).toEqual([1, 22, 1])
  expect(parseVersion('v20.20.2')).toEqual([20, 20, 2])
  expect(parseVersion('3.')).toEqual([3])
  expect(parseVersion('1.2.3.4.5')).toEqual([1, 2, 3, 4])
  for (const text of ['', 'v', '.1', 'nginx/1.22.1', 'vv1', '-1']) expect(parseVersion(text), text).toBeUndefined()
  expect(atLeast([1, 19, 4], '1.19.4')).toBe(true)
  expect(atLeast([1, 9], '1.19')).toBe(false)
})

test('reads what a pattern for it would', () => {
  const pieces = fc.constantFrom('v', '.', '0', '7', '12', '-', 'x', ' ', '١')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), found => {
      const text = found.join('')
      const digits = /^v?([0-9]+(?:\.[0-9]+){0,3})/.exec(text)?.[1]
      expect(parseVersion(text), text).toEqual(digits?.split('.').map(Number))
    }),
  )
})
