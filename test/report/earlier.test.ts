import { expect, test } from 'vitest'
import { siteOf } from '../../src/engine/subject.ts'
import { type AnalyzeInput, analyze, type Report } from '../../src/index.ts'
import { compared } from '../../src/report/comparison.ts'
import { render as gitlab } from '../../src/report/gitlab.ts'
import { view } from './sample.ts'

// A site gets a second server: what is said about the first one is the same finding as before.

const clear = 'server { listen 80; server_name shop.example.com; location / { proxy_pass http://10.0.0.5:8080; } }\n'
const tls =
  'server { listen 443 ssl; server_name shop.example.com; ssl_certificate /etc/ssl/a.pem; ssl_certificate_key /etc/ssl/a.key; location / { proxy_pass http://10.0.0.5:8080; } }\n'

const check = (servers: string, rest: Partial<AnalyzeInput> = {}): Report =>
  analyze({ files: { 'nginx.conf': `events {}\nhttp {\nserver_tokens off;\n${servers}}\n` }, ...rest })

const told = (findings: Report['findings']): string[] => findings.map(({ rule, line }) => `${rule}@${line}`).sort()

test('what stood there before is not new', () => {
  const { fresh, gone } = compared(check(clear), check(clear + tls))
  expect(told(gone)).toEqual([])
  expect(told(fresh)).toContain('nginx/hsts@5')
  expect(told(fresh)).not.toContain('nginx/plaintext-proxy@4')
  expect(told(fresh).filter(each => each.endsWith('@4'))).toEqual([])
})

test('nor is what is left when the other one goes', () => {
  const { fresh, gone } = compared(check(clear + tls), check(tls))
  expect(told(fresh)).toEqual([])
  expect(told(gone)).toContain('nginx/plaintext-proxy@4')
})

test('the same hole in the second server is new', () => {
  const held = (servers: string): Report => check(servers.replaceAll('location', 'server_tokens on; location'))
  const { fresh, stayed } = compared(held(clear), held(clear + tls))
  expect(told(fresh)).toContain('nginx/version-disclosure@5')
  expect(stayed).toBe(held(clear).findings.length)
})

test('another hole of the same server is new though one is mended', () => {
  const slow = (line: string): Report => check(clear.replace('location', `${line} location`))
  const { fresh } = compared(slow('client_header_timeout 1h;'), slow('client_body_timeout 1h;'))
  expect(told(fresh)).toContain('nginx/timeouts@4')
})

const tree = (files: Record<string, string>): Report => analyze({ files })
const main = `events {}\nhttp {\nserver_tokens off;\ninclude conf.d/*.conf;\n`

test.each<readonly [title: string, before: Record<string, string>, after: Record<string, string>]>([
  [
    'renamed',
    { 'nginx.conf': `${main}}`, 'conf.d/a.conf': clear },
    { 'nginx.conf': `${main}}`, 'conf.d/b.conf': clear },
  ],
  [
    'taken out of nginx.conf',
    { 'nginx.conf': `${main}${clear}}` },
    { 'nginx.conf': `${main}}`, 'conf.d/a.conf': clear },
  ],
  ['put into nginx.conf', { 'nginx.conf': `${main}}`, 'conf.d/a.conf': clear }, { 'nginx.conf': `${main}${clear}}` }],
])('a site that is %s keeps its findings', (_title, before, after) => {
  const { fresh, gone, stayed } = compared(tree(before), tree(after))
  expect([told(fresh), told(gone)]).toEqual([[], []])
  expect(stayed).toBeGreaterThan(1)
})

test('the same hole on another host is new', () => {
  const host = { 'nginx.conf': `${main}${clear}}` }
  const on = (name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(host).map(([path, text]) => [`${name}/${path}`, text]))
  const { fresh, gone } = compared(tree(on('hosts/a')), tree(on('hosts/b')))
  expect(told(fresh)).toContain('nginx/plaintext-proxy@5')
  expect(told(gone)).toContain('nginx/plaintext-proxy@5')
})

test('a hole that moves between files that were there is new', () => {
  const [one, other] = [clear, clear.replace('80', '81').replaceAll('shop', 'blog')]
  const files = (a: string, b: string): Record<string, string> => ({
    'nginx.conf': `${main}}`,
    'conf.d/a.conf': a,
    'conf.d/b.conf': b,
  })
  const { fresh } = compared(tree(files(one, other)), tree(files(other, one)))
  expect(told(fresh)).toContain('nginx/plaintext-proxy@1')
})

test('nor for GitLab, which compares fingerprints', () => {
  const marks = (report: Report): string[] =>
    (JSON.parse(gitlab(report, view())) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint)
  const [before, after] = [marks(check(clear)), marks(check(clear + tls))]
  expect(after).toEqual(expect.arrayContaining(before))
  expect(new Set(after).size).toBe(after.length)
  expect(after.length).toBeGreaterThan(before.length)
})

const waiver = (subject: string): AnalyzeInput => ({
  files: {},
  today: '2027-01-15',
  waivers: [{ rule: 'nginx/plaintext-proxy', subject, reason: 'inside', until: '2027-02-01' }],
})
const accepted = ({ findings }: Report): string[] => told(findings.filter(({ waived }) => waived))

test('an accepted finding stays accepted', () => {
  const { files: _, ...rest } = waiver('server shop.example.com')
  expect(accepted(check(clear, rest))).toEqual(['nginx/plaintext-proxy@4'])
  expect(accepted(check(clear + tls, rest))).toEqual(['nginx/plaintext-proxy@4'])
})

test('but is not taken for another one', () => {
  const { files: _, ...rest } = waiver('server shop.example.com')
  const twice = check(clear + clear.replace('80', '81'), rest)
  expect(accepted(twice)).toEqual([])
  expect(told(twice.findings)).toContain('confward/unused-waiver@1')
  // One that names the socket meant that socket.
  const { files: __, ...socket } = waiver('server shop.example.com *:81')
  expect(accepted(check(clear + tls, socket))).toEqual([])
})

test.each([
  ['server shop.example.com *:80', 'server shop.example.com'],
  ['server shop.example.com *:80 [::]:80 #2', 'server shop.example.com'],
  ['server shop.example.com *:80 / location / / if', 'server shop.example.com / location / / if'],
  ['stream server a.example.com unix:/run/a.sock', 'stream server a.example.com'],
  ['server shop.example.com / location /a b', 'server shop.example.com / location /a b'],
  ['server *:80', 'server *:80'],
  ['server a.example client_header_timeout', 'server a.example client_header_timeout'],
  ['server a.example *:443 x-frame-options', 'server a.example x-frame-options'],
  ['server a.example 192.0.2.1:53/udp [::1]:53/udp return', 'server a.example return'],
  ['net.ipv4.ip_forward', 'net.ipv4.ip_forward'],
])('%s is of %s', (subject, site) => expect(siteOf(subject)).toBe(site))
