import { describe, expect, it } from 'vitest'
import { memoryStore, overlay } from '../../src/files/index.ts'
import { byBytes } from '../../src/files/order.ts'
import fc from '../random.ts'

const byBuffers = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe('byte order', () => {
  it('is the order of the UTF-8 bytes', () => {
    const near = fc.constantFrom(
      'a',
      'b',
      '\u07ff',
      '\ud7ff',
      '\ue000',
      '\uffee',
      '\u{10000}',
      '\u{1f600}',
      '\u{10ffff}',
    )
    const name = fc.array(near, { maxLength: 4 }).map(letters => letters.join(''))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(Math.sign(byBytes(a, b))).toBe(byBuffers(a, b))
      }),
    )
  })

  it('is that of values and of what is laid over them', () => {
    const base = memoryStore({ 'd/\u{1f600}': '', 'd/\uffee': '', 'd/a': '' })
    expect(base.list('d')).toEqual(['a', '\uffee', '\u{1f600}'])
    const more = overlay(
      base,
      new Map([
        ['d/\u{1f601}', ''],
        ['d/\uffef', ''],
        ['d/a', 'new'],
        ['e/f/g', ''],
      ]),
    )
    expect(more.list('d')).toEqual(['a', '\uffee', '\uffef', '\u{1f600}', '\u{1f601}'])
    expect([more.list('.'), more.list('e'), more.list('e/f'), more.list('g')]).toEqual([
      ['d', 'e'],
      ['f'],
      ['g'],
      undefined,
    ])
  })

  it('asks the store below once for a folder, however many files are laid into it', () => {
    const base = memoryStore({ 'd/a': '' })
    const asked: string[] = []
    const list = (directory: string): readonly string[] | undefined => {
      asked.push(directory)
      return base.list(directory)
    }
    const counting = { ...base, list }
    overlay(counting, new Map(Array.from({ length: 50 }, (_, at) => [`d/new-${at}`, ''])))
    expect(asked).toEqual(['d', '.'])
  })
})
