import { describe, expect, it } from 'vitest'
import { attackOn } from '../../../../src/formats/nginx/regex/attack.ts'
import { groupSpans } from '../../../../src/formats/nginx/regex/groups.ts'
import { sampleRegex } from '../../../../src/formats/nginx/regex/index.ts'
import { samplesOf } from '../../../../src/formats/nginx/regex/variants.ts'

const long = 50_000
const patterns: Readonly<Record<string, string>> = {
  'a long text': `^(?:a|b)${'x'.repeat(long)}$`,
  'many alternatives': `^(?:${'a|'.repeat(long)}b)+$`,
  'many choices': '(?:a|b)'.repeat(long / 10),
  'many loops': '(?:a*)*'.repeat(60),
  'loops in loops': `${'(?:'.repeat(150)}a${')*'.repeat(150)}`,
  'counted loops': '(?:a{1,900}){1,900}',
  'an open class': '['.repeat(long),
  'many looks': '(?!a)(?<=b)'.repeat(long / 10),
  'looks in looks': `${'(?!'.repeat(190)}a${')'.repeat(190)}`,
  'large looks': `(?=(?:x{900}){20})(?!(?:y{900}){20})`.repeat(50),
  'open comments': '(?#'.repeat(long),
}

describe('patterns that somebody wrote to keep us busy', () => {
  it.each(Object.entries(patterns))('%s', (_, pattern) => {
    expect(() => {
      attackOn(pattern, false, [[33, 126]])
      groupSpans(pattern)
      sampleRegex(pattern, '/a/')
      samplesOf(pattern, false, '.')
    }).not.toThrow()
  })
})
