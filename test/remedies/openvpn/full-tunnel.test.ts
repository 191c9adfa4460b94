import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/engine/index.ts'
import type { PlanStep } from '../../../src/engine/types.ts'

const nginx = 'events {}\nhttp { server { listen 8443 ssl; ssl_reject_handshake on; } }\n'
const client = (lines: string): string =>
  `client\ndev tun\n${lines}\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\nredirect-gateway def1\n`

function planFor(conf: string, more: Record<string, string> = {}): { steps: readonly PlanStep[]; after: string } {
  const files = { 'etc/nginx/nginx.conf': nginx, 'etc/openvpn/client/hq.conf': conf, ...more }
  const made = plan({ files }, analyze({ files }))
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
  for (const at of places) expect(steps[at]?.undo?.length).toBeGreaterThan(0)
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
