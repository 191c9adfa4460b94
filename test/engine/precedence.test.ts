import { describe, expect, it, test } from 'vitest'
import type { Baseline } from '../../src/baseline/index.ts'
import { baselineOf } from '../../src/engine/active.ts'
import { analyze } from '../../src/engine/index.ts'
import { ruleIds } from '../../src/rules/by-format.gen.ts'
import { rules } from '../../src/rules/registry.gen.ts'
import { only } from '../rules/nginx/found.ts'

/** One cause, one finding: what several rules could say about one line of a host. */

const server = (push: string): string => `port 1194
proto udp
dev tun
ca ca.crt
cert server.crt
key server.key
dh none
topology subnet
server 10.8.0.0 255.255.255.0
server-ipv6 fd00:8::/64
keepalive 10 60
tls-crypt tc.key
remote-cert-tls client
${push}
`
const pushing = { 'etc/openvpn/server/hq.conf': server('push "route 192.168.1.0 255.255.255.0"') }
const docker = { 'etc/docker/daemon.json': '{}' }
const routing = { 'etc/nftables.conf': 'table ip nat {\n  chain out {\n    masquerade\n  }\n}\n' }
const sysctl = (text: string): Record<string, string> => ({ 'etc/sysctl.d/60-own.conf': text })

/** Rules that speak of a line of the sysctl file, less what says when others write the same key. */
const about = (files: Record<string, string>, line = 1): string[] =>
  analyze({ files, baseline: 'balanced' })
    .findings.filter(each => each.path.endsWith('60-own.conf') && each.line === line)
    .map(({ rule }) => rule)
    .filter(rule => rule !== 'sysctl/later-setter')

describe('a line that several rules could blame', () => {
  const off = sysctl('net.ipv4.ip_forward = 0\n')
  const pushed = 'host/forwarding-pushed-routes'
  test.each([
    ['a server that pushes routes', { ...off, ...pushing }, [pushed]],
    ['a router', { ...off, ...routing }, ['sysctl/role-conflict']],
    ['both', { ...off, ...pushing, ...routing }, [pushed]],
    ['containers', { ...off, ...docker }, ['host/container-forwarding']],
    ['containers and pushed routes', { ...off, ...docker, ...pushing }, ['host/container-forwarding']],
    ['IPv6 routes alone', { ...off, 'etc/openvpn/server/hq.conf': server('push "route-ipv6 fd00:9::/64"') }, []],
    ['modules that are needed', { ...sysctl('kernel.modules_disabled = 1\n'), ...pushing }, ['host/modules-sealed']],
    ['modules that nothing needs', sysctl('kernel.modules_disabled = 1\n'), ['sysctl/dangerous-value']],
    [
      'a key under its other name',
      { ...sysctl('net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.forwarding = 0\n') },
      ['sysctl/order'],
    ],
  ])('%s', (_what, files, expected) => expect(about(files)).toEqual(expected))

  it('keeps the places that the other finding names', () => {
    const { findings } = analyze({ files: { ...off, ...pushing } })
    const [finding] = findings.filter(({ rule }) => rule === pushed)
    expect(finding?.related.map(({ path }) => path)).toEqual(['etc/openvpn/server/hq.conf'])
    const both = analyze({ files: { ...off, ...docker, ...pushing } }).findings
    const [stronger] = both.filter(({ rule }) => rule === 'host/container-forwarding')
    expect(stronger?.related.map(({ path }) => path)).toEqual(['etc/openvpn/server/hq.conf'])
  })

  it('is told by the weaker rule where the stronger one is switched off', () => {
    const balanced = baselineOf('balanced')
    const baseline = { ...balanced, controls: { ...balanced.controls, [pushed]: { severity: 'off' as const } } }
    const { findings } = analyze({ files: { ...off, ...pushing }, baseline })
    expect(findings.map(({ rule }) => rule)).toContain('sysctl/role-conflict')
  })
})

test('rules yield to rules that there are, and never to each other', () => {
  const known = new Set<string>(ruleIds)
  for (const { id, yieldsTo = [] } of rules)
    for (const other of yieldsTo) {
      expect(known.has(other), `${id} → ${other}`).toBe(true)
      expect(rules.find(rule => rule.id === other)?.yieldsTo ?? []).not.toContain(id)
    }
})

describe('one header without `always`', () => {
  const page = (headers: string): Record<string, string> => ({
    'nginx.conf': `events {}
http {
  server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate a.pem;
    ssl_certificate_key a.key;
    root /srv;
    ${headers}
  }
}
`,
  })
  const told = (headers: string, baseline?: Baseline): string[] =>
    analyze({ files: page(headers), ...(baseline && { baseline }) })
      .findings.filter(({ rule }) => /\/(?:hsts|header-always)$/.test(rule))
      .map(({ rule }) => rule)
  const hsts = 'add_header Strict-Transport-Security "max-age=63072000";'

  it('is told by the rule about it', () => {
    expect(told(hsts)).toEqual(['nginx/hsts'])
    expect(told(`${hsts} add_header X-Frame-Options DENY;`)).toEqual(['nginx/hsts', 'nginx/header-always'])
  })

  it('is told by the general rule where the other is off, or says nothing', () => {
    expect(told(hsts, only('nginx/header-always'))).toEqual(['nginx/header-always'])
    expect(
      told('add_header X-Frame-Options DENY; add_header Strict-Transport-Security "max-age=63072000" always;'),
    ).toEqual(['nginx/header-always'])
  })
})
