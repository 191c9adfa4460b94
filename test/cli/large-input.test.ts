import { beforeEach, expect, it, vi } from 'vitest'
import { whenLarge } from '../../src/cli/large-input.ts'
import { memoryStore } from '../../src/files/index.ts'

const flags = vi.hoisted(() => [] as string[])
vi.mock('node:module', () => ({
  createRequire: () => () => ({ setFlagsFromString: (flag: string) => flags.push(flag) }),
}))

beforeEach(() => flags.splice(0))

const store = () => whenLarge(memoryStore({ 'small.conf': 'a;\n', 'large.conf': 'a;\n'.repeat(100_000) }))

it('small files leave the engine alone, however often they are read', () => {
  const files = store()
  for (let time = 0; time < 100_000; time++) files.read('small.conf')
  expect(flags).toEqual([])
})

it('much text is told once', () => {
  const files = store()
  files.read('large.conf')
  files.read('large.conf')
  expect(flags).toEqual(Number.parseInt(process.versions.v8, 10) === 11 ? ['--interrupt-budget=600000'] : [])
  expect(files.list('.')).toEqual(['large.conf', 'small.conf'])
})

it('a huge input is told to collect sooner, once', () => {
  const path = (at: number): string => `${at}.conf`
  const texts = Array.from({ length: 20 }, (_, at) => [path(at), 'a;\n'.repeat(100_000)])
  const files = whenLarge(memoryStore(Object.fromEntries(texts)))
  for (let at = 0; at < 20; at++) files.read(path(at))
  const wanted = ['--interrupt-budget=600000', '--heap-growing-percent=40']
  expect(flags).toEqual(Number.parseInt(process.versions.v8, 10) === 11 ? wanted : [])
})
