import { describe, expect, it } from 'vitest'
import {
  formatIpv6,
  parseIpv4,
  parseIpv6,
  parseNetwork,
  resolves,
} from '../../../../src/formats/nginx/loads/values/address.ts'
import { cipherError } from '../../../../src/formats/nginx/loads/values/ciphers.ts'
import { commandError } from '../../../../src/formats/nginx/loads/values/conf-commands.ts'
import { groupError } from '../../../../src/formats/nginx/loads/values/groups.ts'
import { parseNumber, parseOffset, parseSize } from '../../../../src/formats/nginx/loads/values/number.ts'
import { readPattern } from '../../../../src/formats/nginx/loads/values/pcre/index.ts'
import { scanScript } from '../../../../src/formats/nginx/loads/values/script.ts'
import { parseTime } from '../../../../src/formats/nginx/loads/values/time.ts'
import { parseUrl } from '../../../../src/formats/nginx/loads/values/url.ts'

describe('numbers', () => {
  it('are digits up to 2^63-1', () => {
    expect(parseNumber('42')).toBe(42)
    expect(parseNumber('9223372036854775807')).toBeGreaterThan(9e18)
    for (const text of ['', '-1', '+1', ' 1', '0x1', '1.5', '1k', '9223372036854775808'])
      expect(parseNumber(text)).toBeNaN()
  })

  it('sizes take k and m, offsets g too', () => {
    expect([parseSize('4k'), parseSize('1M'), parseOffset('1g')]).toEqual([4096, 1048576, 1073741824])
    for (const text of ['1g', '1kb', '1.5m', 'm', '']) expect(parseSize(text)).toBeNaN()
    expect(parseOffset('9007199254740993g')).toBeNaN()
  })
})

describe('times', () => {
  it('add up units in falling order', () => {
    expect(parseTime('1h30m', false)).toBe(5400)
    expect(parseTime('1d 12h', false)).toBe(129600)
    expect(parseTime('90', false)).toBe(90)
    expect(parseTime('1y', false)).toBe(31536000)
    for (const text of ['30m1h', '1h1h', 'x', '', '1s500ms', '100ms']) expect(parseTime(text, false)).toBeNaN()
  })

  it('in milliseconds know ms, and neither years nor months', () => {
    expect(parseTime('1s500ms', true)).toBe(1500)
    expect(parseTime('60', true)).toBe(60000)
    for (const text of ['1M', '1y', '500ms1s']) expect(parseTime(text, true)).toBeNaN()
  })
})

describe('addresses', () => {
  it('IPv4 has three dots and parts of one byte', () => {
    expect(parseIpv4('10.0.0.1')).toBe(167772161)
    for (const text of ['1.2.3', '1.2.3.256', 'a.b.c.d', '']) expect(parseIpv4(text)).toBeUndefined()
  })

  it('IPv6 is written shortest', () => {
    const short = (text: string): string => formatIpv6(parseIpv6(text) ?? [])
    expect([short('0:0:0:0:0:0:0:1'), short('::'), short('fe80::0:1'), short('::ffff:1.2.3.4')]).toEqual([
      '::1',
      '::',
      'fe80::1',
      '::ffff:102:304',
    ])
    for (const text of ['1:2:3', ':::', 'g::', '1::2::3', '']) expect(parseIpv6(text)).toBeUndefined()
  })

  it('networks with host bits are accepted with a warning', () => {
    expect(['10.0.0.0/8', '10.0.0.1/8', 'fd00::/8', 'fd00::1/8'].map(parseNetwork)).toEqual([
      'ok',
      'low bits',
      'ok',
      'low bits',
    ])
    expect(['10.0.0.0/33', '::/129', 'a/8', '10.0.0.0-10.0.0.5'].map(parseNetwork)).toEqual(Array(4).fill(undefined))
  })

  it('only the machine knows names, some forms are none', () => {
    expect(['localhost', 'a.example', 'a b', 'a/b', ''].map(resolves)).toEqual([
      'address',
      'maybe',
      'never',
      'never',
      'never',
    ])
  })
})

describe('host and port', () => {
  it('reads what listen takes', () => {
    const listen = (text: string): string => {
      const url = parseUrl(text, { listen: true, defaultPort: 80 })
      return url.error ?? `${url.host} ${url.port}${url.lastPort ? `-${url.lastPort}` : ''}`
    }
    expect(['80', '*:80', '127.0.0.1', '[::1]:8080', 'unix:/run/x', '80-90'].map(listen)).toEqual([
      '0.0.0.0 80',
      '0.0.0.0 80',
      '127.0.0.1 80',
      '[::1] 8080',
      'unix:/run/x 0',
      '0.0.0.0 80-90',
    ])
    expect(['0', '65536', '90-80', ':80', 'a:', '[::1', 'http://a', 'unix:'].map(listen)).toEqual([
      'invalid port',
      'invalid port',
      'invalid port range',
      'no host',
      'invalid port',
      'invalid host',
      'invalid host',
      'no path in the unix domain socket',
    ])
  })

  it('splits what proxy_pass takes', () => {
    expect(parseUrl('u:81/x?y', { uri: true, keepName: true })).toMatchObject({ host: 'u', port: 81, uri: '/x?y' })
    expect(parseUrl('u?y', { uri: true, keepName: true, defaultPort: 80 })).toMatchObject({ noPort: true, uri: '?y' })
  })
})

describe('patterns', () => {
  it('says what does not compile', () => {
    const error = (text: string): string | undefined => readPattern(text).error
    expect(error('(')).toBe('missing closing parenthesis')
    expect(error('a)')).toBe('unmatched closing parenthesis')
    expect(error('*a')).toBe('quantifier does not follow a repeatable item')
    expect(error('[z-a]')).toBe('range out of order in character class')
    expect(error('a{2,1}')).toBe('numbers out of order in {} quantifier')
    expect(error('\\2(a)')).toBe('reference to non-existent subpattern')
    expect(error('(?<n>a)(?<n>b)')).toMatch('same name')
  })

  it('never refuses what PCRE2 takes', () => {
    const good = [
      '(?>a+)b++',
      '(?i)a(?-i:b)',
      '\\Qa(b\\E',
      '[]a]',
      'a{,3}',
      '(?|(a)|(b))',
      '(*UTF8)a',
      '(?(1)a|b)(c)',
      '\\K',
      '{a}',
    ]
    expect(good.filter(text => readPattern(text).error !== undefined)).toEqual([])
  })

  it('counts groups and names', () => {
    expect(readPattern('^(?<a>.)(?:x)(y)$')).toMatchObject({ captures: 2, names: ['a'] })
  })

  it('takes any length in one pass', () => {
    expect(readPattern('('.repeat(250)).error).toBe('missing closing parenthesis')
    expect(readPattern('('.repeat(200_000)).error).toBe('parentheses are too deeply nested')
    expect(readPattern(`${'('.repeat(250)}${')'.repeat(250)}`).error).toBeUndefined()
    expect(readPattern('(a)[[:alpha:]]\\d{2}(?<=b)'.repeat(30_000)).captures).toBe(30_000)
  })
})

describe('values with variables', () => {
  const names = (text: string, digits = false): string => {
    const used: string[] = []
    const error = scanScript(text, name => used.push(name), digits)
    return `${used.join(' ')}${error ? ` ${error.id}:${error.name}` : ''}`
  }

  it('finds names and the first mistake', () => {
    expect(['a$b-${c}d', '$1x', 'a$', '$$', '${b', '\\$x'].map(text => names(text))).toEqual([
      'b c',
      '',
      ' variable-name:',
      ' variable-name:',
      ' variable-bracket:b',
      'x',
    ])
    expect(names('$1', true)).toBe('1')
  })
})

describe('what OpenSSL knows', () => {
  it('ciphers: one usable word is enough', () => {
    expect(['HIGH:!aNULL', 'NOTHING:ECDHE-RSA-AES128-GCM-SHA256', 'kEECDH+AESGCM', ''].map(cipherError)).toEqual(
      Array(4).fill(undefined),
    )
    expect(['NOTHING', 'TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256', '!aNULL'].map(cipherError)).toEqual(
      Array(3).fill('no cipher match'),
    )
  })

  it.each([
    ['HIGH@SECLEVEL=0', true],
    ['DEFAULT@SECLEVEL=1:!aNULL', true],
    ['HIGH@SECLEVEL=0@SECLEVEL=1', true],
    ['ECDHE-RSA-AES128-GCM-SHA256@SECLEVEL=1', true],
    ['HIGH@STRENGTH', true],
    ['FOO@SECLEVEL=0', false],
    ['FOO:@SECLEVEL=1', false],
    ['@SECLEVEL=2', false],
    ['@STRENGTH', false],
    ['HIGH:@FOO', false],
    ['HIGH:@', false],
    ['HIGH@SECLEVEL=6', false],
    ['HIGH@SECLEVEL=', false],
    ['HIGH@seclevel=1', false],
    ['HIGH@SECLEVEL=1x', false],
    ['HIGH$', false],
    ['NOTHING$:HIGH', true],
    ['HIGH+', false],
    ['HIGH:!ALL', false],
    ['aRSA+aECDSA', false],
    ['DEFAULTx', true],
    ['AES128-SHA!RSA', false],
  ])('ciphers with a command, asked of nginx with OpenSSL 3: %s', (text, loads) =>
    expect(cipherError(text) === undefined).toBe(loads),
  )

  it('groups by version', () => {
    const unknown = (text: string, version: readonly number[]): readonly string[] | undefined =>
      groupError(text, version)?.unknown
    expect(unknown('X25519MLKEM768:X25519', [3, 0])).toEqual(['X25519MLKEM768'])
    expect(unknown('X25519MLKEM768:X25519', [3, 5])).toBeUndefined()
    expect(unknown('?X25519MLKEM768:prime256v1', [3, 3])).toBeUndefined()
    expect(unknown('auto', [3, 0])).toBeUndefined()
    expect(unknown('X25519:P-256:prime256v1:P-384', [3, 0])).toEqual(['prime256v1'])
    expect(unknown('X25519:P-384: secp521r1 ', [3, 0])).toBeUndefined()
    expect(unknown('X25519:', [3, 0])).toEqual([''])
    expect(unknown('SECP384R1', [3, 0])).toEqual(['SECP384R1'])
    expect(groupError('X25519:nothing', [3, 0])?.reason).toMatch("group 'nothing' cannot be set")
  })

  it('commands of ssl_conf_command', () => {
    const id = (name: string, value: string): string | undefined => commandError(name, value, [3, 0])?.id
    expect(id('Options', 'PrioritizeChaCha,-SessionTicket')).toBeUndefined()
    expect(id('Options', 'Nothing')).toBe('conf-value')
    expect(id('Ciphersuites', 'anything')).toBe('conf-value')
    expect(id('Ciphersuites', 'anything:TLS_AES_128_GCM_SHA256')).toBeUndefined()
    expect(id('Certificate', 'anything')).toBeUndefined()
    expect(id('Nothing', '')).toBe('conf-command')
    expect(commandError('Options', 'PreferClientCiphers', [3, 2])).toBeUndefined()
  })
})
