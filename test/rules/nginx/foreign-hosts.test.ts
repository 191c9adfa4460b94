import { describe, expect, it } from 'vitest'
import { type HostPattern, intended, registered, weaknessOf } from '../../../src/rules/nginx/foreign-hosts.ts'
import { findings } from './found.ts'

function accepted(header: HostPattern['header'], pattern: string): string | undefined {
  const target = { pattern, ignoreCase: true, header }
  const own = new Set(intended(target)?.map(registered))
  const found = weaknessOf(target, { trusted: host => own.has(registered(host)), httpsOnly: false })
  return found && `${found.kind} ${found.value}`
}

describe('values of foreign sites that a pattern accepts', () => {
  it.each<[HostPattern['header'], string, string | undefined]>([
    ['origin', '^https://app\\.example\\.com$', undefined],
    ['origin', '^https://app.example\\.com$', 'dot https://appxexample.com'],
    ['origin', 'https://app\\.example\\.com', 'end https://app.example.com.attacker.example'],
    ['origin', 'https://app\\.example\\.com$', 'scheme xhttps://app.example.com'],
    ['origin', 'example\\.com$', 'start https://attackerexample.com'],
    ['origin', '\\.example\\.com$', undefined],
    ['origin', '^https?://(.+\\.)?example\\.com$', undefined],
    ['origin', '^https?://.*example\\.com$', 'start https://attackerexample.com'],
    [
      'origin',
      '^https://(a|b)\\.example\\.com|^https://c\\.example\\.com$',
      'end https://a.example.com.attacker.example',
    ],
    ['origin', '^https://[\\w-]+\\.example\\.co\\.uk$', undefined],
    ['origin', '^https://([a-z]+)\\.example\\.com(?::\\d{1,5})?$', undefined],
    ['origin', '^(https?://)?app\\.example\\.com$', 'shape app.example.com'],
    ['origin', '^https://app\\.example\\.com(/.*)?$', 'shape https://app.example.com/x'],
    ['origin', '^https://app\\.example\\.com/?$', undefined],
    ['referer', '^https://app\\.example\\.com/', undefined],
    ['referer', '^https?://([a-z]+\\.)?example\\.com(/|$)', undefined],
    ['referer', '^https://app\\.example\\.com', 'end https://app.example.com.attacker.example/'],
    ['host', '^app\\.example\\.com$', undefined],
    ['host', 'example\\.com', 'end example.com.attacker.example'],
  ])('%s %s: %s', (header, pattern, expected) => expect(accepted(header, pattern)).toBe(expected))

  it('knows which host is meant', () => {
    expect(intended({ pattern: '^https?://app.example.com$', ignoreCase: false, header: 'origin' })).toEqual([
      'app.example.com',
    ])
    expect(intended({ pattern: '.*', ignoreCase: false, header: 'origin' })).toEqual([])
    expect(intended({ pattern: '^(?!x)a', ignoreCase: false, header: 'origin' })).toBeUndefined()
  })
})

/** Each was asked of nginx 1.22.1. */
describe('patterns of valid_referers', () => {
  const said = (words: string, location = '/downloads/'): unknown[] =>
    findings(
      'nginx/origin-regex',
      `server { listen 80; root /srv; location ${location} { valid_referers ${words}; if ($invalid_referer) { return 403; } } }`,
    ).map(({ message, params, severity }) => `${severity} ${params.value ?? message.en}`)

  it.each([
    ['~example\\.com', ['medium https://example.com.attacker.example/']],
    ['server_names "~^(www\\.)?example.com(/|$)"', ['low https://examplexcom/']],
    ['~^example\\.com', ['medium https://example.com.attacker.example/']],
    ['~example\\.com/', ['medium https://attackerexample.com/']],
  ])('%s', (words, expected) => expect(said(words)).toEqual(expected))

  it.each([
    ['none server_names *.example.com', '/downloads/'],
    ['"~^([a-z]+\\.)?example\\.com(:\\d+)?(/|$)"', '/downloads/'],
    ['~example\\.com', '~* \\.(png|jpg)$'],
    ['~\\.google\\.', '/downloads/'],
  ])('%s in %s', (words, location) => expect(said(words, location)).toEqual([]))
})
