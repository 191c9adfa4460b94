import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, expect } from 'vitest'
import { exampleFiles, exampleTarget } from '../../src/dev/examples.ts'
import type { Plan } from '../../src/engine/types.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { type Machine, type Result, startMachine } from './lab/machine.ts'
import { type Files, planned } from './lab/plan.ts'

const test = needs('nginx', 'certbot', 'pebble', 'curl', 'openssl', 'tcpdump', 'python3', 'ip', 'root', 'namespaces')

const example = (path: string): string => fileURLToPath(new URL(`../../examples/incident/${path}`, import.meta.url))
const site = 'etc/nginx/sites-enabled/api.conf'
/** The tunnel of the host is another test's business. */
const nginxFiles = (): Files =>
  Object.fromEntries(Object.entries(exampleFiles('incident')).filter(([path]) => path.startsWith('etc/nginx/')))
const name = 'api.fintech.example'
const phone = '13800138000'

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

/** The host of the incident, running, with the plan that confward makes for it. */
async function host(
  files: Files,
): Promise<{ machine: Machine; plan: Plan; sh: (...verb: string[]) => Promise<Result> }> {
  const { plan } = planned(files, { target: exampleTarget })
  machine = await startMachine(['acme.sh'])
  for (const [path, content] of Object.entries(files)) await machine.write(`/${path}`, content)
  await machine.write('/root/plan.sh', planSh(plan))
  await machine.sh('nginx -t && nginx')
  const env = {
    REQUESTS_CA_BUNDLE: `${machine.scratch}/acme/ca.pem`,
    CURL_CA_BUNDLE: `${machine.scratch}/acme/trusted.pem`,
  }
  return { machine, plan, sh: (...verb) => (machine as Machine).run(['sh', '/root/plan.sh', ...verb], { env }) }
}

const post = (scheme: string, at: Machine): Promise<Result> =>
  at.run(
    [
      ...['curl', '-s', '--max-time', '5', '--cacert', `${at.scratch}/acme/trusted.pem`, '-w', '\n%{http_code}'],
      ...['--resolve', `${name}:80:203.0.113.10`, '--resolve', `${name}:443:203.0.113.10`],
      ...['-H', 'Content-Type: application/json', '-d', `{"phone":"${phone}"}`, `${scheme}://${name}/v1/customers`],
    ],
    { from: 'visitor' },
  )

/** What a listener on the visitor's wire can read while something happens. */
async function overheard(at: Machine, happens: () => Promise<unknown>): Promise<string> {
  const capture = at.start(
    ['tcpdump', '-i', 'eth0', '-U', '--immediate-mode', '-s', '0', '-w', '/run/wire.pcap', 'tcp'],
    {
      from: 'visitor',
    },
  )
  await new Promise<void>(resolve => capture.stderr?.on('data', data => /listening/.test(String(data)) && resolve()))
  await happens()
  await at.sh('sleep 0.3; kill "$(pidof tcpdump)"; sleep 0.2')
  return (await at.read('/run/wire.pcap')).toString('latin1')
}

const handshake = (at: Machine, version: string): Promise<Result> =>
  at.run(
    [
      ...['openssl', 's_client', '-connect', '203.0.113.10:443', '-servername', name],
      ...[version, '-cipher', 'ALL:@SECLEVEL=0'],
    ],
    { from: 'visitor', input: '' },
  )

const status = async (at: Machine, url: string): Promise<string> =>
  (await at.run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', url], { from: 'visitor' })).out

test('the leak stops first, the API comes back over TLS, and every step can be taken back', async () => {
  const files = nginxFiles()
  const { machine: at, plan, sh } = await host(files)

  // Before: whoever listens reads the number, and the application gets it.
  let answer = await post('http', at)
  expect(answer.out).toContain(`{\\"phone\\":\\"${phone}\\"}`)
  expect(await overheard(at, () => post('http', at))).toContain(phone)

  // Stage one, before there is a certificate: refused in clear, no handshake, and nginx still loads.
  expect(await sh('apply', `nginx/guard-live:${name}`)).toMatchObject({ code: 0 })
  answer = await post('http', at)
  expect(answer.out).toMatch(/\n403$/)
  expect((await handshake(at, '-tls1_2')).err).toMatch(/unrecognized name/)
  expect((await at.run(['nginx', '-t'])).code).toBe(0)

  // The rest: rehearsal, certificate, TLS, renewal.
  const applied = await sh('apply')
  expect(applied.out + applied.err).toContain('All steps are done.')
  expect(applied.out).toContain('The dry run was successful.')
  expect(applied.out).toContain('all simulated renewals succeeded')

  const heard = await overheard(at, async () => {
    answer = await post('https', at)
  })
  expect(answer.out).toMatch(/\n200$/)
  expect(JSON.parse(answer.out.split('\n')[0] as string)).toEqual({
    method: 'POST',
    path: '/v1/customers',
    body: `{"phone":"${phone}"}`,
  })
  expect(heard).not.toContain(phone)
  expect((await post('http', at)).out).toMatch(/\n403$/)

  // TLS 1.1 is refused by the settings (a protocol version alert), 1.2 and 1.3 are not.
  expect((await handshake(at, '-tls1_1')).err).toContain('alert protocol version')
  expect((await handshake(at, '-tls1_2')).code).toBe(0)
  expect((await handshake(at, '-tls1_3')).code).toBe(0)
  const headers = await at.sh(`curl -s -D - -o /dev/null --cacert "${at.scratch}/acme/trusted.pem" https://${name}/`)
  expect(headers).toContain('Strict-Transport-Security: max-age=31536000')

  // Port 80 gives nothing but the CA's challenges.
  await at.write('/var/www/letsencrypt/.well-known/acme-challenge/probe', 'token')
  expect(await status(at, `http://203.0.113.10/.well-known/acme-challenge/probe`)).toBe('200')
  expect(await status(at, `http://203.0.113.10/.well-known/acme-challenge/none`)).toBe('404')
  for (const path of ['', 'v1/customers', '.well-known/', 'index.html'])
    expect(await status(at, `http://203.0.113.10/${path}`)).toBe('403')
  await at.sh('rm -r /var/www/letsencrypt/.well-known')

  // The host has become the example in the repository.
  expect((await at.read(`/${site}`)).equals(readFileSync(example(`after/${site}`)))).toBe(true)
  expect((await sh('verify')).code).toBe(0)
  expect((await sh('apply')).out).toBe('All steps are done.\n')

  // Each step back, from the last to the first, and nginx loads all the while.
  for (const { id } of plan.steps.toReversed()) {
    const undone = await sh('undo', id)
    expect(undone, `${id}: ${undone.out}${undone.err}`).toMatchObject({ code: 0 })
    expect((await at.run(['nginx', '-t'])).code, id).toBe(0)
  }
  expect((await at.read(`/${site}`)).equals(Buffer.from(files[site] as Uint8Array))).toBe(true)
  expect(await at.sh('ls /etc/letsencrypt/live; ls /var/www')).not.toContain('etc')
  expect((await post('http', at)).out).toMatch(/\n200$/)
}, 240_000)

const before = readFileSync(example(`before/${site}`), 'latin1')
const gbk = '\xcf\xe3\xb8\xdb\xbf\xcd\xbb\xa7\xbd\xd3\xbf\xda' // 香港客户接口
const variants: Record<string, { text: string; plain: (text: string) => string }> = {
  'CRLF line ends': { text: before.replaceAll('\n', '\r\n'), plain: text => text.replaceAll('\r\n', '\n') },
  tabs: { text: before.replaceAll('    ', '\t'), plain: text => text.replaceAll('\t', '    ') },
  'GBK comments': {
    text: before.replace('# Customer API, Hong Kong', `# ${gbk}`).replace('listen 80;', `listen 80; # ${gbk}`),
    plain: text => text.replace(` # ${gbk}`, '').replace(`# ${gbk}`, '# Customer API, Hong Kong'),
  },
}

for (const [what, { text, plain }] of Object.entries(variants))
  test(`the same with ${what}: every other byte stays`, async () => {
    const bytes = Buffer.from(text, 'latin1')
    const { machine: at, sh } = await host({ ...nginxFiles(), [site]: bytes })
    const applied = await sh('apply')
    expect(applied.out + applied.err).toContain('All steps are done.')
    const after = (await at.read(`/${site}`)).toString('latin1')
    const wanted = readFileSync(example(`after/${site}`), 'latin1')
    expect(plain(after)).toBe(wanted)
    const kept = text.split('\n').filter(line => !line.includes('listen') && wanted.includes(plain(`${line}\n`)))
    for (const line of kept) expect(after).toContain(`${line}\n`)
    expect(kept.length).toBeGreaterThan(5)
    expect((await post('https', at)).out).toMatch(/\n200$/)
    expect((await post('http', at)).out).toMatch(/\n403$/)
    expect((await sh('undo')).code).toBe(0)
    expect((await at.read(`/${site}`)).equals(bytes)).toBe(true)
  }, 180_000)

const sysctlFiles = (): Files =>
  Object.fromEntries(Object.entries(exampleFiles('incident')).filter(([path]) => path.startsWith('etc/sysctl')))

/** Live values that a sysctl file may change here, the keys sorted. */
const kernelSettings = async (at: Machine): Promise<Record<string, string>> => {
  const lines = (await at.sh("sysctl -a -r '^net[.](ipv4|ipv6)[.]' 2>/dev/null")).trim().split('\n').sort()
  return Object.fromEntries(lines.map(line => line.split(' = ') as [string, string]))
}

/** A host with one interface, booted with these files: the appliers are the real ones. */
async function booted(files: Files): Promise<Machine> {
  await machine?.stop()
  machine = await startMachine([])
  await machine.sh('rm -f /etc/sysctl.d/*.conf /etc/sysctl.conf; ln -s ../sysctl.conf /etc/sysctl.d/99-sysctl.conf')
  for (const [path, content] of Object.entries(files)) await machine.write(`/${path}`, content)
  await machine.sh(
    'ip link add eth0 type veth peer name uplink; ip addr add 203.0.113.10/24 dev eth0; ip link set eth0 up',
  )
  await machine.sh('systemctl restart systemd-sysctl')
  return machine
}

const needsKernel = needs('sysctl', 'systemd-sysctl', 'ip', 'root', 'namespaces')

needsKernel(
  'the copied forwarding goes, the checklist holds at last, and the way back restores every value',
  async () => {
    const before = sysctlFiles()
    const { plan } = planned(before, { target: exampleTarget })
    const at = await booted(before)

    // Forwarding was pasted in, and of the checklist nothing ever took effect.
    const start = await kernelSettings(at)
    expect(start).toMatchObject({
      'net.ipv4.ip_forward': '1',
      'net.ipv4.conf.eth0.forwarding': '1',
      'net.ipv4.conf.all.send_redirects': '1',
      'net.ipv4.conf.eth0.accept_redirects': '1',
    })

    await at.write('/root/plan.sh', planSh(plan))
    const sh = (...verb: string[]): Promise<Result> => at.run(['sh', '/root/plan.sh', ...verb])
    const applied = await sh('apply')
    expect(applied.out + applied.err).toContain('All steps are done.')
    const hardened = {
      'net.ipv4.ip_forward': '0',
      'net.ipv4.conf.eth0.forwarding': '0',
      'net.ipv4.conf.default.forwarding': '0',
      'net.ipv4.conf.all.accept_redirects': '0',
      'net.ipv4.conf.eth0.accept_redirects': '0',
      'net.ipv4.conf.default.accept_redirects': '0',
      'net.ipv4.conf.all.send_redirects': '0',
      'net.ipv4.conf.eth0.send_redirects': '0',
      'net.ipv4.conf.all.rp_filter': '2',
      'net.ipv4.tcp_syncookies': '1',
    }
    expect(await kernelSettings(at)).toMatchObject(hardened)
    expect((await sh('verify')).code).toBe(0)
    const after = (path: string): Buffer => readFileSync(example(`after/${path}`))
    for (const path of ['etc/sysctl.conf', 'etc/sysctl.d/hardening', 'etc/sysctl.d/zz-confward.conf'])
      expect((await at.read(`/${path}`)).equals(after(path)), path).toBe(true)

    // Whoever applies the files by hand gets the same.
    await at.sh('sysctl --system')
    expect(await kernelSettings(at)).toMatchObject(hardened)

    const undone = await sh('undo')
    expect(undone, undone.out + undone.err).toMatchObject({ code: 0 })
    expect(await kernelSettings(at)).toEqual(start)
    for (const [path, content] of Object.entries(before))
      expect((await at.read(`/${path}`)).equals(Buffer.from(content)), path).toBe(true)
    expect((await at.run(['test', '-e', '/etc/sysctl.d/zz-confward.conf'])).code).toBe(1)

    // The next boot: the drop-in wins for both appliers.
    const names = ['etc/sysctl.conf', 'etc/sysctl.d/hardening', 'etc/sysctl.d/zz-confward.conf']
    const next = await booted(Object.fromEntries(names.map(path => [path, after(path)])))
    expect(await kernelSettings(next)).toMatchObject(hardened)
  },
  120_000,
)

needsKernel(
  'the same lines in the order of the checklist, applied while the host forwards, lose what they set',
  async () => {
    const at = await booted(sysctlFiles())
    const careless = 'net.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.ip_forward = 0\n'
    await at.write('/etc/sysctl.conf', '')
    await at.write('/etc/sysctl.d/99-zz.conf', careless)
    await at.sh('systemctl restart systemd-sysctl')
    expect(await kernelSettings(at)).toMatchObject({
      'net.ipv4.ip_forward': '0',
      'net.ipv4.conf.all.accept_redirects': '1',
    })
  },
  60_000,
)
