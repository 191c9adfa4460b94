import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const proxy = 'events {}\nhttp { server { listen 127.0.0.1:8080; location / { proxy_pass http://10.20.1.5; } } }\n'
const client = 'client\nremote 198.51.100.20 1194\nca ca.crt\ncert a.crt\nkey a.key\nremote-cert-tls server\n'

function steps(file: string, lines: string) {
  const files = {
    [`etc/openvpn/client/${file}`]: client + lines,
    'etc/nginx/nginx.conf': proxy,
    'etc/systemd/system/multi-user.target.wants/nginx.service': '',
  }
  const { findings } = analyze({ files })
  const found = findings.filter(each => each.rule === 'host/upstream-without-tunnel')
  expect(found).toHaveLength(1)
  return found[0]?.fixes.flatMap(fix => fix.steps ?? [])
}
const route = 'route 10.20.0.0 255.255.0.0\n'

test('the tunnel first, then the route, then nginx', () => {
  const plan = steps('hq.conf', `dev tun1\n${route}`)
  expect(plan?.map(({ id, needs }) => [id, ...needs])).toEqual([
    ['openvpn/start:openvpn-client@hq'],
    ['openvpn/enable:openvpn-client@hq', 'openvpn/start:openvpn-client@hq'],
    ['openvpn/routed:10.20.1.5', 'openvpn/start:openvpn-client@hq'],
    ['nginx/reload-behind:10.20.1.5', 'openvpn/routed:10.20.1.5'],
  ])
  expect(plan?.[2]).toMatchObject({ checks: [{ argv: expect.arrayContaining(['10.20.1.5', 'tun1']) }] })
})

test('a server that may push a default route may lock the operator out', () => {
  expect(steps('hq.conf', `dev tun1\n${route}`)?.[0]?.risk).toBe('lockout')
  expect(steps('hq.conf', `dev tun1\nroute-nopull\n${route}`)?.[0]?.risk).toBe('behaviour')
})

test('nothing where the device or the unit has no plain name', () => {
  expect(steps('hq.conf', `dev tun\n${route}`)).toEqual([])
  expect(steps('h q;x.conf', `dev tun1\n${route}`)).toEqual([])
})
