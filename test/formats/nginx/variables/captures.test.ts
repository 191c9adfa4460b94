import { describe, expect, it } from 'vitest'
import { parse } from '../../../../src/formats/nginx/parse.ts'
import { condition } from '../../../../src/formats/nginx/variables/captures.ts'
import { decode } from '../../../../src/text/index.ts'
import type { Directive } from '../../../../src/tree/index.ts'

const read = (text: string): string | undefined =>
  condition(parse(decode('x', Buffer.from(`if ${text} { }`))).nodes[0] as Directive)?.pattern

describe('the pattern of a condition', () => {
  it.each([
    ['($uri ~ ^/a)', '^/a'],
    ['($uri ~ ^/a )', '^/a'],
    ['( $uri ~* "^/a b" )', '^/a b'],
    ['($uri ~ ^/(a))', '^/(a)'],
  ])('%s', (text, pattern) => expect(read(text)).toBe(pattern))

  it('ends, whatever runs of blanks it holds', () => {
    const blanks = ' '.repeat(300_000)
    expect(read(`($uri ~ "a${blanks}b")`)).toBe(`a${blanks}b`)
  })
})
