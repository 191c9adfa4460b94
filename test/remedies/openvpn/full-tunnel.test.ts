import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/engine/index.ts'
import type { PlanStep } from '../../../src/engine/types.ts'

const nginx = 'events {}\nhttp { server { listen 8443 ssl; ssl_reject_handshake on; } }\n'
const client = (lines: string): string =>
  `client\ndev tun\n${lines}\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\nredirect-gateway def1\n`

function planFor(
  conf: string,
  more: Record<string, string> = {},
  options?: Record<string, string>,
): { steps: readonly PlanStep[]; after: string } {
  const files = { 'etc/nginx/nginx.conf': nginx, 'etc/openvpn/client/hq.conf': conf, ...more }
  const controls = { 'host/full-tunnel-public-listener': { options: options ?? {} } }
  const baseline = { name: 'own', version: '1', description: '', extends: [], controls, settings: [] }
  const input = { files, ...(options && { baseline }) }
  const made = plan(input, analyze(input))
  return { steps: made.steps, after: made.files.find(({ path }) => path.endsWith('hq.conf'))?.after ?? '' }
}

const rules = (steps: readonly PlanStep[]): string =>
  steps.flatMap(step => (step.kind === 'write' && step.path.endsWith('.nft') ? [step.text] : [])).join()

test('reply routing, then the kill switch, then the tunnel; what can cut the connection says so', () => {
  const { steps } = planFor(client('remote 198.51.100.20 1194'))
  const order = ['host/uplink', 'host/kill-switch', 'openvpn/start:openvpn-client@hq']
  const places = order.map(id => steps.findIndex(step => step.id === id))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(-1)
  for (const at of places) expect(steps[at]?.risk).toBe('lockout')
  const units = ['confward-uplink.service', 'confward-vpn-killswitch.service', 'openvpn-client@hq']
  for (const [nth, at] of places.entries()) expect(steps[at]).toMatchObject({ units: [units[nth]] })
})

test('what an earlier plan started takes the new rules at once: systemd leaves an active unit as it is', () => {
  const { steps } = planFor(client('remote 198.51.100.20 1194'))
  const commands = (id: string): string[] =>
    steps.flatMap(step =>
      step.id === id && step.kind === 'command' ? step.commands.map(({ argv }) => argv.join(' ')) : [],
    )
  const path = steps.flatMap(step => (step.kind === 'write' && step.path.endsWith('.nft') ? [step.path] : [])).join()
  expect(commands('host/uplink').slice(1)).toEqual([
    'systemctl enable --now confward-uplink.service',
    '/usr/local/sbin/confward-uplink up',
  ])
  expect(commands('host/kill-switch').slice(1)).toEqual([
    'systemctl enable --now confward-vpn-killswitch.service',
    `nft -f /${path}`,
  ])
})

test('the kill switch comes back when the service that flushes all rules starts or reloads (systemd.unit(5))', () => {
  const { steps } = planFor(client('remote 198.51.100.20 1194'))
  const unit = steps.flatMap(step =>
    step.kind === 'write' && step.path.endsWith('confward-vpn-killswitch.service') ? [step.text] : [],
  )
  const lines = unit.join().split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'After=nftables.service',
      'PartOf=nftables.service',
      'ReloadPropagatedFrom=nftables.service',
    ]),
  )
  const load = lines.find(line => line.startsWith('ExecStart='))
  expect(lines).toContain(load?.replace('ExecStart', 'ExecReload'))
})

test('the kill switch lists every remote with port and protocol, the listeners and the fixed device', () => {
  const { steps, after } = planFor(client('remote 198.51.100.20 1194 udp\nremote 2001:db8::7 443 tcp-client'))
  expect(rules(steps)).toContain('elements = { 198.51.100.20 . udp . 1194 }')
  expect(rules(steps)).toContain('elements = { 2001:db8::7 . tcp . 443 }')
  expect(rules(steps)).toContain('oifname { "lo", "tun0" } accept')
  expect(rules(steps)).toContain('tcp sport { 22, 8443 }')
  expect(after).toContain('\ndev tun0\n')
})

test('several remotes stay reachable outside the tunnel', () => {
  const { after } = planFor(client('remote 198.51.100.20 1194\nremote 198.51.100.21 1194'))
  expect(after).toContain('route 198.51.100.20 255.255.255.255 net_gateway\n')
  expect(after).toContain('route 198.51.100.21 255.255.255.255 net_gateway\n')
})

test('a remote by name needs its address first, because nothing resolves behind the kill switch', () => {
  const { steps } = planFor(client('remote vpn.hq.example 1194'))
  expect(steps.map(({ id }) => id)).toContain('host/pin-remote:vpn.hq.example')
  expect(steps.map(({ id }) => id)).not.toContain('host/kill-switch')
  const pinned = planFor(client('remote vpn.hq.example 1194'), {
    'etc/hosts': '198.51.100.20 vpn.hq.example # pinned\n',
  })
  expect(rules(pinned.steps)).toContain('elements = { 198.51.100.20 . udp . 1194 }')
})

test('a device whose name would need quoting gets no rules at all', () => {
  const { steps } = planFor(client('remote 198.51.100.20 1194').replace('dev tun\n', 'dev "tun;x"\n'))
  expect(rules(steps)).toBe('')
})

const script = (steps: readonly PlanStep[]): string =>
  steps.flatMap(step => (step.id === 'host/uplink-script' && step.kind === 'write' ? [step.text] : [])).join()

test('a stated uplink is used literally, in the script and in the pinned routes', () => {
  const stated = { uplinkInterface: "e'0", uplinkGateway: '203.0.113.1' }
  const { steps, after } = planFor(client('remote 198.51.100.20 1194\nremote 198.51.100.21 1194'), {}, stated)
  expect(script(steps)).toContain(String.raw`if [ "$1" = -4 ]; then printf '%s %s\n' 'e'\''0' '203.0.113.1'`)
  expect(after).toContain('route 198.51.100.20 255.255.255.255 203.0.113.1\n')
  expect(after).not.toContain('net_gateway')
})

test('without one the script finds out for itself', () => {
  const text = script(planFor(client('remote 198.51.100.20 1194')).steps)
  expect(text).toContain('uplinks() { # "DEVICE GATEWAY" of each default route')
  expect(text).not.toContain('found')
})

test.each([
  [{ uplinkInterface: 'tun0' }, 'that is the tunnel itself'],
  [{ uplinkGateway: '203.0.113.999' }, 'the gateway is no IP address'],
  [{ uplinkGateway: 'fe80::1' }, 'a link-local gateway needs its interface'],
])('%j: no steps that could cut the connection', (options, because) => {
  const { steps } = planFor(client('remote 198.51.100.20 1194'), {}, options)
  expect(script(steps)).toBe('')
  const decide = steps.find(({ id }) => id === 'host/uplink-stated')
  expect(decide?.kind === 'decide' && decide.question.en).toContain(because)
})

const networkd = '[Match]\nName=eth0\n\n[Network]\nAddress=203.0.113.10/24\nGateway=203.0.113.1\nGateway=fe80::1\n'
const netplan = `network:
  version: 2
  ethernets:
    eth0:
      addresses:
        - 203.0.113.10/24
      routes:
        - to: 10.0.0.0/8
          via: 203.0.113.7
        - to: default
          via: "203.0.113.1"
`
const ifupdown = 'auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet static\n  gateway 203.0.113.1 # ours\n'

test.each([
  ['etc/network/interfaces', ifupdown, ['eth0', '203.0.113.1']],
  ['etc/systemd/network/10-wan.network', networkd, ['eth0', '203.0.113.1']],
  ['etc/systemd/network/10-wan.network', networkd.replace('eth0', 'en*'), [undefined, undefined]],
  [
    'etc/systemd/network/10-wan.network',
    '[Match]\nName=eth0\n[Route]\nDestination=10.0.0.0/8\nGateway=203.0.113.7\n',
    [undefined, undefined],
  ],
  ['etc/netplan/50-cloud.yaml', netplan, ['eth0', '203.0.113.1']],
  [
    'etc/netplan/50-cloud.yaml',
    'network:\n  ethernets:\n    eth0:\n      gateway4: 203.0.113.1\n    eth1:\n      gateway4: 192.0.2.1\n',
    [undefined, undefined],
  ],
])('%s: what it says about the uplink is offered, nothing where it is not clear', (path, text, offered) => {
  const files = { 'etc/nginx/nginx.conf': nginx.replace(' ssl_reject_handshake on;', ''), [path]: text }
  const conf = client('remote 198.51.100.20 1194')
  const { findings } = analyze({ files: { ...files, 'etc/openvpn/client/hq.conf': conf } })
  const asks = findings.find(({ rule }) => rule === 'host/full-tunnel-public-listener')?.fixes[0]?.asks ?? []
  const of = (id: string): string | undefined => asks.find(ask => ask.id === id)?.suggested
  expect([of('uplinkInterface'), of('uplinkGateway')]).toEqual(offered)
  expect(asks.filter(({ id }) => id.startsWith('uplink')).map(ask => ask.default)).toEqual(['', ''])
})
