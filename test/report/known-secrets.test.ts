import { afterEach, describe, expect, it, vi } from 'vitest'
import { KnownSecrets, secretsOf } from '../../src/report/known-secrets.ts'
import { redacted } from '../../src/report/redact.ts'
import { decode } from '../../src/text/index.ts'
import fc from '../random.ts'

afterEach(() => vi.restoreAllMocks())

describe('known secrets', () => {
  it('are hidden wherever they stand, those that hold others first', () => {
    const known = new KnownSecrets(['hunter2hunter2', 'hunter2'])
    expect(known.hide('a hunter2hunter2 b hunter2hunter c')).toBe('a *** b ***hunter c')
  })

  it('may be shorter than the start they are found by', () => {
    expect(new KnownSecrets(['abcdefgh', 'ab', 'x']).hide('cab abcdefgh box')).toBe('c*** *** bo***')
  })

  it('are hidden as if they were searched for one by one', () => {
    const letters = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength, maxLength })
    const lists = fc.uniqueArray(letters(1, 5), { maxLength: 6 })
    fc.assert(
      fc.property(lists, letters(0, 30), (list, text) => {
        const texts = list.toSorted((a, b) => b.length - a.length)
        const one = texts.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
        expect(new KnownSecrets(texts).hide(text)).toBe(one)
      }),
    )
  })

  it('are replaced only where they are, however many there are', () => {
    const known = new KnownSecrets(Array.from({ length: 5000 }, (_, nth) => `dXNlcjpwYXNz${nth}==`))
    const replace = vi.spyOn(String.prototype, 'replaceAll')
    expect(known.hide('proxy_set_header Authorization is sent to http://10.0.0.1')).not.toContain('***')
    expect(replace).not.toHaveBeenCalled()
    expect(known.hide('sends dXNlcjpwYXNz4321== to http://10.0.0.1')).toBe('sends *** to http://10.0.0.1')
    expect(replace).toHaveBeenCalledTimes(1)
    replace.mockRestore()
  })

  it('are hidden where they are long, and where a text was cut in one', () => {
    const long = `${'ab'.repeat(40)}${'c'.repeat(40)}`
    const known = new KnownSecrets([long, 'hunter2hunter2'])
    expect(known.hide(`a ${long} b ${long.slice(0, 64)}… hunter2hunter2`)).toBe('a *** b ***… ***')
    expect(known.hide(`a ${long.slice(0, 60)} b`)).toBe(`a ${long.slice(0, 60)} b`)
  })

  it('are looked for by as much of them as tells them from others, however long they are', () => {
    const known = new KnownSecrets([`${'x'.repeat(9000)}y`])
    const slice = vi.spyOn(String.prototype, 'slice')
    expect(known.hide('x'.repeat(3000))).toBe('***'.repeat(46) + 'x'.repeat(56))
    const longest = Math.max(...slice.mock.results.map(({ value }) => String(value).length))
    slice.mockRestore()
    expect(longest).toBeLessThanOrEqual(64)
  })

  it('are made once for a file', () => {
    const file = decode('nginx.conf', 'set $api_token hunter2hunter2;\n')
    expect(secretsOf(file)).toBe(secretsOf(file))
    expect(secretsOf(file).hide('hunter2hunter2')).toBe('***')
  })
})

describe('a part of a file', () => {
  const line = 'set $api_token hunter2hunter2;\n'
  const file = decode('nginx.conf', line.repeat(50))

  it('hides the secrets in it, also one that it cuts', () => {
    expect(redacted(file, { start: 10 * line.length + 18, end: 12 * line.length + 17 })).toBe(
      '***;\nset $api_token ***;\nset $api_token ***',
    )
  })

  it('is itself where it has none', () => {
    expect(redacted(file, { start: 0, end: 10 })).toBe('set $api_t')
    expect(redacted(file, { start: 49 * line.length + 29, end: 50 * line.length })).toBe(';\n')
  })
})
