import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { findings, main } from './found.ts'

const rule = 'nginx/weak-ciphers'
const server = (lines: string): string =>
  `server { listen 443 ssl; server_name a.example; ssl_protocols TLSv1.2; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`

const said = (lines: string): readonly string[] => findings(rule, server(lines)).map(({ message }) => message.en)

const good = 'ECDHE-RSA-AES128-GCM-SHA256'

describe('`ssl_conf_command CipherString` replaces `ssl_ciphers`', () => {
  const weak = '`ssl_conf_command CipherString` enables 1 weak suites (AECDH-AES128-SHA), in force for server a.example'
  it.each([
    ['weak behind a good list', `ssl_ciphers ${good}; ssl_conf_command CipherString ${good}:AECDH-AES128-SHA;`, [weak]],
    ['good behind a weak list', `ssl_ciphers AECDH-AES128-SHA; ssl_conf_command CipherString ${good};`, []],
    ['case does not matter', 'ssl_conf_command cipherstring AECDH-AES128-SHA;', [weak]],
    ['the last counts', `ssl_conf_command CipherString NULL; ssl_conf_command CipherString ${good};`, []],
    ['a command of another name', 'ssl_conf_command Options PrioritizeChaCha;', []],
  ])('%s', (_what, lines, expected) => expect(said(lines)).toEqual(expected))

  it('the fix is made there', () => {
    const text = main(server(`ssl_ciphers ${good}; ssl_conf_command CipherString ${good}:AECDH-AES128-SHA;`))
    const input = { files: { 'nginx.conf': text } }
    const fixed = fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf')
    expect(fixed).toBe(text.replace(':AECDH-AES128-SHA', ''))
  })
})
