import { expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { only } from '../nginx/found.ts'

const head = 'client\ndev tun\n'
const tail = 'ca ca.crt\ncert client.crt\nkey client.key\nremote-cert-tls server\n'
const blocks = (...own: readonly string[]): string =>
  head + own.map(lines => `<connection>\n${lines}</connection>\n`).join('') + tail

interface Given {
  readonly peer?: string
}

/** The text after the fixes of one rule, and how many findings it had. */
function repaired(rule: string, text: string, more: Given = {}): readonly [text: string, found: number] {
  const files = { 'client.conf': text }
  const input = { files, roots: ['client.conf'], baseline: only(rule), unsafe: true, ...more }
  const report = analyze(input)
  const result = fix(input, report)
  expect(result.rejected).toEqual([])
  expect(result.report.findings).toEqual([])
  return [result.files.get('client.conf') ?? text, report.findings.length]
}

const one = 'remote 198.51.100.20 1194\n'
const two = 'remote 198.51.100.21 1194\n'

it.each(['float', 'tun-mtu 1400', 'mssfix 1300'])('%s of a block is its own', line => {
  const rule = line === 'float' ? 'openvpn/float' : 'openvpn/mtu'
  const block = `proto udp4\n${line}\n`
  expect(repaired(rule, blocks(one + block, two + block))).toEqual([
    blocks(`${one}proto udp4\n`, `${two}proto udp4\n`),
    2,
  ])
})

it('a protocol of either family is made exact where the address of the block is', () => {
  const before = blocks(`${one}proto udp\n`, `${two}proto tcp-client\n`)
  const after = blocks(`${one}proto udp4\n`, `${two}proto tcp4-client\n`)
  expect(repaired('openvpn/proto-ambiguous', before)).toEqual([after, 2])
})

it('every block says that it leaves', () => {
  const before = blocks(`${one}proto udp4\n`, `${two}proto udp4\nexplicit-exit-notify 2\n`)
  const after = blocks(`${one}explicit-exit-notify 1\nproto udp4\n`, `${two}proto udp4\nexplicit-exit-notify 2\n`)
  expect(repaired('openvpn/exit-notify', before)).toEqual([after, 1])
})

it('every block speaks TCP with a router that knows nothing else', () => {
  const before = blocks(`${one}proto udp4\n`, `proto udp4\n${two}explicit-exit-notify 1\n`)
  const after = blocks(`${one}proto tcp4-client\n`, `proto tcp4-client\n${two}`)
  expect(repaired('openvpn/mikrotik-transport', before, { peer: 'mikrotik:6.49' })).toEqual([after, 1])
})
