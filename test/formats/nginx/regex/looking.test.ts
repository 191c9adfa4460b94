import { describe, expect, it, test } from 'vitest'
import { literalPrefix, matchRegex, parseRegex, sampleRegex } from '../../../../src/formats/nginx/regex/index.ts'
import { analyze } from '../../../../src/index.ts'
import fc from '../../../random.ts'

/** The answers are those of PCRE2 (`grep -P`). */
describe('what stands around', () => {
  test.each([
    ['/\\.(?!well-known)', '/.git/config', { 0: '/.' }],
    ['/\\.(?!well-known)', '/.well-known/x', false],
    ['/\\.(?!well-known)', '/.well-known/.x', { 0: '/.' }],
    ['/\\.(?!well-known)', '/fonts/a.woff2', false],
    ['^/(?!api(?:/|$))[a-z]+$', '/shop', { 0: '/shop' }],
    ['^/(?!api(?:/|$))[a-z]+$', '/api', false],
    ['^/(?!api(?:/|$))[a-z]+$', '/apis', { 0: '/apis' }],
    ['^/(?!(admin|api)/)(.*)$', '/x/y', { 0: '/x/y', 2: 'x/y' }],
    ['^/(?!(admin|api)/)(.*)$', '/api/y', false],
    ['(?<!-min)\\.js$', '/a.js', { 0: '.js' }],
    ['(?<!-min)\\.js$', '/a-min.js', false],
    ['(?<=/)a(?=b)', '/ab', { 0: 'a' }],
    ['(?<=^|/)a', 'a', { 0: 'a' }],
    ['^(?=.*\\d)(?=.*[a-z])\\w+$', '1a', { 0: '1a' }],
    ['^(?=.*\\d)(?=.*[a-z])\\w+$', '12', false],
    ['^(?:(?!/b/).)*$', '/a/b', { 0: '/a/b' }],
    ['^(?:(?!/b/).)*$', '/a/b/c', false],
    ['^(?!.*(?<!x)y)', 'xy', { 0: '' }],
    ['^(?!.*(?<!x)y)', 'zy', false],
    ['a(?!)', 'a', false],
    ['(?i)(?<=A)b', 'aB', { 0: 'B' }],
    ['a(?=$)', 'a\n', { 0: 'a' }],
  ])('%s %j', (pattern, path, expected) => expect(matchRegex(pattern, path)).toEqual(expected))

  test('is seen in both cases where the pattern is', () => {
    expect(matchRegex('\\.PHP(?!X)', '/a.php', true)).toEqual({ 0: '.php' })
    expect(matchRegex('\\.PHP(?!X)', '/a.phpx', true)).toBe(false)
  })

  test('is left to PCRE where a group takes part in looking, it is repeated, or something else only PCRE can run', () => {
    expect(matchRegex('(?<=/)(a)(?=(b))b$', '/ab')).toBeUndefined()
    expect(matchRegex('(?<=/)(a)(?=(b))b$', '/ac')).toBe(false)
    expect(matchRegex('(?!a)+b', '/c')).toBeUndefined()
    expect(matchRegex('(a)\\1(?!b)', '/c')).toBeUndefined()
  })
})

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '/', 'ab', '^', '$', '\\b')
const times = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}')
const pattern = fc.letrec<{ node: string; plain: string; fixed: string }>(tie => ({
  fixed: fc
    .array(fc.constantFrom('a', 'b', '.', '[^a]', '/', '^', '\\b', '(?!a)', '(?<=b)'), { minLength: 1, maxLength: 3 })
    .map(items => items.join('')),
  plain: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(atom, times).map(([item, count]) => (/[$^]|\\b/.test(item) ? item : item + count)),
    fc.tuple(tie('plain'), tie('plain')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('plain'), tie('plain')).map(([a, b]) => a + b),
    tie('plain').map(item => `(?!${item})`),
    fc.tuple(tie('fixed'), tie('fixed')).map(([a, b]) => `(?<=${a}|${b})`),
  ),
  node: fc.oneof(
    { maxDepth: 3 },
    tie('plain'),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    tie('node').map(item => `(${item})`),
    tie('plain').map(item => `(?=${item})`),
    tie('node').map(item => `(?!${item})`),
    tie('fixed').map(item => `(?<!${item})`),
    fc.tuple(tie('plain'), times).map(([item, count]) => `(?:${item}.)${count}`),
  ),
})).node
const subject = fc.string({ unit: fc.constantFrom('a', 'b', '/', '1'), maxLength: 10 })

it('matches what the engine of the language matches, with the same groups', () => {
  let found = 0
  fc.assert(
    fc.property(pattern, subject, (source, text) => {
      const expected = new RegExp(source).exec(text)
      const groups = Object.fromEntries(
        [...(expected ?? [])].flatMap((one, at) => (one === undefined ? [] : [[at, one]])),
      )
      if (expected && /\(\?<?[=!]/.test(source)) found++
      expect(matchRegex(source, text)).toEqual(expected ? groups : false)
    }),
    { numRuns: 3000 },
  )
  expect(found).toBeGreaterThan(300)
})

describe('a text for a pattern', () => {
  test('is one that it matches', () => {
    expect(sampleRegex('/\\.(?!well-known)', '/x')).toBe('/x/.')
    expect(sampleRegex('^/(?!api/)', '/shop/')).toBe('/shop/')
  })

  test('is none where it cannot match even without looking, and unknown where looking decides', () => {
    expect(sampleRegex('^/\\.(?!well-known)', '/x')).toBe(false)
    expect(sampleRegex('^/(?!api/)', '/api/')).toBeUndefined()
  })

  test('begins as it does', () => expect(literalPrefix('^/a(?!b)c', false)).toBe('/a'))

  test('its groups stay unread', () =>
    expect(parseRegex('/\\.(?!well-known)')).toMatchObject({ reason: 'unsupported' }))
})

it('takes time in proportion to the text, however deep it looks', () => {
  const text = 'a'.repeat(20_000)
  const deep = `${'(?=.*'.repeat(8)}b${')'.repeat(8)}`
  for (const source of [`^(?:(?!(a+)+b)a)+c$`, `(?<=(?:aa|a)b)c|c`, `(?:${deep}a)*c`])
    expect(matchRegex(source, text)).toBe(false)
})

it('a location for dotfiles leaves no doubt about other paths', () => {
  const lines = 'location ~ /\\.(?!well-known) { deny all; } location /backup/ { deny all; } location ~ \\.txt$ { }'
  const text = `events {}\nhttp { server { listen 80; server_name a.example; root /srv; ${lines} } }\n`
  const { findings } = analyze({ files: { 'nginx.conf': text } })
  const [found, ...more] = findings.filter(({ rule }) => rule === 'nginx/acl-regex-shadow')
  expect(more).toEqual([])
  expect(found?.params).toMatchObject({ path: '/backup/x.txt' })
})
