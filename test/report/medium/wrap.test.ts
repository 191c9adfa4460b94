import { expect, test } from 'vitest'
import { wrap } from '../../../src/report/medium/wrap.ts'

test('prose is broken between words', () => {
  expect(wrap('one two three', 9)).toEqual(['one two', 'three'])
  expect(wrap('one two three', 13)).toEqual(['one two three'])
  expect(wrap('a http://example.com/long b', 6)).toEqual(['a', 'http://example.com/long', 'b'])
  expect(wrap('', 6)).toEqual([''])
  expect(wrap('kept  as it is', Number.POSITIVE_INFINITY)).toEqual(['kept  as it is'])
})

test('and between wide characters, two columns each, but not before their punctuation', () => {
  expect(wrap('证书必须先存在，然后引用', 12)).toEqual(['证书必须先存', '在，然后引用'])
  expect(wrap('证书必须先，然后引用', 10)).toEqual(['证书必须', '先，然后引', '用'])
  expect(wrap('用 nginx 读取', 8)).toEqual(['用 nginx', '读取'])
})
