import { expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

/** A client whose `config` is not among the files: any option may stand there. */

const client = (more: string): string => `client\ndev tun\nremote vpn.example.com 1194 udp\n${more}verb 3\n`
const read = (text: string, others: Readonly<Record<string, string>> = {}) =>
  analyze({ files: { 'c.ovpn': text, ...others }, roots: ['c.ovpn'] })
const told = (report: ReturnType<typeof read>): Record<string, string> =>
  Object.fromEntries(report.findings.map(({ rule, confidence }) => [rule, confidence]))

it('without an include what is lacking is lacking', () => {
  const report = read(client(''))
  expect(report.verdicts[0]?.loads).toBe(false)
  expect(told(report)).toMatchObject({ 'openvpn/missing-requirement': 'high', 'openvpn/server-verify': 'high' })
})

it('an include that is not here may hold it', () => {
  const report = read(client('config base.ovpn\n'))
  expect(report.verdicts[0]?.loads).toBeNull()
  expect(told(report)['openvpn/missing-requirement']).toBeUndefined()
  expect(told(report)).toMatchObject({ 'openvpn/server-verify': 'low', 'openvpn/privileges': 'low' })
  expect(fix({ files: { 'c.ovpn': client('config base.ovpn\n') }, roots: ['c.ovpn'] }, report).edits).toEqual([])
})

it('what is written stays wrong', () => {
  const text = client('config base.ovpn\ncomp-lzo\nno-such-option\n')
  expect(told(read(text))['openvpn/unknown-option']).toBe('high')
  expect(read(text).verdicts[0]?.loads).toBe(false)
})

it('an include that is here is read', () => {
  const report = read(client('config base.ovpn\n'), {
    'base.ovpn': 'ca ca.crt\nauth-user-pass\nremote-cert-tls server\n',
  })
  expect(report.verdicts[0]?.loads).not.toBe(false)
  expect(told(report)['openvpn/server-verify']).toBeUndefined()
})

const profile = (path: string, more = '') =>
  analyze({ files: { [path]: client(`remote-cert-tls server\ncomp-lzo\n${more}`) }, roots: [path] })

it.each(['client-template.txt', 'etc/openvpn/server/client-common.txt', 'easy-rsa/pki/Default.txt', 'base.conf'])(
  '%s: certificates and keys are written behind what others are made from',
  path => {
    const report = profile(path)
    expect(report.verdicts[0]?.loads).toBeNull()
    expect(told(report)['openvpn/missing-requirement']).toBeUndefined()
    expect(told(report)).toMatchObject({ 'openvpn/privileges': 'low', 'openvpn/compression': 'medium' })
    expect(told(report)['openvpn/tls-crypt']).toBeUndefined()
  },
)

it('one that names its files is a whole one, whatever it is called', () => {
  expect(profile('base.conf', 'cert c.crt\n').verdicts[0]?.loads).toBe(false)
  expect(profile('laptop.conf').verdicts[0]?.loads).toBe(false)
})
