import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

/** Files of installers and scripts that fill in names between marks: no value of OpenVPN looks like that. */

const client = (own: string): string =>
  `client\ndev tun\nremote vpn.example.com 1194\nca ca.crt\nauth-user-pass\nremote-cert-tls server\n${own}verb 3\n`
const told = (own: string): string[] =>
  analyze({ files: { 'c.ovpn': client(own) }, roots: ['c.ovpn'] }).findings.map(({ rule }) => rule)
const common = told('')

describe.each(['${PROTO}', '%%PROTO%%', '@@PROTO@@', '__PROTO__'])('%s', mark => {
  it('is not judged as a value, nor whether the file loads', () => {
    const files = { 'c.ovpn': client(`proto ${mark}\ncipher ${mark}\n`) }
    const report = analyze({ files, roots: ['c.ovpn'] })
    expect(report.verdicts[0]?.loads).toBeNull()
    expect(report.findings.map(({ rule }) => rule)).toEqual(common)
  })

  it('stays where it is when something else is mended', () => {
    const text = client(`proto ${mark}\ncipher ${mark}\n`).replace('remote-cert-tls server\n', '')
    const input = { files: { 'c.ovpn': text }, roots: ['c.ovpn'], unsafe: true }
    const mended = fix(input, analyze(input)).files.get('c.ovpn')
    expect(mended).toContain('remote-cert-tls server')
    expect(mended).toContain(`proto ${mark}\ncipher ${mark}\n`)
  })
})

describe('other text is what it says', () => {
  it.each([
    ['# fill in ${PROTO}\nproto upd\n', 'openvpn/invalid-value'],
    ['proto $proto\n', 'openvpn/invalid-value'],
    ['proto %PROTO%\n', 'openvpn/invalid-value'],
    ['proto a__b__c\n', 'openvpn/invalid-value'],
  ])('%j', (own, rule) => expect(told(own)).toContain(rule))
})
