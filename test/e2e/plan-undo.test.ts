import { afterEach, expect } from 'vitest'
import { analyze, plan } from '../../src/engine/index.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { type Machine, startMachine } from './lab/machine.ts'

const test = needs('nginx', 'openvpn', 'sysctl', 'ip', 'nft', 'openssl', 'root', 'namespaces', 'tun')

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

const files = {
  'etc/nginx/nginx.conf':
    'events {}\r\nhttp {\r\n\tserver { listen 127.0.0.1:8080; autoindex on; root /var/www; }\r\n}\r\n',
  'etc/sysctl.d/99-local.conf': '# ours\nnet.ipv4.conf.all.accept_redirects = 1\nnet.ipv4.tcp_syncookies = 1\n',
  'etc/openvpn/client/hq.conf':
    'client\ndev tun9\nremote 192.0.2.1\ncomp-lzo yes\nca ca.crt\ncert client.crt\nkey client.key\nremote-cert-tls server\n',
}
const rules = ['nginx/autoindex', 'openvpn/compression', 'openvpn/unit-restart', 'sysctl/redirects']
const controls = Object.fromEntries(rules.map(rule => [rule, {}]))
const baseline = { name: 'own', version: '1', description: '', extends: [], controls, settings: [] }
const unit = 'openvpn-client@hq.service'
const keys = 'net.ipv4.conf.all.accept_redirects net.ipv4.conf.default.accept_redirects net.ipv4.tcp_syncookies'

/** Every name, mode and byte below /etc, the values of the kernel, what runs and what is started at boot. */
const scene = (at: Machine): Promise<string> =>
  at.sh(`cd /etc; find . ! -path './letsencrypt*' -printf '%p %m %u %l\\n' | sort
find . -type f -exec sha256sum {} + | sort -k 2
sysctl ${keys}
systemctl is-active nginx || echo stopped
systemctl is-active ${unit} || echo stopped
systemctl is-enabled ${unit} || echo disabled`)

async function prepared(running: boolean): Promise<Machine> {
  machine = await startMachine(['tunnel.sh'])
  for (const [path, text] of Object.entries(files)) await machine.write(`/${path}`, text)
  // The kernel has a value by now that no file gives it.
  await machine.sh(`sysctl -qw net.ipv4.conf.all.accept_redirects=1 net.ipv4.tcp_syncookies=2; nginx 2>/dev/null
mkdir -p /etc/systemd/system/multi-user.target.wants; ${running ? `systemctl start ${unit}` : ':'}`)
  const input = { files, baseline, unsafe: true }
  await machine.write('/root/plan.sh', planSh(plan(input, analyze(input))))
  return machine
}

async function applied(at: Machine, state: string): Promise<void> {
  const env = { CONFWARD_STATE: state }
  const sh = (...verb: string[]): Promise<{ code: number; out: string; err: string }> =>
    at.run(['sh', '/root/plan.sh', ...verb], { env })
  expect((await sh('apply')).code).toBe(4)
  await sh('accept', 'openvpn/compression-other-end')
  const done = await sh('apply')
  expect(done.out + done.err).toContain('All steps are done.')
  expect(await sh('verify')).toMatchObject({ code: 0 })
}

async function undone(at: Machine, state: string): Promise<void> {
  const back = await at.run(['sh', '/root/plan.sh', 'undo'], { env: { CONFWARD_STATE: state } })
  expect(back.err).toBe('')
  expect(back.code).toBe(0)
}

test.each([true, false])(
  'files, kernel and daemons are what they were after undo (tunnel ran before: %s)',
  async running => {
    const at = await prepared(running)
    const before = await scene(at)
    expect(before).toContain('net.ipv4.tcp_syncookies = 2')
    await applied(at, '/root/first')
    const after = await scene(at)
    expect(after).toContain('net.ipv4.conf.all.accept_redirects = 0')
    expect(after).toContain('net.ipv4.tcp_syncookies = 1')
    expect(after).toContain(`./systemd/system/${unit}.d/restart.conf`)
    expect(await at.sh('cat /etc/openvpn/client/hq.conf')).not.toContain('comp-lzo')

    // Done already when a second script of the same plan comes: it takes nothing back that is not its own.
    await applied(at, '/root/second')
    await undone(at, '/root/second')
    expect(await scene(at)).toBe(after)

    await undone(at, '/root/first')
    expect(await scene(at)).toBe(before)
  },
)
