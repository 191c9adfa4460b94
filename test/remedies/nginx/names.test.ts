import { expect, test } from 'vitest'
import { checkName } from '../../../src/remedies/nginx/names.ts'
import fc from '../../random.ts'

const because = (name: string, privateCa = false): string => {
  const check = checkName(name, privateCa)
  return check.ok ? check.challenge : check.because
}

/** What public CAs refuse, by their policy; certbot passes most of it on. */
test.each([
  ['api.example.com', 'http-01'],
  ['API.Example.COM.', 'http-01'],
  ['xn--fiqs8s.example.cn', 'http-01'],
  ['api.fintech.example', 'http-01'],
  ['*.example.com', 'dns-01'],
  ['_', 'characters'],
  ['a_b.example.com', 'characters'],
  ['例子.cn', 'characters'],
  ['a b.example.com', 'characters'],
  ['example.com:80', 'characters'],
  ['$hostname', 'characters'],
  ['', 'characters'],
  ['a..example.com', 'characters'],
  ['www.example.*', 'wildcard'],
  ['*.*.example.com', 'wildcard'],
  ['w*.example.com', 'wildcard'],
  ['*.com', 'labels'],
  ['com', 'labels'],
  ['a.b.c.d.e.f.g.h.i.j.com', 'labels'],
  ['-d.example.com', 'option'],
  ['--config-dir', 'option'],
  ['a.-b.com', 'hyphen'],
  ['a-.example.com', 'hyphen'],
  ['ab--cd.example.com', 'hyphen'],
  ['203.0.113.10', 'address'],
  [`${'a'.repeat(64)}.example.com`, 'length'],
  [`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(9)}.com`, 'length'],
  ['api.internal', 'top-level'],
  ['db.lan', 'top-level'],
  ['printer.local', 'top-level'],
  ['app.localhost', 'top-level'],
  ['x.test', 'top-level'],
])('%s: %s', (name, expected) => {
  expect(because(name)).toBe(expected)
})

test('a CA of one’s own issues for private names, not for malformed ones', () => {
  expect(because('api.internal', true)).toBe('http-01')
  expect(because('-x.internal', true)).toBe('option')
  expect(because('a_b.internal', true)).toBe('characters')
})

test('whatever is accepted can stand in a command, a file name and a directive', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.string({ unit: 'binary' })), text => {
      const check = checkName(text)
      if (check.ok) expect(check.name).toMatch(/^(?:\*\.)?[a-z0-9][a-z0-9.-]*$/)
    }),
  )
})
