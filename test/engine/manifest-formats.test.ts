import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { analyze, type Finding, fix } from '../../src/engine/index.ts'

const openvpn = `client
dev tun
proto udp
remote vpn.example.com 1194
ca ca.crt
cert client.crt
key client.key
cipher BF-CBC
auth SHA1
verb 3
<tls-auth>
-----BEGIN OpenVPN Static key V1-----
e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1
-----END OpenVPN Static key V1-----
</tls-auth>
`
const sysctl = '# routing\nnet.ipv4.ip_forward=1\nnet.ipv4.conf.all.accept_redirects=1\nkernel.kptr_restrict=0\n'

const block = (text: string): string => `|\n    ${text.trimEnd().replaceAll('\n', '\n    ')}\n`
const manifest = (key: string, value: string, kind = 'kind: ConfigMap\ndata'): string =>
  `apiVersion: v1\nmetadata:\n  name: net\n${kind}:\n  README: "some text"\n  ${key}: ${value}`

const seen = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, message, subject }) => `${rule} ${subject} ${message.en}`).sort()

const cases = [
  ['OpenVPN, by content', 'server.conf', openvpn],
  ['OpenVPN, by name', 'client.ovpn', openvpn],
  ['sysctl, by name', '99-sysctl.conf', sysctl],
  ['sysctl, by content', 'net.conf', sysctl],
] as const

describe.each(cases)('%s in a ConfigMap', (_, key, text) => {
  const plain = { files: { [key]: text }, unsafe: true, baseline: 'strict' }
  const written = { literal: block(text), double: `${JSON.stringify(text)}\n` }

  it.each(Object.entries(written))('is analysed and mended where it stands: %s', (_style, value) => {
    const yaml = manifest(key, value)
    const input = { files: { 'deploy/net.yaml': yaml }, unsafe: true, baseline: 'strict' }
    const report = analyze(input)
    expect(report.problems.map(({ message }) => message.en)).toEqual(
      analyze(plain).problems.map(({ message }) => message.en),
    )
    expect(report.verdicts.map(({ root }) => root)).toEqual([`deploy/net.yaml/${key}`])
    expect(seen(report.findings)).toEqual(seen(analyze(plain).findings))
    expect(report.findings.length).toBeGreaterThan(2)
    for (const { path, span } of report.findings) {
      expect(path).toBe('deploy/net.yaml')
      expect(span.end).toBeLessThanOrEqual(yaml.length)
      expect(span.start).toBeGreaterThan(yaml.indexOf('README'))
    }
    const result = fix(input, report)
    const wanted = fix(plain, analyze(plain))
    const own = (each: (typeof result.applied)[number]): boolean => each.fix.edits.length > 0
    expect(result.applied.filter(own).length).toBe(wanted.applied.filter(own).length)
    expect(parse(result.files.get('deploy/net.yaml') ?? yaml).data[key]).toBe(wanted.files.get(key) ?? text)
  })
})

describe('a chart', () => {
  it('is a template: what is put in is nobody’s finding, and fixes leave tags alone', () => {
    const text = `{{- if .Values.vpn }}\n${manifest('server.conf', block(openvpn.replace('1194', '{{ .Values.port }}')))}{{- end }}\n`
    const input = { files: { 'chart/templates/net.yaml': text }, unsafe: true }
    const { findings, verdicts } = analyze(input)
    expect(verdicts.map(({ root, format }) => [format, root])).toEqual([
      ['openvpn', 'chart/templates/net.yaml/server.conf'],
    ])
    expect(findings.map(({ rule }) => rule)).toContain('openvpn/server-verify')
    const after = fix(input, analyze(input)).files.get('chart/templates/net.yaml') ?? ''
    expect(after).toContain('remote vpn.example.com {{ .Values.port }}\n')
    expect(after).toContain('    remote-cert-tls server\n')
  })

  it('of sysctl settings keeps its tags as well', () => {
    const text = manifest('sysctl.conf', block(`${sysctl}net.core.somaxconn={{ .Values.max }}\n`))
    const input = { files: { 'chart/net.yaml': text }, unsafe: true }
    const { findings, problems } = analyze(input)
    expect(findings.map(({ rule }) => rule)).toContain('sysctl/redirects')
    expect(problems.filter(({ warning }) => !warning)).toEqual([])
    expect(fix(input, analyze(input)).files.get('chart/net.yaml')).toContain('somaxconn={{ .Values.max }}\n')
  })
})

it('other objects and other text are none', () => {
  const other = manifest('client.ovpn', block(openvpn), 'kind: Deployment\ndata')
  const script = manifest('run.sh', block('#!/bin/sh\nset -e\nsysctl -w net.ipv4.ip_forward=1\nopenvpn --config x\n'))
  const settings = manifest('app.conf', block('dev = true\nverb = 3\nname = x\n'))
  const beside = { 'etc/sysctl.conf': sysctl }
  for (const text of [other, script, settings])
    expect(analyze({ files: { ...beside, 'a.yaml': text } }).verdicts.map(({ root }) => root)).toEqual(['.'])
})

it('keys stand in no message and no patch', () => {
  const input = { files: { 'a.yaml': manifest('c.ovpn', block(openvpn)) }, unsafe: true }
  const report = analyze(input)
  expect(JSON.stringify(report.findings)).not.toContain('e1e1e1')
  expect(fix(input, report).diff).not.toContain('e1e1e1')
})
