import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, fix } from '../../../src/index.ts'

const conf = 'nginx.conf'

type More = Omit<AnalyzeInput, 'files'>

const server = (lines: string): string =>
  `  server {\n    listen 443 ssl;\n    server_name a.example;\n    ssl_certificate c.pem;\n    ssl_certificate_key k.pem;\n${lines}  }\n`

/** The text after the safe fixes of one rule. */
function fixed(http: string, rule: string, more: More): string {
  const text = `events {}\nhttp {\n${http}}\n`
  const input = { files: { [conf]: text }, ...more }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get(conf) ?? text
}

describe('a list of groups that OpenSSL 3.5 offers by itself', () => {
  const more: More = { target: { openssl: [3, 5] }, baseline: 'strict' }
  const groups = (http: string, target: More = more): string => fixed(http, 'nginx/tls-groups', target)

  it('goes, so that the hybrid group is offered', () => {
    expect(groups(server('    ssl_ecdh_curve X25519:P-256:secp384r1;\n'))).not.toContain('ssl_ecdh_curve')
  })

  it.each([
    ['a group that only the list offers', server('    ssl_ecdh_curve X25519:brainpoolP256r1;\n'), more],
    [
      'an outer list that would take its place',
      `  ssl_ecdh_curve prime256v1;\n${server('    ssl_ecdh_curve X25519;\n')}`,
      more,
    ],
    [
      'an OpenSSL without the group',
      server('    ssl_ecdh_curve X25519:prime256v1;\n'),
      { ...more, target: { openssl: [3, 0] } },
    ],
  ] as const)('stays with %s', (_why, http, target) => {
    expect(groups(http, target)).toContain('ssl_ecdh_curve')
  })
})

/** Ids of the messages of one rule. */
const said = (http: string, rule: string, more: More = {}): readonly string[] =>
  analyze({ files: { [conf]: `events {}\nhttp {\n${http}}\n` }, ...more })
    .findings.filter(finding => finding.rule === rule)
    .map(({ messageId, severity }) => `${messageId} ${severity}`)

describe('cipher strings', () => {
  it.each([
    ['HIGH:!aNULL:!MD5', []],
    ['HIGH:-RC4:!aNULL', []],
    ['ECDHE+AESGCM:PSK-AES128-GCM-SHA256', ['unusable low']],
    ['ECDHE+AESGCM:kPSK', ['unusable low']],
    ['HIGH', ['weak high']],
  ])('%s', (text, expected) =>
    expect(said(server(`    ssl_ciphers ${text};\n`), 'nginx/weak-ciphers')).toEqual(expected),
  )

  it('of TLS 1.3 stand in ssl_conf_command', () => {
    const http = server('    ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_128_CCM_8_SHA256;\n')
    expect(said(http, 'nginx/weak-ciphers')).toEqual(['tls13 medium'])
    expect(fixed(http, 'nginx/weak-ciphers', {})).toContain('Ciphersuites TLS_AES_128_GCM_SHA256;')
  })

  it('may glue the level to a word', () => {
    const http = server('    ssl_conf_command CipherString DEFAULT@SECLEVEL=0;\n    ssl_protocols TLSv1 TLSv1.2;\n')
    expect(said(http, 'nginx/tls-seclevel')).toEqual(['command high'])
    expect(said(http, 'nginx/tls-protocols')).toEqual(['allows high'])
    expect(fixed(http, 'nginx/tls-seclevel', { unsafe: true })).toContain('CipherString DEFAULT;')
  })

  it('leave the choice to clients without AES in hardware', () => {
    const http = (options: string): string =>
      server(`    ssl_prefer_server_ciphers on;\n    ssl_conf_command Options ${options};\n`)
    const more: More = { baseline: 'mozilla-intermediate' }
    expect(said(http('PrioritizeChaCha'), 'nginx/cipher-preference', more)).toEqual([])
    expect(said(http('NoTicket'), 'nginx/cipher-preference', more)).toHaveLength(1)
  })
})

describe('a setting of the default server', () => {
  const two = (first: string, second: string): string =>
    `  server {\n    listen 443 ssl default_server;\n    server_name b.example;\n    ssl_certificate c.pem;\n    ssl_certificate_key k.pem;\n    ssl_protocols ${first};\n  }\n${server(`    ssl_protocols ${second};\n`)}`
  const rule = 'nginx/tls-setting-ignored'

  it('gets the tighter value', () => {
    const http = two('TLSv1.2 TLSv1.3', 'TLSv1.3')
    expect(fixed(http, rule, { unsafe: true }).match(/ssl_protocols TLSv1\.3;/g)).toHaveLength(2)
    const loose = two('TLSv1.3', 'TLSv1.2 TLSv1.3')
    expect(fixed(loose, rule, { unsafe: true })).toContain(loose)
  })

  it('decides before 1.29.2: said where nobody stated a version', () => {
    const http = two('TLSv1.2 TLSv1.3', 'TLSv1.3')
    expect(said(http, rule)).toEqual(['ignored-before medium'])
    expect(said(http, rule, { target: { nginx: [1, 24, 0] } })).toEqual(['ignored medium'])
    expect(said(http, rule, { target: { nginx: [1, 30, 4] } })).toEqual([])
  })
})
