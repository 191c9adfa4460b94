import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, expect } from 'vitest'
import { exampleFiles, examplePlan } from '../../src/dev/examples.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { type Machine, startMachine } from './lab/machine.ts'
import { filesBelow, planned } from './lab/plan.ts'

const test = needs(
  'openvpn',
  'nginx',
  'certbot',
  'pebble',
  'nft',
  'ip',
  'ping',
  'curl',
  'openssl',
  'tcpdump',
  'python3',
  'root',
  'namespaces',
  'tun',
)

const example = (path: string): string => fileURLToPath(new URL(`../../examples/incident/${path}`, import.meta.url))
const conf = 'etc/openvpn/client/hk.conf'
const clear = '203.0.113.10'
const clear6 = '2001:db8:1::10'
const tunnelled = '198.51.100.20'

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

const start = async (...setups: string[]): Promise<Machine> => {
  machine = await startMachine(['tunnel.sh', ...setups])
  return machine
}

/** The address a public host sees; empty when nothing gets there. */
const egress4 = async (at: Machine): Promise<string> =>
  (await at.run(['curl', '-4', '-s', '-m', '2', 'http://192.0.2.80/'])).out.trim()
const egress6 = async (at: Machine): Promise<string> =>
  (await at.run(['curl', '-6', '-s', '-m', '2', 'http://[2001:db8:80::80]/'])).out.trim()
const inbound = async (at: Machine, host: string): Promise<string> => {
  const url = `https://${host}/`
  return (await at.run(['curl', '-sk', '-m', '2', '-o', '/dev/null', '-w', '%{http_code}', url], { from: 'internet' }))
    .out
}
/** Asks the resolver that is on the host's own network. */
const onLinkDns = (at: Machine): Promise<boolean> =>
  at.run(['python3', '-c', query], { timeout: 5000 }).then(({ code }) => code === 0)
const query = `
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(1)
s.sendto(b"\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\5probe\\7example\\0\\0\\1\\0\\1", ("203.0.113.1", 53))
s.recv(512)
`

/** Everything a route, rule or filter could have left behind. */
const network = (at: Machine): Promise<string> =>
  at.sh('for f in -4 -6; do ip $f rule; ip $f route show table all; done; nft list ruleset; ip -br link')

const connected = (at: Machine): Promise<unknown> =>
  at.sh(
    'for i in $(seq 60); do grep -q "Initialization Sequence Completed" /run/openvpn-client@hk.log && exit; sleep 0.1; done; exit 1',
  )

const before = readFileSync(example(`before/${conf}`), 'utf8')
const withoutTheArticle = before.replace('comp-lzo\n', '').replace('redirect-gateway def1\n', '')

async function connect(at: Machine, text: string): Promise<void> {
  await at.write(`/${conf}`, text)
  await at.sh('systemctl restart openvpn-client@hk')
  await connected(at)
}

test('the commands people copy fail in the ways they are known to fail', async () => {
  const at = await start('web.sh')
  expect(await egress4(at)).toBe(clear)
  expect(await egress6(at)).toBe(clear6)
  expect(await inbound(at, clear)).toBe('200')

  // comp-lzo against a server without compression: the session comes up and carries nothing.
  await connect(at, before.replace('redirect-gateway def1\n', ''))
  expect((await at.run(['ping', '-c', '1', '-W', '2', '10.8.0.1'])).code).toBe(1)

  // The default route exists: the command fails, and everything keeps leaving in clear.
  await connect(at, withoutTheArticle)
  expect((await at.run(['ip', 'route', 'add', 'default', 'dev', 'tun0'])).err).toContain('File exists')
  expect(await egress4(at)).toBe(clear)

  // With a metric on the old route it succeeds, and the tunnel's own packets enter the tunnel.
  await at.sh('ip route del default; ip route add default via 203.0.113.1 dev eth0 metric 100')
  await at.sh('ip route add default dev tun0')
  expect(await egress4(at)).toBe('')
  await at.sh('systemctl stop openvpn-client@hk; ip route replace default via 203.0.113.1 dev eth0')

  // Replaced, there is no default route left when the tunnel is gone.
  await connect(at, withoutTheArticle)
  await at.sh('ip route del default metric 100 2>/dev/null || :; ip route replace default dev tun0')
  await at.sh('systemctl stop openvpn-client@hk')
  expect(await egress4(at)).toBe('')
  await at.sh('ip route replace default via 203.0.113.1 dev eth0')

  // redirect-gateway def1 alone: visitors get no answer, IPv6 and the resolver next door are asked in clear.
  await connect(at, `${withoutTheArticle}redirect-gateway def1\n`)
  expect(await egress4(at)).toBe(tunnelled)
  expect(await inbound(at, clear)).toBe('000')
  expect(await egress6(at)).toBe(clear6)
  expect(await onLinkDns(at)).toBe(true)

  // And when the daemon dies, everything is in clear at once.
  await at.sh('kill -9 "$(cat /run/openvpn-client@hk.main)"; sleep 0.5')
  expect(await egress4(at)).toBe(clear)
}, 180_000)

type Script = (...verb: string[]) => ReturnType<Machine['run']>

/** Applies the whole plan: confirms over a connection that still works, and does what is left to a person. */
async function applyAll(at: Machine, sh: Script): Promise<string> {
  let said = ''
  for (let round = 0; round < 10; round++) {
    const { code, out, err } = await sh('apply')
    said += out + err
    if (code === 3) expect((await sh('confirm')).code).toBe(0)
    else if (code === 4) await decide(at, sh, /accept (\S+)/.exec(err)?.[1] ?? '')
    else break
  }
  return said
}

/** What the administrator of the other end does: nothing about compression, it has none; its key goes in place. */
async function decide(at: Machine, sh: Script, step: string): Promise<void> {
  const fetched = `openvpn/tls-crypt-key:${key}`
  expect([fetched, 'openvpn/compression-other-end']).toContain(step)
  if (step === fetched) {
    expect(await sh('accept', step)).toMatchObject({ code: 1, err: expect.stringContaining('not accepted') })
    await wrap(at)
  }
  expect((await sh('accept', step)).code).toBe(0)
}

const key = '/etc/openvpn/client/hk-tls-crypt.key'
const wrap = (at: Machine): Promise<string> =>
  at.sh(
    `openvpn --genkey tls-crypt ${key}
     echo 'tls-crypt ${key}' >> ${at.scratch}/pki/server.conf
     ip netns exec vpn sh -c 'kill $(ip netns pids vpn | xargs ps -o pid=,comm= -p | sed -n "s/ openvpn$//p")'
     sleep 1
     ip netns exec vpn openvpn --config ${at.scratch}/pki/server.conf > ${at.scratch}/vpn-server.log 2>&1 &
     sleep 1`,
  )

/** Packets that left the host outside the tunnel and answered nobody, while something happens. */
async function leaked(at: Machine, happens: () => Promise<unknown>): Promise<string[]> {
  const own = '(ip src 203.0.113.10 and not udp port 1194) or (ip6 src 2001:db8:1::10 and (tcp or udp))'
  const filter = `(${own}) and not tcp src port 443 and not tcp src port 22`
  const capture = at.start(['tcpdump', '-lnni', 'host0', '--immediate-mode', filter], { from: 'router' })
  let lines = ''
  capture.stdout?.on('data', data => {
    lines += data
  })
  await new Promise<void>(resolve => capture.stderr?.on('data', data => /listening/.test(String(data)) && resolve()))
  await happens()
  await at.sh('sleep 0.3; kill "$(pidof tcpdump)"; sleep 0.2')
  return lines.split('\n').filter(line => line !== '')
}

test('the whole plan: everything leaves through the tunnel, visitors and the operator stay, undo leaves no trace', async () => {
  const files = exampleFiles('incident')
  const plan = await examplePlan('incident')
  const at = await start('acme.sh')
  for (const [path, content] of Object.entries(files)) await at.write(`/${path}`, content)
  await at.write('/root/plan.sh', planSh(plan))
  await at.sh('nginx')
  const former = await network(at)
  const env = {
    REQUESTS_CA_BUNDLE: `${at.scratch}/acme/ca.pem`,
    CURL_CA_BUNDLE: `${at.scratch}/acme/trusted.pem`,
  }
  const sh: Script = (...verb) => at.run(['sh', '/root/plan.sh', ...verb], { env })

  // Somebody works on the host all the while.
  const session = at.start(['bash', '-c', `exec 3<>/dev/tcp/${clear}/22; cat <&3`], { from: 'internet' })
  let received = 0
  session.stdout?.on('data', (data: Buffer) => {
    received += String(data).split('\n').length - 1
  })

  expect(await applyAll(at, sh)).toContain('All steps are done.')
  expect(received).toBeGreaterThan(20)
  const sofar = received
  await at.sh('sleep 1')
  expect(received).toBeGreaterThan(sofar)

  const leaks = await leaked(at, async () => {
    expect(await egress4(at)).toBe(tunnelled)
    expect(await egress6(at)).toBe('')
    expect(await onLinkDns(at)).toBe(false)
    expect((await at.run(['curl', '-4', '-s', '-m', '2', '--interface', clear, 'http://192.0.2.80/'])).code).not.toBe(0)
    expect(await inbound(at, clear)).toBe('200')
    expect(await at.sh('getent ahostsv4 www.hq.example')).toContain(tunnelled)
  })
  expect(leaks).toEqual([])

  // The tunnel dies without a word: nothing gets out, visitors are still answered.
  const dying = await leaked(at, async () => {
    await at.sh('kill -9 "$(cat /run/openvpn-client@hk.main)"; sleep 0.3')
    expect(await egress4(at)).toBe('')
    expect(await egress6(at)).toBe('')
    expect(await onLinkDns(at)).toBe(false)
    expect(await inbound(at, clear)).toBe('200')
  })
  expect(dying).toEqual([])
  await at.sh('systemctl start openvpn-client@hk')
  await connected(at)
  await expect.poll(() => egress4(at), { timeout: 5000 }).toBe(tunnelled)
  expect((await sh('verify')).code).toBe(0)

  // The units are what systemd accepts, and the files are those of the example.
  await at.sh('systemd-analyze verify /etc/systemd/system/confward-*.service')
  for (const path of Object.keys(filesBelow(example('after'))))
    expect((await at.read(`/${path}`)).equals(readFileSync(example(`after/${path}`))), path).toBe(true)
  expect(planSh(plan)).toBe(readFileSync(example('plan.sh'), 'utf8'))

  const undone = await sh('undo')
  expect(undone, undone.out + undone.err).toMatchObject({ code: 0 })
  expect(await network(at)).toBe(former)
  for (const [path, content] of Object.entries(files))
    expect((await at.read(`/${path}`)).equals(Buffer.from(content)), path).toBe(true)
  expect(await egress4(at)).toBe(clear)
  session.kill()
}, 240_000)

test('a step that nobody confirms is taken back by itself', async () => {
  const files = { [conf]: exampleFiles('incident')[conf] as Uint8Array, 'etc/nginx/nginx.conf': publicServer }
  const { plan } = planned(files)
  const at = await start('web.sh')
  await at.write(`/${conf}`, files[conf] as Uint8Array)
  await at.write('/etc/nginx/nginx.conf', publicServer)
  await at.sh('systemctl restart nginx; sleep 0.3')
  await at.write('/root/plan.sh', planSh(plan))
  const former = await network(at)
  const run = (verb: string): ReturnType<Machine['run']> =>
    at.run(['sh', '/root/plan.sh', verb, 'host/uplink'], { env: { CONFWARD_PATIENCE: '2' } })
  expect((await run('apply')).code).toBe(3)
  expect(await network(at)).not.toBe(former)
  await at.sh('sleep 4')
  expect(await network(at)).toBe(former)
}, 180_000)

const publicServer = new TextEncoder().encode('events {}\nhttp { server { listen 8443; return 404; } }\n')
