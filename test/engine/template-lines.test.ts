import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import type { Report } from '../../src/engine/types.ts'

/** Templates of OpenVPN and sysctl files, in the manner of well-known roles and modules. */

const folder = new URL('../fixtures/templates/', import.meta.url)
const textOf = (path: string): string => readFileSync(new URL(path, folder), 'utf8')

const reported = (path: string, text: string): Report => analyze({ files: { [path]: text } })

/** Everything of medium and above, as `rule:line`. */
const weighty = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity === 'critical' || severity === 'high' || severity === 'medium')
    .map(({ rule, line }) => `${rule}:${line}`)
    .toSorted()

const server = 'ansible/roles/openvpn/templates/server.conf.j2'
const legacy = 'ansible/roles/openvpn/templates/legacy.conf.j2'

/** What somebody who knows the format finds in each, and nothing else of weight. */
const expected: readonly (readonly [path: string, loads: boolean | null, findings: readonly string[]])[] = [
  [server, null, []],
  [
    legacy,
    false,
    [
      ...['openvpn/auth-digest:15', 'openvpn/cipher-ignored:18', 'openvpn/compression:16', 'openvpn/duplicate-cn:25'],
      ...['openvpn/management:24', 'openvpn/tls-version-min:19', 'openvpn/unknown-option:30'],
    ],
  ],
  ['ansible/roles/openvpn/templates/client.ovpn.j2', null, ['openvpn/privileges:1']],
  ['puppet/openvpn/server.conf.erb', null, ['openvpn/push-compression:25', 'openvpn/script-security:26']],
  ['docker/openvpn/server.conf.template', null, ['openvpn/privileges:17', 'openvpn/renegotiation-off:20']],
  [
    'ansible/roles/sysctl/templates/sysctl.d/99-hardening.conf.j2',
    null,
    ['sysctl/tcp-syncookies:5', 'sysctl/unknown-key:16'],
  ],
  ['ansible/roles/sysctl/templates/sysctl.conf.j2', null, []],
  ['consul/sysctl.d/60-net.conf.ctmpl', null, ['sysctl/source-route:7']],
]

describe.each(expected)('%s', (path, loads, findings) => {
  const report = reported(path, textOf(path))

  it('is judged by what is written, not by what is put in', () => {
    expect(weighty(report)).toEqual(findings)
    expect(report.verdicts.map(verdict => verdict.loads)).toEqual([loads])
    expect(report.problems.map(({ code, warning }) => [code, warning])).toEqual([['template', true]])
  })

  it('is found in a directory, and shows no value that was tried', () => {
    const found = analyze({ files: { [`repository/${path}`]: textOf(path) } })
    expect(weighty(found)).toEqual(findings)
    expect(JSON.stringify(found)).not.toMatch(/filled|10\.201\.|172\.27\.|198\.51\.100/)
  })

  it('keeps its tags and the lines of its control tags whatever is fixed', () => {
    const input = { files: { [path]: textOf(path) }, unsafe: true }
    const { files, applied } = fix(input, analyze(input))
    const tags = (text: string): string[] => text.match(/\{\{.*?\}\}|\{[%#].*?[%#]\}|<%.*?%>|\$\{?[A-Z_]+\}?/g) ?? []
    const lines = (text: string): string[] => text.split('\n').filter(line => /\{%|<%|\{\{-/.test(line))
    const fixed = files.get(path) ?? textOf(path)
    expect(tags(fixed)).toEqual(tags(textOf(path)))
    expect(lines(fixed)).toEqual(lines(textOf(path)))
    expect(files.has(path)).toBe(applied.length > 0)
  })
})

describe('a template among the files of a host', () => {
  const vpn = (lines: string): Record<string, string> => ({
    'etc/openvpn/server/hq.conf.j2': `dev tun\nserver {{ net }} {{ mask }}\n${lines}\n`,
  })
  const forwarding = (value: string): Record<string, string> => ({
    'etc/sysctl.d/60-own.conf.j2': `net.ipv4.ip_forward = ${value}\n`,
  })
  const found = (files: Record<string, string>): string[] =>
    analyze({ files })
      .findings.filter(({ rule }) => rule === 'host/forwarding-pushed-routes')
      .map(({ message }) => message.en)

  it.each([
    ['what both say is told in the words of the template', 'push "route {{ a }} {{ b }}"', '0', 1],
    ['what one may say is not', 'push "route {{ a }} {{ b }}"', '{{ forward }}', 0],
    ['nor what is said under a condition', '{% if a %}\npush "route 10.1.0.0 255.255.0.0"\n{% endif %}', '0', 0],
  ])('%s', (_what, push, value, count) => {
    const texts = found({ ...vpn(push), ...forwarding(value) })
    expect(texts).toHaveLength(count)
    expect(JSON.stringify(analyze({ files: { ...vpn(push), ...forwarding(value) } }))).not.toMatch(
      /10\.0\.0\.0|172\.27\./,
    )
    for (const text of texts) expect(text).toContain('pushes "route {{ a }} {{ b }}"')
  })

  it('may have a role by what is put in: neither that it forwards nor that it does not is held against it', () => {
    const rules = (push: string, value: string): string[] =>
      analyze({ files: { ...vpn(push), 'etc/sysctl.d/60-own.conf': `net.ipv4.ip_forward = ${value}\n` } })
        .findings.filter(({ path }) => path.endsWith('60-own.conf'))
        .map(({ rule }) => rule)
    expect(rules('', '1')).toEqual(['sysctl/ip-forward'])
    for (const value of ['0', '1']) expect(rules('{% for p in all %}\npush "{{ p }}"\n{% endfor %}', value)).toEqual([])
  })

  it('is read under the name that it gets, and is no file that nothing reads', () => {
    const files = { 'etc/sysctl.d/60-own.conf.j2': 'kernel.kptr_restrict = 0\n', 'etc/sysctl.conf.j2': '{{ all }}\n' }
    const rules = analyze({ files }).findings.map(({ rule }) => rule)
    expect(rules).toContain('sysctl/kernel-info-leak')
    expect(rules).not.toContain('sysctl/never-read')
  })
})

describe('a file that its name does not call a template', () => {
  const sysctl = 'net.ipv4.tcp_syncookies = 0\nvm.swappiness = {{ swappiness }}\n'
  const found = (path: string, text: string): string[] => weighty(reported(path, text))

  it('is one where roles keep theirs', () => {
    expect(found('roles/a/templates/sysctl.conf', sysctl)).toEqual(['sysctl/tcp-syncookies:1'])
    expect(found('etc/sysctl.d/60-own.conf', sysctl)).toContain('sysctl/foreign-syntax:1')
  })

  it('is one where OpenVPN could make nothing of its tags', () => {
    const text =
      'client\ndev tun\nca ca.crt\ncert a.crt\nkey a.key\nremote {{ host }} 1194\n{% if a %}\nauth-nocache\n{% endif %}\n'
    expect(reported('etc/openvpn/a.conf', text).verdicts.map(({ loads }) => loads)).toEqual([null])
    const comment = 'client\ndev tun\n# {{ managed }}\nremote a.example 1194\n'
    expect(reported('etc/openvpn/a.conf', comment).problems).toEqual([])
  })
})
