import { describe, expect, test } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'

/** What a host's package manager says about the versions that its files are for. */

const paragraph = (name: string, version: string, status = 'install ok installed'): string =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: what it is\n more of it\n\n`

const main = { 'etc/nginx/nginx.conf': 'events {}\nhttp { server { listen 443 ssl; http2 on; } }\n' }

const report = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): Report =>
  analyze({ files: { ...main, ...files }, ...more })

const status = [
  paragraph('nginx-common', '1.26.3-3+deb13u10'),
  paragraph('nginx', '1.26.3-3+deb13u10'),
  paragraph('libssl3t64', '3.5.9-1~deb13u1'),
  paragraph('libpcre2-8-0', '10.46-1~deb13u3'),
  paragraph('openvpn', '1:2.6.14-1+deb13u3', 'deinstall ok config-files'),
].join('')

describe('what is installed', () => {
  test('is known, by dpkg', () => {
    const { target, findings } = report({ 'var/lib/dpkg/status': status })
    expect(target).toMatchObject({
      nginx: [1, 26, 3],
      nginxPackage: '1.26.3-3+deb13u10',
      openssl: [3, 5, 9],
      pcre2: [10, 46],
      openvpn: [2, 6, 14],
    })
    expect(target.assumed).toEqual(['openvpn', 'kernel', 'systemd', 'distribution'])
    expect(findings.map(each => each.rule)).not.toContain('nginx/unknown-directive')
  })

  test('and by apk', () => {
    const { target } = report({
      'lib/apk/db/installed':
        'C:Q1=\nP:musl\nV:1.2.5-r0\n\nC:Q2=\nP:nginx\nV:1.28.0-r3\nA:x86_64\n\nP:pcre2\nV:10.43-r1\n\n',
    })
    expect(target).toMatchObject({ nginx: [1, 28, 0], nginxPackage: '1.28.0-r3', pcre2: [10, 43] })
    expect(target.assumed).not.toContain('nginx')
  })

  test('yields to what the user states, and says nothing of another host', () => {
    const stated = report({ 'var/lib/dpkg/status': status }, { target: { nginx: [1, 22, 1] } }).target
    expect(stated).toMatchObject({ nginx: [1, 22, 1], openssl: [3, 5, 9] })
    expect(stated.nginxPackage).toBeUndefined()
    expect(report({ 'b/var/lib/dpkg/status': status }).target.nginx).toEqual([1, 22, 1])
  })

  test('is a package that is there, in a list however it ends', () => {
    const text = [paragraph('libnginx', '1'), paragraph('nginx-light', '1.18.0-6.1+deb11u3')].join('').trimEnd()
    expect(report({ 'var/lib/dpkg/status': text }).target.nginx).toEqual([1, 18, 0])
    expect(report({ 'var/lib/dpkg/status': '' }).target.assumed).toContain('nginx')
  })
})

describe('the release', () => {
  test('ships versions, which stay assumptions', () => {
    const { target, findings } = report({ 'etc/os-release': 'ID=debian\nVERSION_ID="13"\n' })
    expect(target).toMatchObject({ nginx: [1, 26, 3], openssl: [3, 5], pcre2: [10, 46], openvpn: [2, 6, 14] })
    expect(target.assumed).toContain('nginx')
    expect(findings.map(each => each.rule)).not.toContain('nginx/unknown-directive')
  })

  test('decides which patterns nginx can compile', () => {
    const varied = {
      'etc/nginx/nginx.conf': 'events {}\nhttp { server { location ~ (?<=(?:a|bc))d { return 403; } } }\n',
    }
    const rules = (version: string): string[] =>
      report({ ...varied, 'etc/os-release': `ID=debian\nVERSION_ID="${version}"\n` }).findings.map(each => each.rule)
    expect(rules('12')).toContain('nginx/invalid-regex')
    expect(rules('13')).not.toContain('nginx/invalid-regex')
  })
})
