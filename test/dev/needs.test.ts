import { afterEach, expect, test, vi } from 'vitest'
import { without } from '../oracle/needs.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('what is missing is skipped aloud', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.stubEnv('CI', '')
  without(['nginx', 'namespaces'])
  expect(warn.mock.calls.join()).toMatch(/SKIPPED: not installed: nginx .*; this machine or user has no: namespaces/)
})

test.each([['nginx'], ['root'], ['namespaces'], ['tun']] as const)('without %s nothing passes under CI=true', name => {
  vi.stubEnv('CI', 'true')
  expect(() => without([name])).toThrow(name)
})
