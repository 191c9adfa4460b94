import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { builtin } from '../../src/baseline/index.ts'
import { analyze, fix, plan } from '../../src/engine/index.ts'
import { certificates } from './certificates.ts'
import { needs } from './needs.ts'

const test = needs('openvpn', 'openssl', 'nft', 'ip', 'ping', 'root', 'namespaces', 'tun')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-beside-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * A host with a VPN server of its own and a client that takes all traffic to another one (hq); a guest far away who
 * connects to the host. Each is a process with a network of its own, the router between them is this one.
 */
const lab = `
cd "$0"; pids=; trap 'kill $pids $(cat ./*.pid) 2> /dev/null || :; wait' EXIT
for name in host hq guest; do unshare -n sleep 90 & eval "$name=$!"; pids="$pids $!"; done
sleep 0.3
inside() { eval "pid=\\$$1"; shift; nsenter -t "$pid" -n "$@"; }
join() { # join NAME ROUTER-ADDRESS ADDRESS
  eval "pid=\\$$1"
  ip link add "$1" type veth peer name eth0 netns "$pid"
  ip addr add "$2/24" dev "$1"; ip link set "$1" up
  inside "$1" ip link set lo up; inside "$1" ip addr add "$3/24" dev eth0; inside "$1" ip link set eth0 up
  inside "$1" ip route add default via "$2"
}
echo 1 > /proc/sys/net/ipv4/ip_forward
join host 203.0.113.1 203.0.113.10; join hq 198.51.100.1 198.51.100.20; join guest 192.0.2.1 192.0.2.80
vpn() { # vpn NAME FILE: runs until it is up, or gives up
  inside "$1" openvpn --cd "$PWD" --config "$2" --daemon --log "$2.log" --writepid "$2.pid" --disable-dco
  for try in $(seq 60); do grep -q 'Initialization Sequence Completed' "$2.log" && return; sleep 0.1; done; return 1
}
answers() { if vpn guest guest.conf; then ping_both; else echo "$1: no answer"; fi; }
ping_both() {
  inside guest ping -q -c 1 -W 2 10.9.0.1 > /dev/null && inside host ping -q -c 1 -W 2 10.9.0.2 > /dev/null && echo reached
}
vpn hq hq.conf; vpn host own.conf
[ ! -e uplink.sh ] || inside host sh uplink.sh up
[ ! -e rules.nft ] || inside host nft -f rules.nft
vpn host out.conf || { cat out.conf.log; exit 1; }
answers guest
`

const material = 'ca ca.pem\ncert chain.pem\nkey leaf.key\n'
const own = (lines: string): string =>
  `dev tun1\n${lines}server 10.9.0.0 255.255.255.0\ntopology subnet\ndh none\n${material}`
const client = `client\ndev tun\nnobind\nremote 198.51.100.20 1194\n${material}redirect-gateway def1\n`

interface Texts {
  readonly server: string
  readonly client: string
  readonly uplink?: string | undefined
  readonly rules?: string | undefined
}

function outcome(texts: Texts, transport: string): string {
  const at = mkdtempSync(join(folder, 'run-'))
  const { authority, chain, key } = certificates()
  const files: Record<string, string | undefined> = {
    'ca.pem': authority,
    'chain.pem': chain,
    'leaf.key': key,
    'hq.conf': `dev tun0\nserver 10.8.0.0 255.255.255.0\ntopology subnet\ndh none\n${material}`,
    'guest.conf': `client\ndev tun0\nnobind\nremote 203.0.113.10 1195 ${transport}\n${material}`,
    'own.conf': texts.server,
    'out.conf': texts.client,
    'uplink.sh': texts.uplink,
    'rules.nft': texts.rules,
  }
  for (const [name, text] of Object.entries(files))
    if (text !== undefined) writeFileSync(join(at, name), text, { mode: 0o600 })
  const { stdout, stderr } = spawnSync('unshare', ['-n', 'bash', '-c', lab, at], { encoding: 'utf8', timeout: 80_000 })
  return `${stdout}${stderr.replace(/.*Terminated.*\n/g, '')}`.trim()
}

const rule = 'host/full-tunnel-public-listener'
const baseline = { ...builtin('balanced'), controls: { [rule]: {} }, settings: [] }
const serverPath = 'etc/openvpn/server/own.conf'
const clientPath = 'etc/openvpn/client/hq.conf'

const inputOf = (server: string, more: Record<string, string> = {}): Parameters<typeof analyze>[0] => ({
  // As the places differ on a host: not the client of this server.
  files: { [serverPath]: server, [clientPath]: client.replaceAll('.pem', '-hq.pem'), ...more },
  baseline,
})

test.each([
  ['udp', 'port 1195\nproto udp\n'],
  ['tcp-client', 'port 1195\nproto tcp-server\n'],
])(
  '%s: clients of the host are answered once the plan is carried out, and not before',
  (transport, lines) => {
    const server = own(lines)
    const input = inputOf(server)
    const report = analyze(input)
    expect(report.findings.map(each => each.messageId)).toEqual(['server'])
    expect(outcome({ server, client }, transport)).toBe('guest: no answer')
    const { steps, files } = plan(input, report)
    const written = (end: string): string | undefined =>
      steps.flatMap(step => (step.kind === 'write' && step.path.endsWith(end) ? [step.text] : []))[0]
    const after = (path: string): string => files.find(each => each.path === path)?.after ?? ''
    const mended = {
      server: after(serverPath) || server,
      client: after(clientPath).replaceAll('-hq.pem', '.pem'),
      uplink: written('confward-uplink'),
      rules: written('.nft'),
    }
    expect(outcome(mended, transport)).toBe('reached')
  },
  120_000,
)

test('with reply routing alone UDP is not answered; multihome mends it, and a second run is quiet', () => {
  const server = own('port 1195\n')
  const routing = { 'etc/systemd/network/eth0.network': '[Match]\nName=eth0\n[RoutingPolicyRule]\nFrom=203.0.113.10\n' }
  const input = inputOf(server, routing)
  const report = analyze(input)
  expect(report.findings.map(each => each.messageId)).toEqual(['unbound'])
  const uplink = 'ip rule add from 203.0.113.10 lookup 128; ip route add default via 203.0.113.1 dev eth0 table 128\n'
  expect(outcome({ server, client, uplink }, 'udp')).toBe('guest: no answer')
  const done = fix(input, report)
  expect(done.report.findings).toEqual([])
  const text = done.files.get(serverPath) ?? ''
  expect(outcome({ server: text, client, uplink }, 'udp')).toBe('reached')
}, 120_000)
