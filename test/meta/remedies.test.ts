import { expect, test } from 'vitest'
import { oneFile } from '../../src/dev/bench-files.ts'
import { analyze } from '../../src/engine/index.ts'
import type { Report } from '../../src/engine/types.ts'
import { remedyOf } from '../../src/rules/rule.ts'
import { reportOf, where, written } from './rules.ts'

/** Findings that say what their best fix is, each held against the fixes; the rules that say it. */
function stated({ findings }: Report, place: string): string[] {
  const stating = findings.filter(({ remedy }) => remedy !== undefined)
  for (const { rule, remedy, fixes } of stating) expect(`${rule}: ${remedy}`, place).toBe(`${rule}: ${remedyOf(fixes)}`)
  return stating.map(({ rule }) => rule)
}

test('what a rule says of its fixes without making them is true of them', () => {
  const rules = new Set<string>()
  for (const [id, , page] of written)
    for (const example of [...page.bad, ...page.good])
      for (const rule of stated(reportOf(example, id), where(id, example))) rules.add(rule)
  expect([...rules].sort()).toEqual([
    'nginx/access-log-off',
    'nginx/directive-inheritance',
    'nginx/header-inheritance',
    'nginx/hsts',
    'nginx/plaintext-listener',
    'nginx/plaintext-proxy',
    'nginx/script-mapping',
  ])
})

test('also on hosts with certificates and twins, and without names', () => {
  const pair = { certificate: '/etc/ssl/a.pem', key: '/etc/ssl/a.key' }
  const twin = 'server { listen 80; server_name a.example; location / { proxy_pass http://127.0.0.1:1; } }'
  const secure = twin.replace(
    'listen 80;',
    `listen 443 ssl; ssl_certificate ${pair.certificate}; ssl_certificate_key ${pair.key};`,
  )
  const nameless = twin.replace('server_name a.example;', 'listen 8080;')
  const hosts = [
    oneFile(2),
    oneFile(2, pair),
    ...[twin, `${twin} ${secure}`, nameless, `${nameless} ${twin}`].map(servers => ({
      'nginx.conf': `events {}\nhttp {\n${servers}\n}\n`,
    })),
  ]
  const remedies = new Set<string>()
  for (const files of hosts) {
    const report = analyze({ files })
    stated(report, files['nginx.conf'] ?? '')
    for (const { remedy } of report.findings) if (remedy) remedies.add(remedy)
  }
  expect([...remedies].sort()).toEqual(['safe', 'steps', 'unsafe'])
})
