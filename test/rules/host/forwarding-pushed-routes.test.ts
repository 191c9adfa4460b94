import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const rule = 'host/forwarding-pushed-routes'
const server = 'port 1194\ndev tun\nserver 10.8.0.0 255.255.255.0\npush "route 192.168.10.0 255.255.255.0"\n'
const key = 'net.ipv4.ip_forward'

/** What is said about a host whose files write `written`, and whose kernel has `live`. */
function said(written: string, live: string): string[] {
  const line = written === '' ? '' : `${key} = ${written}\n`
  const files = {
    'etc/openvpn/server/hq.conf': server,
    'etc/sysctl.d/10-ours.conf': `kernel.kptr_restrict = 1\n${line}`,
    'live.txt': `${key} = ${live}\nkernel.kptr_restrict = 1\n`,
  }
  const { findings } = analyze({ files, live: 'live.txt', today: '2026-11-22' })
  return findings.filter(each => each.rule === rule).map(each => `${each.path}: ${each.message.en}`)
}

test('the kernel that runs says whether packets are dropped now', () => {
  expect(said('0', '0').join()).toMatch(/^etc\/sysctl.*but net\.ipv4\.ip_forward is "0": what clients send/)
  expect(said('', '0').join()).toMatch(/^etc\/openvpn.*but net\.ipv4\.ip_forward is "0": what clients send/)
  expect(said('0', '1').join()).toMatch(
    /the running kernel forwards, but the files set .* to "0": from the next boot on/,
  )
  expect(said('', '1')).toEqual([])
  expect(said('1', '1')).toEqual([])
})
