import { expect, test } from 'vitest'
import { type Certificate, covers, daysUntil } from '../../src/x509/index.ts'

const named = (...dnsNames: string[]): Certificate =>
  ({ dnsNames, addresses: ['192.0.2.1', '2001:db8::1'] }) as unknown as Certificate

test.each([
  ['app.example.com', 'APP.example.com', true],
  ['app.example.com', 'app.example.com.', true],
  ['*.example.com', 'app.example.com', true],
  ['*.example.com', '*.example.com', true],
  ['*.example.com', 'a.b.example.com', false],
  ['*.example.com', 'example.com', false],
  ['app.example.com', '*.example.com', false],
  ['*', 'localhost', false],
  ['app.example.com', '192.0.2.1', true],
  ['app.example.com', '[2001:db8::1]', true],
  ['app.example.com', '192.0.2.2', false],
])('a certificate for %s serves %s: %s', (given, name, expected) => {
  expect(covers(named(given), name)).toBe(expected)
})

test('days are whole and count down past zero', () => {
  expect(daysUntil('2026-01-22T00:00:00Z', '2026-01-01')).toBe(21)
  expect(daysUntil('2026-01-01T12:00:00Z', '2026-01-01')).toBe(0)
  expect(daysUntil('2025-12-31T23:59:59Z', '2026-01-01')).toBe(-1)
})
