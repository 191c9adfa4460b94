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
