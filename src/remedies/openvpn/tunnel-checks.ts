import type { Check, Command } from '../fix.ts'

/** Names of devices and units that need no quoting anywhere: in rules, unit files and commands. */
export const isPlainName = (name: string): boolean => /^[A-Za-z][\w@-]{0,60}$/.test(name)

const somewhere = '192.0.2.1'

/** An active unit does not mean a tunnel: the route is there when the tunnel is. */
export const waitForTunnel = (device: string): Command => {
  const there = `case "$(ip route get ${somewhere})" in *"dev ${device} "*) true ;; *) false ;; esac`
  return { argv: ['timeout', '60', 'sh', '-c', `until ${there}; do sleep 1; done`], root: true }
}

export const tunnelCheck = (device: string): Check => ({
  argv: ['ip', 'route', 'get', somewhere],
  expect: { contains: `dev ${device} ` },
  says: { en: `traffic leaves by ${device}`, zh: `流量经 ${device} 发出` },
})

/** The tunnel's own packets must not enter the tunnel. */
export const remoteCheck = (address: string, device: string): Check => ({
  argv: ['ip', 'route', 'get', address],
  expect: { lacks: `dev ${device} ` },
  says: { en: `${address} is reached outside the tunnel`, zh: `${address} 在隧道之外可达` },
})
