import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { analyze, fix, plan } from '../../src/engine/index.ts'

/** Files that cloud-init, Ansible and Docker Compose write to hosts are read and mended where they stand. */

const site = `server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    ssl_protocols TLSv1 TLSv1.2;
    location / { proxy_pass http://127.0.0.1:3000; }
}
`
const mended = site.replace('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3')
const indented = (text: string, by: number): string => text.trimEnd().replaceAll(/^/gm, ' '.repeat(by))

const cloudInit = (...files: readonly (readonly [path: string, text: string])[]): string =>
  `#cloud-config\nwrite_files:\n${files
    .map(([path, text]) => `  - path: ${path}\n    permissions: '0644'\n    content: |\n${indented(text, 6)}\n`)
    .join('')}runcmd:\n  - [systemctl, reload, nginx]\n`
const ansible = `- hosts: web
  tasks:
    - name: Install the site
      ansible.builtin.copy:
        content: |
${indented(site, 10)}
        dest: /etc/nginx/conf.d/a.conf
      notify: reload nginx
    - copy: { dest: /etc/motd, content: "hello; {{ host }}" }
`
const compose = `services:
  web: { image: nginx, configs: [{ source: site, target: /etc/nginx/conf.d/a.conf }] }
configs:
  site:
    content: |
${indented(site, 6)}
`

describe.each([
  ['cloud-init', cloudInit(['/etc/nginx/conf.d/a.conf', site]), 'etc/nginx/conf.d/a.conf'],
  ['Ansible', ansible, 'etc/nginx/conf.d/a.conf'],
  ['Docker Compose', compose, 'site'],
])('%s', (_, text, name) => {
  const input = { files: { 'deploy.yaml': text } }

  it('has files that are found, judged and mended', () => {
    const report = analyze(input)
    expect(report.verdicts.map(({ root }) => root)).toEqual([`deploy.yaml/${name}`])
    const found = report.findings.filter(({ rule }) => rule === 'nginx/tls-protocols')
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(['ssl_protocols TLSv1 TLSv1.2;'])
    const after = fix(input, report, ({ rule }) => rule === 'nginx/tls-protocols').files.get('deploy.yaml') ?? ''
    expect(after).toBe(text.replace(indented(site, 0).split('\n')[5] ?? '', mended.split('\n')[5] ?? ''))
    expect(JSON.stringify(parse(after))).toContain(JSON.stringify(mended).slice(1, -1))
  })
})

const weak = 'net.ipv4.tcp_syncookies = 0\n'
const client = 'client\ndev tun\nremote 203.0.113.9 1194\nca ca.crt\ncert c.crt\nkey c.key\ncomp-lzo\n'

describe('the files of one host', () => {
  it('include each other', () => {
    const main = 'events { }\nhttp {\n    include /etc/nginx/sites-enabled/*;\n}\n'
    const files = { 'host.yml': cloudInit(['/etc/nginx/nginx.conf', main], ['/etc/nginx/sites-enabled/a', site]) }
    const { verdicts, findings } = analyze({ files })
    expect(verdicts.map(({ root }) => root)).toEqual(['host.yml/etc/nginx/nginx.conf'])
    expect(findings.filter(({ rule }) => rule === 'nginx/tls-protocols').map(({ confidence }) => confidence)).toEqual([
      'high',
    ])
  })

  it('of one folder keep the fixes that are safe in each of them', () => {
    const upstream = 'upstream api { server 127.0.0.1:3001; }\n'
    const files = { 'host.yml': cloudInit(['/etc/nginx/conf.d/a.conf', upstream], ['/etc/nginx/conf.d/b.conf', site]) }
    const { verdicts, findings } = analyze({ files })
    expect(verdicts.map(({ root }) => root)).toEqual(['host.yml/etc/nginx/conf.d'])
    const version = findings.filter(({ rule }) => rule === 'nginx/version-disclosure')
    expect(version.flatMap(({ fixes }) => fixes.map(({ safety }) => safety))).toEqual(['safe'])
  })

  it('are of all formats, and no command for a running host is planned', () => {
    const files = {
      'host.yml': cloudInit(['/etc/sysctl.d/90-net.conf', weak], ['/etc/openvpn/client/office.conf', client]),
    }
    const input = { files, unsafe: true }
    const report = analyze(input)
    expect(report.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['sysctl/tcp-syncookies', 'openvpn/compression']),
    )
    const { steps } = plan(input, report)
    expect(steps.some(({ kind }) => kind === 'edit')).toBe(true)
    expect(steps.flatMap(step => [...('commands' in step ? step.commands : []), ...(step.undo ?? [])])).toEqual([])
    expect(steps.map(({ title }) => title.en)).toContain('Roll the files out')
  })
})

it('cloud-init’s own name for its file is known', () => {
  const { verdicts } = analyze({ files: { 'seed/user-data': cloudInit(['/etc/nginx/conf.d/a.conf', site]) } })
  expect(verdicts.map(({ root }) => root)).toEqual(['seed/user-data/etc/nginx/conf.d/a.conf'])
})

describe('what is none of ours', () => {
  it('is left alone: text of other programs', () => {
    const app = 'user = bob\nport = 80\n'
    const files = {
      'host.yml': cloudInit(['/etc/app.conf', app]),
      'etc/sysctl.conf': weak,
    }
    expect(analyze({ files }).verdicts.map(({ root }) => root)).toEqual(['.'])
  })

  it.each(['encoding: b64\n    content: |', 'content: !!binary |'])('is named where it is encoded: %s', key => {
    const text = cloudInit(['/etc/nginx/conf.d/a.conf', site]).replace(
      'content: |\n',
      `${key}\n      c2VydmVyIHt9\n  - path: /etc/nginx/conf.d/b.conf\n    content: |\n`,
    )
    const { problems, verdicts } = analyze({ files: { 'host.yml': text } })
    expect(problems.map(({ code, line }) => [code, line])).toEqual([['unread-scalar', key.startsWith('enc') ? 6 : 5]])
    expect(verdicts.map(({ root }) => root)).toEqual(['host.yml/etc/nginx/conf.d/b.conf'])
  })
})
