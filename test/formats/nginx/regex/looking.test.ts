import { describe, expect, it, test } from 'vitest'
import { matchRegex, parseRegex, sampleRegex } from '../../../../src/formats/nginx/regex/index.ts'
import { analyze } from '../../../../src/index.ts'

/** Patterns that look ahead or behind are not run; where they cannot match even without looking, that is known. */

describe('what is left without looking around', () => {
  test.each([
    ['/\\.(?!well-known)', '/.git/config', undefined],
    ['/\\.(?!well-known)', '/fonts/a.woff2', false],
    ['^/(?!api(?:/|$))[a-z]+$', '/shop', undefined],
    ['^/(?!api(?:/|$))[a-z]+$', '/shop/1', false],
    ['(?<!-min)\\.js$', '/a.css', false],
    ['(?<=/)(a)(?=(b))b$', '/ac', false],
    ['(?!a)+b', '/c', undefined],
    ['(a)\\1(?!b)', '/c', undefined],
  ])('%s %s', (pattern, path, expected) => expect(matchRegex(pattern, path)).toBe(expected))

  test('case', () => expect(matchRegex('\\.PHP(?!x)', '/a.php', true)).toBeUndefined())

  test('nothing that it matches is made up', () => {
    expect(sampleRegex('/\\.(?!well-known)', '/x')).toBeUndefined()
    expect(sampleRegex('^/\\.(?!well-known)', '/x')).toBe(false)
    expect(parseRegex('/\\.(?!well-known)')).toMatchObject({ reason: 'unsupported' })
  })
})

it('a location for dotfiles leaves no doubt about other paths', () => {
  const lines = 'location ~ /\\.(?!well-known) { deny all; } location /backup/ { deny all; } location ~ \\.txt$ { }'
  const text = `events {}\nhttp { server { listen 80; server_name a.example; root /srv; ${lines} } }\n`
  const { findings } = analyze({ files: { 'nginx.conf': text } })
  const [found, ...more] = findings.filter(({ rule }) => rule === 'nginx/acl-regex-shadow')
  expect(more).toEqual([])
  expect(found?.params).toMatchObject({ path: '/backup/x.txt' })
})
