import { afterEach, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { analyze, plan } from '../../src/index.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { type Machine, startMachine } from './lab/machine.ts'

const test = needs('nginx', 'certbot', 'pebble', 'curl', 'openssl', 'python3', 'ip', 'root', 'namespaces')
const name = 'www.fintech.example'
const conf = '/etc/nginx/nginx.conf'
const site = `events {}
http {
    server_tokens off;
    server {
        listen 443 ssl;
        server_name ${name};
        ssl_certificate /etc/ssl/gone.pem;
        ssl_certificate_key /etc/ssl/gone.key;
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

test('nginx that does not start for want of a certificate starts, gets one, and serves with it', async () => {
  machine = await startMachine(['acme.sh'])
  const at = machine
  await at.write(conf, site)
  await at.sh('mkdir -p /var/www/html; echo hello > /var/www/html/index.html')
  const refused = await at.run(['nginx', '-t'])
  const input = { files: memoryStore({ [conf]: site }, true), roots: [conf] }
  const report = analyze(input)
  const [said] = report.findings.filter(({ rule }) => rule === 'nginx/missing-certificate')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain(said?.message.en)

  const whole = plan(input, report)
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
      .replace('/etc/ssl/gone.pem', `/etc/letsencrypt/live/${name}/fullchain.pem`)
      .replace('/etc/ssl/gone.key', `/etc/letsencrypt/live/${name}/privkey.pem`),
  )
  const options = ['--cacert', `${at.scratch}/acme/trusted.pem`, '--resolve', `${name}:443:203.0.113.10`]
  const asked = await at.run(['curl', '-s', ...options, `https://${name}/`], { from: 'visitor' })
  expect(asked.out).toBe('hello\n')

  await at.run(['sh', '/root/plan.sh', 'undo'], { env })
  expect((await at.read(conf)).toString()).toBe(site)
})
