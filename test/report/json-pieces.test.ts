import { describe, expect, it } from 'vitest'
import { json, jsonList, jsonPieces } from '../../src/report/medium/json.ts'

const entries: readonly unknown[] = [{ text: 'a\n"list": []\u202e' }, [1, { deep: [] }], 'x', {}]

describe.each([0, 1, 2, 4])('a list of %i entries in pieces', count => {
  const some = entries.slice(0, count)

  it('is what it is as a whole', () => expect([...jsonList(some)].join('')).toBe(json(some)))

  it.each([1, 2])('also inside a value, indented by %i', indent => {
    const frame = (list: readonly unknown[]) => ({ list: 1, '"list": []': '"list": []', of: [{ list, more: [] }] })
    const pieces = jsonPieces(frame([]), { name: 'list', depth: 3, indent }, some)
    expect([...pieces].join('')).toBe(json(frame(some), indent))
  })
})
