import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { findings, main } from './found.ts'

const rule = 'nginx/hsts'
const server = (lines: string): string =>
  `server { listen 443 ssl; server_name a.example; ssl_certificate c.pem; ssl_certificate_key k.pem; root /srv; ${lines} }`
const header = 'add_header Strict-Transport-Security $hsts always;'
const said = (http: string): readonly string[] => findings(rule, http).map(({ messageId }) => messageId)

describe('a constant behind the variable of the header', () => {
  const year = 'max-age=31536000'
  it.each([
    ['set, short', server(`set $hsts max-age=300; ${header}`), ['weak']],
    ['set, enough', server(`set $hsts ${year}; ${header}`), []],
    ['a map, default short', `map $host $hsts { default max-age=300; } ${server(header)}`, ['weak']],
    ['a map, a name has more', `map $host $hsts { default max-age=0; a.example ${year}; } ${server(header)}`, []],
    ['a map, enough over TLS', `map $scheme $hsts { https ${year}; } ${server(header)}`, []],
    ['set, not with errors', server(`set $hsts ${year}; add_header Strict-Transport-Security $hsts;`), ['errors']],
    ['another variable', server(`set $hsts $arg_a; ${header}`), []],
    ['set twice', server(`set $hsts max-age=300; if ($arg_a) { set $hsts ${year}; } ${header}`), []],
    ['read in two places', server(`set $hsts max-age=300; ${header} location /a { ${header} }`), ['weak']],
  ])('%s', (_what, http, expected) => expect(said(http)).toEqual(expected))

  it.each([`set $hsts max-age=300; ${header}`, `set $hsts "max-age=300"; ${header}`])(
    'is mended where it stands: %s',
    lines => {
      const input = { files: { 'nginx.conf': main(server(lines)) } }
      const fixed = fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf')
      expect(fixed).toBe(main(server(`set $hsts "max-age=31536000"; ${header}`)))
    },
  )
})
