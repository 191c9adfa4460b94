import { expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { openvpn } from '../../src/formats/openvpn/index.ts'
import { defaultTarget } from '../../src/target/index.ts'
import fc from '../random.ts'
import { needs, openvpnTest } from './daemons.ts'

const test = needs('openvpn', 'root')

interface Profile {
  readonly host: string
  readonly port: string
  readonly transport: string
  readonly family: string
  readonly key: string
}

/** What the daemon prints about each block. */
function printed(output: string): Profile[] {
  const profiles = output.split(/Connection profiles \[\d+\]:/).slice(1)
  const value = (text: string, name: string): string => new RegExp(` ${name} = '?([^'\n]*)`).exec(text)?.[1] ?? ''
  return profiles.map(text => ({
    host: value(text, 'remote'),
    port: value(text, 'remote_port'),
    transport: value(text, 'proto').replace(/[46]/, ''),
    family: /[46]/.exec(value(text, 'proto'))?.[0] ?? '',
    key: value(text, 'tls_auth_file').replace('[UNDEF]', ''),
  }))
}

function modelled(text: string): Profile[] {
  const model = openvpn.resolve(openvpn.load('c.conf', memoryStore({ 'c.conf': text })), {
    ...defaultTarget,
    openvpn: [2, 6, 14],
  })
  const keys = model.wrapping.map(({ line }) => line.params[0] ?? '')
  return model.remotes.map(({ host, port, transport, family = '' }) => ({
    host,
    port,
    transport,
    family: String(family),
    key: keys[0] ?? '',
  }))
}

const head = 'client\ndev tun\nnobind\nca ca.crt\nauth-user-pass creds\n'
const option = fc.constantFrom(
  'proto tcp-client',
  'proto udp',
  'proto udp4',
  'port 1001',
  'rport 1002',
  'port 1003',
  'tls-auth ta.key 1',
  'connect-retry 7',
)
const block = fc
  .tuple(
    fc.nat(9),
    fc.constantFrom('', ' 2001', ' 2002 tcp'),
    fc.constantFrom('', 'proto udp', 'rport 3001', 'port 3002'),
  )
  .map(([nth, rest, inner]) => `<connection>\nremote 127.0.0.${nth + 1}${rest}\n${inner}\n</connection>`)

test('options around and between connection blocks: each block as the daemon prints it', () => {
  const parts = fc.array(fc.oneof(option, block), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(parts, found => {
      const text = `${head}${found.join('\n')}\n<connection>\nremote 127.0.0.99\n</connection>\n`
      const more = found.length % 2 === 0 ? 'port 1009\nproto tcp-client\n' : ''
      const files = { 'c.conf': text + more, 'ca.crt': 'x', creds: 'a\nb\n', 'ta.key': 'x' }
      expect(modelled(text + more), text + more).toEqual(printed(openvpnTest(files).output))
    }),
    { numRuns: 25, seed: 5, endOnFailure: true },
  )
})
