import { describe, expect, it } from 'vitest'
import { type GroupSpan, groupSpans, overlap } from '../../../../src/formats/nginx/regex/groups.ts'

describe('capturing groups', () => {
  it.each([
    ['^/(a)(?:b)(?<n>c(d))$', ['1:(a)', '2 n:(?<n>c(d))', '3:(d)']],
    ['\\((a)[()\\]](b)[]()](c)', ['1:(a)', '2:(b)', '3:(c)']],
    ["(?#()(?'q'x)\\Q((\\E(y)[[:alpha:](](z)", ["1 q:(?'q'x)", '2:(y)', '3:(z)']],
    ['(?=(a))(?<=(b))(?!(c))', ['1 ahead:(a)', '2 behind:(b)', '3 not:(c)']],
    ['(*UTF)(a)(?P<p>b)(?P=p)', ['1:(a)', '2 p:(?P<p>b)']],
  ])('%s', (source, expected) =>
    expect(
      groupSpans(source)?.map(
        ({ index, name, look, start, end }) =>
          `${[index, name, look?.kind].filter(one => one !== undefined).join(' ')}:${source.slice(start, end)}`,
      ),
    ).toEqual(expected),
  )

  it.each(['(?|(a)|(b))', '(a'])('%s: the numbers cannot be told', source => expect(groupSpans(source)).toBeUndefined())

  it.each([
    ['((a))', true],
    ['(a)(b)', false],
    ['(?=(a))(b)', true],
    ['(b)(?=(a))', false],
    ['(a)(?<=(b))', true],
    ['(?<=(b))(a)', false],
    ['(?!(a))(b)', false],
    ['(?=(a)(b))', false],
  ])('%s take the same characters: %s', (source, expected) => {
    const [a, b] = groupSpans(source) as readonly [GroupSpan, GroupSpan]
    expect(overlap(a, b)).toBe(expected)
    expect(overlap(b, a)).toBe(expected)
  })
})
