import { expect } from 'vitest'
import { builtin } from '../../src/baseline/index.ts'
import { analyze, fix } from '../../src/engine/index.ts'
import { applyEdits } from '../../src/text/index.ts'
import { needs } from './daemons.ts'
import { Host } from './host.ts'

/** A tunnel by one shared key takes its cipher as it is: the daemon is started, and ends by itself a second later. */

const key = `-----BEGIN OpenVPN Static key V1-----\n${`${'0f'.repeat(16)}\n`.repeat(16)}-----END OpenVPN Static key V1-----\n`
const tunnel = (cipher: string): string =>
  `dev null\nlocal 127.0.0.1\nremote 127.0.0.1 1195\nping-exit 1\nsecret office.key\n${cipher}`

const rules = ['openvpn/invalid-crypto-name', 'openvpn/data-ciphers']
const baseline = {
  ...builtin('balanced'),
  controls: Object.fromEntries(rules.map(rule => [rule, {}])),
  settings: [],
}

/** What the daemon says, as the rules would. */
function said(text: string): string[] {
  const host = new Host(['openvpn'])
  host.write('/etc/openvpn/office.conf', text)
  host.write('/etc/openvpn/office.key', key, 0o600)
  try {
    const { output } = host.run(['/usr/sbin/openvpn', '--config', 'office.conf'], '/etc/openvpn')
    if (/^.*Cipher .* not supported/m.test(output)) return ['openvpn/invalid-crypto-name']
    expect(output).toContain('ping-exit')
    return /INSECURE cipher|'--cipher none' was specified/.test(output) ? ['openvpn/data-ciphers'] : []
  } finally {
    host.remove()
  }
}

needs('openvpn', 'root').each([
  '',
  'cipher BF-CBC\n',
  'cipher DES-EDE3-CBC\n',
  'cipher none\n',
  'cipher AES-256-GCM\n',
  'cipher CHACHA20-POLY1305\n',
  'cipher AES-256-CFB\n',
  'cipher aes-128-cbc\n',
  'cipher CAMELLIA-256-CBC\n',
  'data-ciphers AES-256-GCM\n',
])('by a shared key with %j', cipher => {
  const text = tunnel(cipher)
  const input = { files: { 'etc/openvpn/office.conf': text, 'etc/openvpn/office.key': key }, baseline, unsafe: true }
  const report = analyze(input)
  const found = said(text)
  expect(report.findings.map(({ rule }) => rule)).toEqual(found)
  if (found.length === 0) return
  const { edits } = fix(input, report)
  expect(edits).not.toEqual([])
  expect(said(applyEdits(text, edits))).toEqual([])
})
