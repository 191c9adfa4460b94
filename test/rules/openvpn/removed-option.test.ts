import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/engine/index.ts'

const fixed = (cipher: string): string => {
  const text = `server 10.8.0.0 255.255.255.0\ntopology subnet\ndev tun\nca ca.crt\ncert a.crt\nkey a.key\ndh none\ncipher ${cipher}\nncp-disable\n`
  const input = { files: { 'server.conf': text }, unsafe: true }
  return fix(input, analyze(input), finding => finding.rule === 'openvpn/removed-option').diff
}

test('without negotiation the one cipher stays, unless it is one that nobody gets back', () => {
  expect(fixed('AES-256-CBC')).toContain('+data-ciphers AES-256-CBC\n+data-ciphers-fallback AES-256-CBC\n')
  for (const cipher of ['BF-CBC', 'bf-cbc', 'DES-EDE3-CBC', 'none']) {
    expect(fixed(cipher)).toContain('-ncp-disable')
    expect(fixed(cipher)).not.toMatch(/^\+data-ciphers/m)
  }
})
