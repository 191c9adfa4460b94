import { afterEach, expect } from 'vitest'
import { uplinkScript } from '../../src/remedies/openvpn/uplink.ts'
import { uplinkSteps } from '../../src/remedies/openvpn/uplink-steps.ts'
import { needs } from '../oracle/needs.ts'
import { program } from './cli.ts'
import { type Machine, type Result, startMachine } from './lab/machine.ts'

/** Hosts that are not as most are: the printed script is run on each. */
const test = needs('nginx', 'certbot', 'sysctl', 'systemd-sysctl', 'busybox', 'ip', 'curl', 'root', 'namespaces')

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

type Script = (...verb: string[]) => Promise<Result>

/** A host with these files, made ready by a script, and the plan that confward prints on it. */
async function host(files: Record<string, string>, setup: string, ...paths: string[]): Promise<[Machine, Script]> {
  const at = await startMachine([])
  machine = at
  for (const [path, text] of Object.entries(files)) await at.write(path, text)
  await at.sh(setup)
  const { stdout, err } = await at.run(['node', program, 'plan', ...paths, '-f', 'sh'])
  expect(err).toBe('')
  await at.write('/root/plan.sh', stdout)
  return [at, (...verb) => at.run(['sh', '/root/plan.sh', ...verb])]
}

const conf = '/etc/nginx/nginx.conf'
const listing =
  'user www-data;\npid /run/nginx.pid;\nevents {}\nhttp { server { listen 127.0.0.1:8080; autoindex on; } }\n'
const start = 'systemctl start nginx; sleep 0.3'

test('nginx was stopped: the plan says so and stops, and everything is taken back all the same', async () => {
  const [at, sh] = await host({ [conf]: listing }, ':', conf)
  expect(await sh('apply')).toMatchObject({ code: 1, err: expect.stringMatching(/not active[\s\S]*stopped at step/) })
  expect(await sh('undo')).toMatchObject({ code: 0 })
  expect((await at.read(conf)).toString()).toBe(listing)
  expect((await at.run(['systemctl', 'is-active', 'nginx'])).code).not.toBe(0)
})

test('the workers still read the password file once others may not', async () => {
  const text = listing.replace('autoindex on', 'auth_basic x; auth_basic_user_file /etc/nginx/users; root /srv')
  const [at, sh] = await host({ [conf]: text, '/etc/nginx/users': 'ann:{PLAIN}secret\n' }, start, conf)
  const asked = [
    'curl',
    '-s',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    '-u',
    'ann:secret',
    'http://127.0.0.1:8080/none',
  ]
  const rights = (): Promise<string> => at.sh('stat -c "%a %U:%G" /etc/nginx/users')
  expect((await at.run(asked)).out).toBe('404')
  const applied = await sh('apply')
  expect(applied.out + applied.err).toContain('All steps are done.')
  expect(await rights()).toBe('640 root:www-data\n')
  expect((await at.run(asked)).out).toBe('404')
  expect((await sh('undo')).code).toBe(0)
  expect(await rights()).toBe('644 root:root\n')
})

test('files that stand elsewhere are the files that are checked', async () => {
  const main = '/etc/other/nginx.conf'
  const service = `[Service]\nPIDFile=/run/nginx.pid\nExecStart=/usr/sbin/nginx -c ${main}\nExecReload=/usr/sbin/nginx -c ${main} -s reload\n`
  const files = { [main]: `${listing}include more.conf;\n`, '/etc/other/more.conf': '# more\n' }
  const unit = { '/etc/systemd/system/nginx.service': service }
  const [at, sh] = await host({ ...files, ...unit }, start, main)
  await at.write('/etc/other/more.conf', 'nonsense on;\n')
  expect(await sh('apply')).toMatchObject({ code: 1, err: expect.stringContaining('unknown directive "nonsense"') })
  expect((await at.read(main)).toString()).toBe(files[main])
  await at.write('/etc/other/more.conf', '')
  expect((await sh('apply')).code).toBe(0)
})

const own = '/etc/sysctl.d/50-own.conf'
const applied = 'rm -f /etc/sysctl.conf; systemctl restart systemd-sysctl'

test('an interface that is not there keeps no value from being applied', async () => {
  const text = 'net.ipv4.conf.tun7.rp_filter = 0\nnet.ipv4.conf.all.accept_source_route = 1\n'
  const [at, sh] = await host({ [own]: text }, applied, '-r', 'sysctl/rp-filter', own)
  const value = (): Promise<string> => at.sh('sysctl -n net.ipv4.conf.all.rp_filter')
  const before = await value()
  const done = await sh('apply')
  expect(done.out + done.err).toContain('All steps are done.')
  expect(await value()).toBe('2\n')
  expect((await sh('undo')).code).toBe(0)
  expect(await value()).toBe(before)
})

test.each([['dash'], ['bash'], ['busybox', 'sh']])(
  'kernel values come back where the shell is %s',
  async (...shell) => {
    const [at] = await host({ [own]: 'net.ipv4.tcp_syncookies = 0\n' }, applied, '-r', 'sysctl/tcp-syncookies', own)
    const sh: Script = verb => at.run([...shell, '/root/plan.sh', verb as string])
    const value = (): Promise<string> => at.sh('sysctl -n net.ipv4.tcp_syncookies')
    expect(await value()).toBe('0\n')
    expect((await sh('apply')).code).toBe(0)
    expect(await value()).toBe('1\n')
    expect((await sh('undo')).code).toBe(0)
    expect(await value()).toBe('0\n')
  },
)

test('a certificate that the plan obtains is not taken for one that nothing renews', async () => {
  const text = listing.replace(
    'listen 127.0.0.1:8080; autoindex on',
    'listen 80; server_name new.example.org; root /srv',
  )
  const other = { '/etc/letsencrypt/renewal/old.example.org.conf': '[renewalparams]\nauthenticator = webroot\n' }
  const [, sh] = await host({ [conf]: text, ...other }, ':', conf)
  const { out } = await sh('list')
  expect(out).toContain('nginx/certificate:new.example.org')
  expect(out).not.toContain('nginx/renew:')
})

test('a port that nginx has open for one address is opened for every one, and back', async () => {
  const servers = `server { listen 127.0.0.5:80; return 204; }
server { listen 8088; server_name app.example.org; location / { proxy_pass http://127.0.0.1:9; } }`
  const text = listing.replace(/server .*/, `\n${servers}\n}\n`)
  const [at, sh] = await host({ [conf]: text }, start, conf)
  const status = async (url: string): Promise<string> =>
    (await at.run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', 'Host: app.example.org', url])).out
  expect(await status('http://127.0.0.1:8088/')).toBe('502')
  const applied = await sh('apply', 'nginx/guard-live:app.example.org')
  expect(applied, applied.out + applied.err).toMatchObject({ code: 0 })
  expect(await status('http://127.0.0.1:8088/')).toBe('403')
  expect(await status('http://127.0.0.1:80/')).toBe('403')
  expect((await sh('undo')).code).toBe(0)
  await at.sh('sleep 0.5')
  expect(await status('http://127.0.0.1:8088/')).toBe('502')
  expect(await status('http://127.0.0.5:80/')).toBe('204')
})

test('a question about one server holds up nothing that is safe', async () => {
  const app = 'server { listen 8088; server_name _; location / { proxy_pass http://127.0.0.1:9; } }'
  const [at, sh] = await host({ [conf]: listing.replace('http {', `http {\n${app}\n`) }, start, conf)
  expect(await sh('apply')).toMatchObject({ code: 4, err: expect.stringContaining('accept nginx/name:_') })
  expect((await at.read(conf)).toString()).toContain('server_tokens off')
  expect(await sh('list')).toMatchObject({
    out: expect.stringMatching(/^\[x\] [\s\S]*\n\[ \] (\d+)\/\1 nginx\/name:_\n/),
  })
})

test('a single edit that opens a port for every address restarts nginx, and so does the way back', async () => {
  const text = `user www-data;
pid /run/nginx.pid;
events {}
http {
  ssl_certificate /etc/nginx/c.pem;
  ssl_certificate_key /etc/nginx/k.pem;
  server { listen 127.0.0.5:443 ssl; return 204; }
  server { listen 8088; server_name app.example.org; location / { proxy_pass http://127.0.0.1:9; } }
}
`
  const keys = 'openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=app.example.org -keyout k.pem -out c.pem'
  const [at, sh] = await host({ [conf]: text }, `cd /etc/nginx; ${keys} 2> /dev/null; ${start}`, conf)
  const status = async (url: string): Promise<string> =>
    (await at.run(['curl', '-sk', '-o', '/dev/null', '-w', '%{http_code}', '-H', 'Host: app.example.org', url])).out
  expect(await status('http://127.0.0.1:8088/')).toBe('502')
  const { out } = await sh('list')
  expect(out).toContain('Restart nginx')
  await sh('apply')
  expect(await status('https://127.0.0.1/')).toBe('502')
  expect(await status('http://127.0.0.1:8088/')).toBe('308')
  expect((await sh('undo')).code).toBe(0)
  await at.sh('sleep 0.5')
  expect(await status('http://127.0.0.1:8088/')).toBe('502')
  expect(await status('https://127.0.0.1/')).toBe('000')
  expect(await status('https://127.0.0.5/')).toBe('204')
})

test('replies get their routes, and the check sees it, where ip is that of busybox', async () => {
  const at = await startMachine([])
  machine = at
  const script = uplinkScript('tun0', { interface: '', gateway: '' })
  await at.write('/root/uplink', script, '755')
  await at.sh(`ip link add d0 type veth peer name d1; ip link set d0 up; ip link set d1 up
ip addr add 203.0.113.5/24 dev d0; ip route add default via 203.0.113.1
mkdir /root/bin; ln -s "$(command -v busybox)" /root/bin/ip`)
  const env = { PATH: `/root/bin:${process.env.PATH}` }
  const [check] = uplinkSteps('openvpn-client@hk', script).flatMap(({ verify = [] }) => verify)
  expect((await at.run(check?.argv ?? [], { env })).out).not.toContain(check?.expect?.contains)
  expect(await at.run(['/root/uplink', 'up'], { env })).toMatchObject({ code: 0 })
  expect(await at.run(check?.argv ?? [], { env })).toMatchObject({
    code: 0,
    out: expect.stringContaining(`from 203.0.113.5 ${check?.expect?.contains}`),
  })
  expect(await at.run(['/root/uplink', 'down'], { env })).toMatchObject({ code: 0 })
  expect((await at.run(check?.argv ?? [], { env })).out).not.toContain(check?.expect?.contains)
})
