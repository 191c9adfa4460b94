import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const ufw = {
  'etc/ufw/ufw.conf': 'ENABLED=yes\n',
  'etc/default/ufw': 'IPT_SYSCTL=/etc/ufw/sysctl.conf\n',
}
const fixesOf = (files: Record<string, string>, live?: string) =>
  analyze({ files, ...(live && { live }) })
    .findings.filter(each => each.rule === 'host/forwarding-without-role')
    .flatMap(each => each.fixes)

describe('forwarding that nobody needs goes', () => {
  test('from the file of ufw, and from the kernel', () => {
    const files = {
      ...ufw,
      'etc/sysctl.d/a.conf': 'kernel.sysrq = 0\n',
      'etc/ufw/sysctl.conf': 'net/ipv4/ip_forward=1\n',
    }
    const [fix] = fixesOf(files)
    expect(fix?.edits).toMatchObject([{ path: 'etc/ufw/sysctl.conf', text: '0', span: { start: 20, end: 21 } }])
    expect(fix?.steps).toMatchObject([{ commands: [{ argv: ['sysctl', '-w', 'net.ipv4.ip_forward=0'] }] }])
  })

  test('and redirects stay refused, which the kernel would accept then', () => {
    const files = {
      ...ufw,
      'etc/sysctl.d/a.conf': 'net.ipv4.conf.all.accept_redirects = 0\n',
      'etc/ufw/sysctl.conf': 'net/ipv4/ip_forward=1\n',
    }
    expect(fixesOf(files)[0]?.steps).toMatchObject([
      {
        keeps: expect.arrayContaining(['net.ipv4.ip_forward', 'net.ipv4.conf.all.accept_redirects']),
        commands: [
          { argv: ['sysctl', '-w', 'net.ipv4.ip_forward=0'] },
          { argv: ['sysctl', '-w', 'net.ipv4.conf.all.accept_redirects=0'] },
        ],
      },
    ])
  })

  test('from the running kernel alone where no file says so', () => {
    const files = { 'etc/sysctl.d/a.conf': 'kernel.sysrq = 0\n', 'live.txt': 'net.ipv6.conf.all.forwarding = 1\n' }
    const [fix] = fixesOf(files, 'live.txt')
    expect(fix?.edits).toEqual([])
    expect(fix?.steps).toMatchObject([{ id: 'sysctl/forwarding-off:net.ipv6.conf.all.forwarding' }])
  })
})
