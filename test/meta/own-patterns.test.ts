import { SyntaxKind } from 'ts-morph'
import { describe, expect, test } from 'vitest'
import { attackOn } from '../../src/formats/nginx/regex/attack.ts'
import { parseRegex } from '../../src/formats/nginx/regex/parse.ts'
import { any } from '../../src/formats/nginx/regex/set.ts'
import { isRegex } from '../../src/formats/nginx/regex/syntax.ts'
import { lineAt, nodesOf, pathOf, sources } from './sources.ts'

// Configuration is untrusted, so none of the program's own patterns may run away on a text. The analysis that judges
// patterns of a configuration judges ours as well.

interface Own {
  readonly where: string
  readonly source: string
  readonly flags: string
}

const own: readonly Own[] = sources.flatMap(file =>
  nodesOf(file)
    .filter(node => node.kind === SyntaxKind.RegularExpressionLiteral)
    .map(literal => {
      const text = literal.getText(file.compilerNode)
      const end = text.lastIndexOf('/')
      const where = `${pathOf(file)}:${lineAt(file, literal.end)} ${text}`
      return { where, source: text.slice(1, end), flags: text.slice(end + 1) }
    }),
)

const astral = '[\\x{d800}-\\x{dfff}]'

/** What only JavaScript reads, by something that matches as much or more: the ways can only become more. */
const widened = (source: string): string =>
  source
    .replace(/\\u\{(\w{5,})\}-\\u\{\w{5,}\}/g, astral.slice(1, -1))
    .replace(/\\u\{?([\da-fA-F]{4})\}?/g, '\\x{$1}')
    .replace(/\\p\{\w+\}/g, '\\w')
    .replace(/\((?:\?=|\?!|\?<=|\?<!)/g, '(?:|')
    .replace(/\\[1-9]/g, '')

const growthOf = ({ source, flags }: Own): string | undefined => {
  const attack = attackOn(widened(source), flags.includes('i'), any)
  return attack && `${attack.growth} on ${JSON.stringify(attack.text(2))}`
}

describe('patterns of the program', () => {
  test('are all read', () => {
    expect(own.length).toBeGreaterThan(500)
    expect(own.filter(({ source }) => !isRegex(parseRegex(widened(source)))).map(({ where }) => where)).toEqual([])
  })

  test('take at most quadratic time on any text', () => {
    const slow = own.flatMap(one => {
      const growth = growthOf(one)
      return growth ? [`${one.where}: ${growth}`] : []
    })
    expect(slow).toEqual([])
  })

  test.each([
    String.raw`^\/(?:[\w.-]+\/?)*$`,
    String.raw`^(?:\d+(?:ms|[smhdwMy])?)+$`,
    String.raw`^(?:[\u2e80-\uffef]+)+(?!x)$`,
  ])('one that runs away would be seen: %s', source => {
    expect(growthOf({ where: '', source, flags: '' })).toMatch(/^exponential/)
  })
})
