import { dirname } from 'node:path'
import { afterEach, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { analyze, plan as planOf } from '../../src/index.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { type Machine, startMachine } from './lab/machine.ts'
import { planned } from './lab/plan.ts'

const test = needs('nginx', 'certbot', 'pebble', 'curl', 'openssl', 'python3', 'ip', 'root', 'namespaces')
const name = 'www.fintech.example'
const conf = '/etc/nginx/nginx.conf'
const siteWith = (pair: string): string => `events {}
http {
    server_tokens off;
    server {
        listen 443 ssl;
        server_name ${name};
        ssl_certificate ${pair}.pem;
        ssl_certificate_key ${pair}.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        add_header Strict-Transport-Security "max-age=63072000" always;
        add_header X-Content-Type-Options nosniff always;
        root /var/www/html;
    }
}
`

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

test('a self-signed server gets a public certificate while it goes on answering, and back again', async () => {
  machine = await startMachine(['acme.sh'])
  const at = machine
  const site = siteWith('/etc/ssl/www')
  await at.write(conf, site)
  await at.sh(
    `mkdir -p /etc/ssl && cd /etc/ssl && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=${name} -addext subjectAltName=DNS:${name} -keyout www.key -out www.pem 2>/dev/null; mkdir -p /var/www/html; echo hello > /var/www/html/index.html; nginx -t && nginx`,
  )
  const files = { 'etc/nginx/nginx.conf': Buffer.from(site), 'etc/ssl/www.pem': await at.read('/etc/ssl/www.pem') }
  const { report, plan } = planned(files)
  expect(report.findings.map(({ rule }) => rule)).toContain('nginx/certificate-trust')
  const own = plan.steps.filter(({ id }) => /trusted|certbot-nginx/.test(id))
  await at.write('/root/plan.sh', planSh({ ...plan, steps: own }))
  const env = {
    REQUESTS_CA_BUNDLE: `${at.scratch}/acme/ca.pem`,
    CURL_CA_BUNDLE: `${at.scratch}/acme/trusted.pem`,
  }
  const ask = async (): Promise<number> =>
    (
      await at.run(
        [
          'curl',
          '-s',
          '-o',
          '/dev/null',
          '--cacert',
          `${at.scratch}/acme/trusted.pem`,
          '--resolve',
          `${name}:443:203.0.113.10`,
          `https://${name}/`,
        ],
        { from: 'visitor' },
      )
    ).code

  expect(await ask()).toBe(60)
  const applied = await at.run(['sh', '/root/plan.sh', 'apply'], { env })
  expect(applied.out + applied.err).toContain('All steps are done.')
  expect(applied.out).toContain('The dry run was successful.')
  expect(await ask()).toBe(0)
  expect((await at.read('/etc/nginx/nginx.conf')).toString()).toContain(`/etc/letsencrypt/live/${name}/fullchain.pem`)

  // Years later: the same lineage is at its end, and its renewal is rehearsed and run.
  const chain = `etc/letsencrypt/live/${name}/fullchain.pem`
  const renewal = `etc/letsencrypt/renewal/${name}.conf`
  const present: Record<string, Uint8Array> = {}
  for (const path of ['etc/nginx/nginx.conf', chain, renewal]) present[path] = await at.read(`/${path}`)
  expect(planned(present, { today: '2027-01-01' }).report.findings.map(({ rule }) => rule)).not.toContain(
    'nginx/certificate-expiry',
  )
  const late = planned(present, { today: '2031-12-01' })
  expect(late.report.findings.map(({ rule }) => rule)).toContain('nginx/certificate-expiry')
  const renewing = late.plan.steps.filter(({ id }) => /renew|host\/certbot$/.test(id))
  expect(renewing.length).toBe(3)
  await at.write('/root/renew.sh', planSh({ ...late.plan, steps: renewing }))
  const lineage = (): Promise<string> =>
    at.sh(`cd /etc/letsencrypt; readlink live/${name}/*.pem; cat renewal/${name}.conf; ls *.tar 2>/dev/null || :`)
  const former = await lineage()
  const renewed = await at.run(['sh', '/root/renew.sh', 'apply'], { env })
  expect(renewed.out + renewed.err).toContain('All steps are done.')
  expect(renewed.out).toContain('all simulated renewals succeeded')
  // As a renewal that was due leaves it.
  await at.sh(`cd /etc/letsencrypt; ln -sf nowhere live/${name}/fullchain.pem; echo '# new' >> renewal/${name}.conf`)
  const back = await at.run(['sh', '/root/renew.sh', 'undo'], { env })
  expect(back.out + back.err).not.toContain('failed')
  expect(await lineage()).toBe(former)

  const undone = await at.run(['sh', '/root/plan.sh', 'undo'], { env })
  expect(undone.out + undone.err).not.toContain('failed')
  expect((await at.read('/etc/nginx/nginx.conf')).toString()).toBe(site)
  expect(await ask()).toBe(60)
})

test('nginx that does not start for want of a certificate starts, gets one, and serves with it', async () => {
  machine = await startMachine(['acme.sh'])
  const at = machine
  const site = siteWith('/etc/ssl/gone')
  await at.write(conf, site)
  // Somebody's key lies where certbot would put its files: it refuses that name.
  const stray = `/etc/letsencrypt/live/${name}/privkey.pem`
  const lineage = `/etc/letsencrypt/live/${name}-0001`
  await at.sh(`mkdir -p ${dirname(stray)} /var/www/html; echo a key > ${stray}; echo hello > /var/www/html/index.html`)
  const refused = await at.run(['nginx', '-t'])
  const input = { files: memoryStore({ [conf]: site, [stray]: 'a key' }, true), roots: [conf] }
  const report = analyze(input)
  const [said] = report.findings.filter(({ rule }) => rule === 'nginx/missing-certificate')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain(said?.message.en)

  const whole = planOf(input, report)
  const steps = whole.steps.filter(({ id }) => /certificate|trusted|certbot/.test(id))
  await at.write('/root/plan.sh', planSh({ ...whole, steps }))
  const env = {
    REQUESTS_CA_BUNDLE: `${at.scratch}/acme/ca.pem`,
    CURL_CA_BUNDLE: `${at.scratch}/acme/trusted.pem`,
  }
  const applied = await at.run(['sh', '/root/plan.sh', 'apply'], { env })
  expect(applied.out + applied.err).toContain('All steps are done.')
  expect((await at.read(conf)).toString()).toBe(
    site
      .replace('/etc/ssl/gone.pem', `${lineage}/fullchain.pem`)
      .replace('/etc/ssl/gone.key', `${lineage}/privkey.pem`),
  )
  const options = ['--cacert', `${at.scratch}/acme/trusted.pem`, '--resolve', `${name}:443:203.0.113.10`]
  const asked = await at.run(['curl', '-s', ...options, `https://${name}/`], { from: 'visitor' })
  expect(asked.out).toBe('hello\n')

  await at.run(['sh', '/root/plan.sh', 'undo'], { env })
  expect((await at.read(conf)).toString()).toBe(site)
})
