import { describe, expect, it } from 'vitest'
import { type HostPattern, intended, registered, weaknessOf } from '../../../src/rules/nginx/foreign-hosts.ts'

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
