import { describe, expect, it } from 'vitest'
import { afterEdits, applyEdits, decode, type Edit, markedSecrets, markSecret } from '../../src/text/index.ts'

const edit = (start: number, end: number, text: string): Edit => ({ path: 'a', span: { start, end }, text })

describe('noted secrets', () => {
  it('are those of this file, each once', () => {
    const file = decode('a', 'one secret two')
    markSecret({ file, span: { start: 4, end: 10 } })
    markSecret({ file, span: { start: 4, end: 10 } })
    expect([...markedSecrets(file).values()]).toEqual([{ start: 4, end: 10 }])
    expect(markedSecrets(decode('a', 'one secret two')).size).toBe(0)
  })

  it('move with the text around them, and go with the text that is replaced', () => {
    const file = decode('a', 'one secret two hidden three gone')
    for (const word of ['hidden', 'secret', 'gone']) {
      const start = file.text.indexOf(word)
      markSecret({ file, span: { start, end: start + word.length } })
    }
    const edits = [edit(28, 30, 'x'), edit(11, 14, 'twenty'), edit(0, 0, 'zero '), edit(4, 4, '')]
    const text = applyEdits(file.text, edits)
    const spans = [...markedSecrets(file).values()].sort((a, b) => a.start - b.start)
    expect(afterEdits(spans, edits).map(({ start, end }) => text.slice(start, end))).toEqual(['secret', 'hidden'])
  })
})
