import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/engine/index.ts'

const pki = 'ca ca.crt\ncert a.crt\nkey a.key\nremote-cert-tls server\n'
const server = (port: number): string =>
  `port ${port}\ndev tun\nserver 10.${port - 1186}.0.0 255.255.255.0\ndh none\n${pki}`
const client = `client\ndev tun\nremote 192.0.2.1\n${pki}`

function steps(files: Record<string, string>) {
  const input = { files, today: '2026-11-22' }
  return plan(input, analyze(input)).steps.filter(({ id }) => id.startsWith('openvpn/tls-crypt'))
}

test('servers of one directory share a key that is made once', () => {
  const made = steps({ 'etc/openvpn/server/udp.conf': server(1194), 'etc/openvpn/server/tcp.conf': server(1195) })
  const keys = made.filter(step => step.kind === 'command' && step.creates)
  expect(keys).toMatchObject([
    { commands: [{ argv: ['openvpn', '--genkey', 'tls-crypt', '/etc/openvpn/server/tls-crypt.key'] }] },
  ])
  const edits = made.filter(step => step.kind === 'edit')
  expect(edits.map(({ title }) => title.en)).toEqual([
    'Wrap the control channel with tls-crypt: etc/openvpn/server/tcp.conf',
    'Wrap the control channel with tls-crypt: etc/openvpn/server/udp.conf',
  ])
})

test('a client waits for the key of its own server and makes none', () => {
  const made = steps({ 'etc/openvpn/client/hq.conf': client, 'etc/openvpn/client/lab.conf': client })
  expect(made.flatMap(step => (step.kind === 'command' ? step.commands : [])).join()).not.toContain('genkey')
  const paths = ['hq', 'lab'].map(name => `/etc/openvpn/client/${name}-tls-crypt.key`)
  for (const path of paths) {
    const fetched = made.find(({ id }) => id === `openvpn/tls-crypt-key:${path}`)
    expect(fetched).toMatchObject({ kind: 'decide', verify: [{ argv: ['test', '-s', path] }] })
    const edit = made.find(step => step.kind === 'edit' && step.needs.includes(fetched?.id ?? ''))
    expect(edit?.kind === 'edit' && edit.edits[0]?.text).toContain(`tls-crypt ${path.split('/').at(-1)}`)
  }
})
