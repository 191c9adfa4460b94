import { describe, expect, it } from 'vitest'
import { attackOn } from '../../../../src/formats/nginx/regex/attack.ts'
import { type CharSet, matchRegex } from '../../../../src/formats/nginx/regex/index.ts'

const path: CharSet = [
  [10, 10],
  [33, 126],
]

/** Answers of nginx 1.22.1 with PCRE2 and the default match limit: 500, or seconds of work for 6,000 characters. */
describe('patterns that backtrack', () => {
  it.each([
    ['^/(a+)+$', 'exponential'],
    ['^/([a-z]+)*\\.x$', 'exponential'],
    ['^/(?:a|aa)+$', 'exponential'],
    ['^/(\\w+\\s?)*$', 'exponential'],
    ['^/(a*)*$', 'exponential'],
    ['^/([a-z0-9]+-?)+\\.html$', 'exponential'],
    ['^/(.*,)*(.*)$', 'exponential'],
    ['^/(.*a){12}$', 11],
    ['^/a*a*a*b$', 2],
    ['^/(.*)/(.*)/(.*)/z$', 2],
    ['^/i/.*.*.*.*=$', 3],
  ])('%s: %s', (source, growth) => {
    const attack = attackOn(source, false, path)
    expect(attack?.growth).toBe(growth)
    expect(matchRegex(source, attack?.text(30) ?? '')).toBe(false)
  })

  it.each([
    '\\.(?:php|phtml)$',
    '^/(.*)/(.*)$',
    '^/([^/]+)/([^/]+)/([^/]+)/?$',
    '^/(?:[^/]*/)*x$',
    '^/(a|b)*c$',
    '^/(a?)*$',
    '^/(\\w+\\b)*$',
    '^/[a-z]+(?:,[a-z]+)*$',
    '^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+example\\.com$',
    // Every text that begins like this matches.
    '^/(a+)+',
    // Only PCRE can run it.
    '^/(?=a)(a+)+$',
    // Too large.
    '^/(?:x{1,1000}y{1,1000})+$',
  ])('%s: nothing is said', source => expect(attackOn(source, false, path)).toBeUndefined())

  it('only with characters that the text can have', () => {
    expect(attackOn('^(h+t*)+!$', false, [[97, 122]])).toBeDefined()
    expect(attackOn('^([0-9]+)+x$', false, [[97, 122]])).toBeUndefined()
  })
})
