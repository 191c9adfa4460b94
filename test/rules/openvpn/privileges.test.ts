import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const client = 'client\ndev tun\nremote 192.0.2.1\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\n'

test.each([
  ['', 2],
  ['script-security 2\nup /etc/openvpn/up.sh\n', 2],
  ['script-security 2\nup /etc/openvpn/up.sh\ndown /etc/openvpn/down.sh\n', 0],
  ['script-security 2\nroute-pre-down /etc/openvpn/down.sh\n', 0],
  ['script-security 2\ndown /etc/openvpn/down.sh\nplugin /usr/lib/openvpn/openvpn-plugin-down-root.so "x"\n', 2],
])('a script that runs without the rights keeps them from being dropped (%#)', (lines, fixes) => {
  const { findings } = analyze({ files: { 'etc/openvpn/client/hq.conf': client + lines } })
  const found = findings.find(({ rule }) => rule === 'openvpn/privileges')
  expect(found?.fixes.length).toBe(fixes)
})

test('the plain edit says that the account has to be there', () => {
  const { findings } = analyze({ files: { 'etc/openvpn/client/hq.conf': client } })
  const [edit] = findings.find(({ rule }) => rule === 'openvpn/privileges')?.fixes ?? []
  expect(edit?.edits.length).toBeGreaterThan(0)
  expect(edit?.title.en).toContain('useradd')
  expect(edit?.title.zh).toContain('useradd')
})
