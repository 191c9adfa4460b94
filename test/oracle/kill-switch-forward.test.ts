import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { type KillSwitch, killSwitchRules } from '../../src/remedies/openvpn/kill-switch.ts'
import { tunnelDefaults } from '../../src/remedies/openvpn/options.ts'
import { needs } from './needs.ts'

const test = needs('nft', 'ip', 'ping', 'root', 'namespaces')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-forward-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * A host that forwards, between a container (docker0), the world (eth0) and the other end of the tunnel (tun0). Each is a
 * process with a network of its own; `inside NAME COMMAND` runs there.
 */
const lab = `
set -e
for name in box world vpn; do unshare -n sleep 60 & eval "$name=$!"; done
sleep 0.2
inside() { name=$1; shift; eval "pid=\\$$name"; nsenter -t "$pid" -n "$@"; }
join() { # join NAME DEVICE HOST-ADDRESS ADDRESS
  eval "pid=\\$$1"
  ip link add "$2" type veth peer name eth0 netns "$pid"
  ip addr add "$3/24" dev "$2"; ip link set "$2" up
  inside "$1" ip link set lo up; inside "$1" ip addr add "$4/24" dev eth0; inside "$1" ip link set eth0 up
  inside "$1" ip route add default via "$3"
}
ip link set lo up
join box docker0 172.17.0.1 172.17.0.2
join world eth0 203.0.113.10 203.0.113.1
join vpn tun0 10.8.0.2 10.8.0.1
echo 1 > /proc/sys/net/ipv4/ip_forward
ask() { if inside "$1" ping -q -c 1 -W 1 "$3" > /dev/null; then echo "$1 to $2: yes"; else echo "$1 to $2: no"; fi; }
all() { ask box world 203.0.113.1; ask box vpn 10.8.0.1; ask world box 172.17.0.2; ask vpn box 172.17.0.2; }
echo before; all
nft -f "$0"
echo after; all
nft -f "$0"
nft list chain inet vpn_ks output | grep -c 'policy drop'
kill "$box" "$world" "$vpn"
`

function run(kill: KillSwitch): string[] {
  writeFileSync(join(folder, 'rules.nft'), killSwitchRules(kill))
  const done = spawnSync('unshare', ['-n', 'bash', '-c', lab, join(folder, 'rules.nft')], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect(done.stderr.replace(/.*Terminated.*\n/g, '')).toBe('')
  return done.stdout.trim().split('\n')
}

const kill: KillSwitch = {
  device: 'tun0',
  endpoints: [{ address: '198.51.100.20', port: 1194, protocol: 'udp' }],
  servicePorts: [22],
  localNetworks: [],
}
const open = ['box to world: yes', 'box to vpn: yes', 'world to box: yes', 'vpn to box: yes']

test('containers leave by the tunnel only, and whoever comes from outside is answered', () => {
  const inside = tunnelDefaults.insideInterfaces
  expect(run({ ...kill, inside })).toEqual(['before', ...open, 'after', 'box to world: no', ...open.slice(1), '1'])
}, 60_000)

test('without the forward chain their traffic leaves in clear: that is what it is for', () => {
  expect(run(kill)).toEqual(['before', ...open, 'after', ...open, '1'])
}, 60_000)
