import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { openvpn, readPeer, routerAbilities } from '../../../src/formats/openvpn/index.ts'
import { defaultTarget, parseVersion } from '../../../src/target/index.ts'
import { decode } from '../../../src/text/index.ts'

const client = 'client\ndev tun\nremote 198.51.100.20 1194\nca ca.crt\ncert c.crt\nkey c.key\n'
const server = 'server 10.8.0.0 255.255.255.0\ndev tun\nca ca.crt\ncert s.crt\nkey s.key\ndh none\n'

function model(text: string, version = '2.6.14', path = 'c.conf', files: Record<string, string> = {}) {
  const target = { ...defaultTarget, openvpn: parseVersion(version) as number[] }
  return openvpn.resolve(openvpn.load(path, memoryStore({ ...files, [path]: text })), target)
}

describe('what the release decides', () => {
  it.each([
    ['2.4.12', ['AES-256-GCM', 'AES-128-GCM', 'AES-256-CBC']],
    ['2.5.11', ['AES-256-GCM', 'AES-128-GCM', 'AES-256-CBC']],
    ['2.6.14', ['AES-256-GCM', 'AES-128-GCM', 'CHACHA20-POLY1305']],
  ])('%s with cipher AES-256-CBC negotiates %j', (version, list) => {
    expect(model(`${client}cipher AES-256-CBC\n`, version).ciphers.negotiated.value).toEqual(list)
  })
  it('2.4 falls back to Blowfish, later ones to nothing', () => {
    expect(model(client, '2.4.12').ciphers.fallback.value).toBe('BF-CBC')
    expect(model(client, '2.5.11').ciphers.fallback.value).toBeUndefined()
  })
  it('the TLS floor is 1.2 from 2.6 on, unless an older release is imitated', () => {
    expect(model(client, '2.5.11').tls.minimum.value).toBeUndefined()
    expect(model(client).tls.minimum).toEqual({ value: '1.2', origin: 'default', shadowed: [] })
    expect(model(`${client}compat-mode 2.3.6\ncipher AES-256-CBC\n`).tls.minimum.value).toBe('1.0')
  })
  it('topology of a server is subnet from 2.7 on; keys are kept from 2.7 on', () => {
    expect(model(server).device.topology.value).toBe('net30')
    expect(model(server, '2.7.6').device.topology.value).toBe('subnet')
    expect(model(client).privileges.persistKey.value).toBe(false)
    expect(model(client, '2.7.6').privileges.persistKey.value).toBe(true)
  })
  it('a pushed compression is refused from 2.6 on without a line of its own', () => {
    expect(model(client, '2.5.11').compression.accepts.value).toBe('asym')
    expect(model(client).compression.accepts.value).toBe('stub-only')
  })
})

describe('what is written', () => {
  it('the last line of a scalar decides and shadows the others', () => {
    const { minimum } = model(`${client}tls-version-min 1.0\ntls-version-min 1.2\n`).tls
    expect(minimum.value).toBe('1.2')
    expect(minimum.shadowed).toHaveLength(1)
  })
  it('flags of redirect-gateway add up', () => {
    const { flags, fullTunnel } = model(`${client}redirect-gateway def1\nredirect-gateway ipv6\n`).routing
    expect([...flags]).toEqual(['def1', 'ipv6'])
    expect(fullTunnel).toBe(true)
  })
  it('blocks bring their own remotes, with what stands before them as default', () => {
    const text = `client\ndev tun\nport 99\nca a\ncert b\nkey c\n<connection>\nremote vpn.example.com\n</connection>\n<connection>\nremote 198.51.100.7 443 tcp4\n</connection>\n`
    expect(
      model(text).remotes.map(({ host, port, transport, numeric, family }) => [host, port, transport, numeric, family]),
    ).toEqual([
      ['vpn.example.com', '99', 'udp', false, undefined],
      ['198.51.100.7', '443', 'tcp-client', true, 4],
    ])
  })
  it('an inline key takes its direction from key-direction', () => {
    const found = model(`${client}key-direction 1\n<tls-auth>\n00\n</tls-auth>\n`).wrapping
    expect(found.map(({ kind, direction }) => [kind, direction.value])).toEqual([['tls-auth', '1']])
  })
  it('pushes are read as the client will read them', () => {
    const [pushed] = model(`${server}push "route 10.20.0.0 255.255.0.0"\n`).push
    expect([pushed?.name, pushed?.params]).toEqual(['route', ['10.20.0.0', '255.255.0.0']])
  })
  it('setenv opt counts when the option is known, and is forgiven when it is not', () => {
    const found = model(`${client}setenv opt comp-lzo\nsetenv opt block-outside-dns\n`)
    expect(found.compression.framing.value).toBe('lzo')
    expect(found.verdict.loads).not.toBe(false)
  })
})

describe('files around it', () => {
  it('config is read from the working directory, cd moves it', () => {
    const files = { 'etc/openvpn/client/more/x.conf': 'verb 4\n' }
    const found = model(`${client}cd more\nconfig x.conf\n`, '2.6.14', 'etc/openvpn/client/hq.conf', files)
    expect(found.byName.get('verb')?.[0]?.params).toEqual(['4'])
    expect(found.unit).toEqual({ template: 'openvpn-client@', instance: 'hq' })
  })
  it('per-client files are read from client-config-dir', () => {
    const found = model(`${server}client-config-dir ccd\n`, '2.6.14', 's.conf', {
      'ccd/alice': 'iroute 10.1.0.0 255.255.0.0\n',
    })
    expect(found.clientFiles.map(({ commonName, lines }) => [commonName, lines[0]?.name])).toEqual([
      ['alice', 'iroute'],
    ])
  })
  it('a missing file makes the verdict unknown, not false', () => {
    expect(model(client).verdict.loads).toBeNull()
    expect(model(client, '2.6.14', 'c.conf', { 'ca.crt': '', 'c.crt': '', 'c.key': '' }).verdict.loads).toBe(true)
  })
})

describe('secrets', () => {
  it('appear neither among the effective values nor in problems', () => {
    const secret = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'
    const text = `${client}<key>\n${secret}\n</key>\n<auth-user-pass>\nme\n${secret}\n</auth-user-pass>\nauth-token ${secret}\n${secret}\n0123456789abcdef0123456789abcdef\nabcdef0123456789abcdef0123456789\n`
    const found = model(text)
    const shown = JSON.stringify([
      [...openvpn.effective(found)].map(({ setting, value }) => [setting, value]),
      found.problems.map(({ message }) => message),
      found.verdict.because.map(({ message }) => message),
    ])
    expect(shown).not.toContain(secret.slice(0, 12))
    expect(shown).not.toContain('abcdef0123')
  })
})

describe('recognition', () => {
  const sure = (path: string, text: string) => openvpn.detect(decode(path, text))
  it('knows its files by name, place and content', () => {
    expect(sure('office.ovpn', '')).toBe(1)
    expect(sure('etc/openvpn/client/hq.conf', '')).toBeGreaterThan(0.8)
    expect(sure('tunnel.conf', client)).toBeGreaterThan(0.8)
    expect(sure('nginx.conf', 'http {\n server {\n  listen 80;\n }\n}\n')).toBe(0)
    expect(sure('50-x.conf', 'net.ipv4.ip_forward = 1\n')).toBe(0)
  })

  it('takes what a server reads when one client connects for no configuration of its own', () => {
    const lines =
      'iroute 192.168.10.0 255.255.255.0\npush "route 10.0.0.0 255.0.0.0"\npush "dhcp-option DNS 10.0.0.1"\n'
    expect(sure('etc/openvpn/ccd/site1', lines)).toBe(0)
    expect(sure('site1', `# branch office\n${lines}`)).toBe(0)
    expect(sure('office.conf', `${lines}server 10.8.0.0 255.255.255.0\n`)).toBeGreaterThan(0.8)
  })

  it('takes no script that writes one for one', () => {
    const script = `#!/bin/bash\ncat <<END > client.ovpn\n${client}END\n`
    expect(sure('add-client.sh', script)).toBe(0)
    expect(sure('add-client', script)).toBe(0)
    expect(sure('office', `#!/usr/sbin/openvpn --config\n${client}`)).toBeGreaterThan(0.8)
  })

  it('takes what installers and plugins keep beside it for none', () => {
    const variables = 'PLAT=Raspbian\npivpnPORT=1194\npivpnPROTO=udp\n'
    expect(sure('etc/pivpn/openvpn/setupVars.conf', variables)).toBe(0)
    const ldap =
      '<LDAP>\n  URL ldaps://ldap.example.com\n</LDAP>\n<Authorization>\n  BaseDN "ou=People"\n</Authorization>\n'
    expect(sure('etc/openvpn/auth-ldap.conf', ldap)).toBe(0)
    expect(sure('etc/openvpn/server.conf', 'prot udp\ndev tun\n')).toBeGreaterThan(0.8)
    expect(sure('etc/openvpn/server.conf', '')).toBeGreaterThan(0.8)
  })

  it('takes no text that has some of its lines in the middle of others for one', () => {
    const around = (text: string): string => `${'write_files: yes\n'.repeat(30)}${text}${'runcmd: no\n'.repeat(10)}`
    expect(sure('cloud-config', client)).toBeGreaterThan(0)
    expect(sure('cloud-config', around(client))).toBe(0)
  })
})

describe('the other end', () => {
  it('is a router when it is named so', () => {
    expect(readPeer('mikrotik:7.18')).toEqual({ kind: 'mikrotik', release: [7, 18] })
    expect(readPeer('mikrotik')).toEqual({ kind: 'mikrotik', release: undefined })
    expect(readPeer('server.conf')).toBeUndefined()
  })
  it('has what its release has', () => {
    expect(routerAbilities([6, 49])).toMatchObject({ udp: false, gcm: false, named: false })
    expect(routerAbilities([7, 16])).toMatchObject({ udp: true, gcm: true, named: false, pushRoutes: true })
    expect(routerAbilities([7, 17]).named).toBe(true)
    expect(routerAbilities([7, 20]).digests).toContain('SHA384')
    expect(routerAbilities([7, 19]).digests).not.toContain('SHA384')
  })
})
