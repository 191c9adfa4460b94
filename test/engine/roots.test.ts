import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/engine/types.ts'
import { memoryStore } from '../../src/files/index.ts'
import { analyze } from '../../src/index.ts'

const main = 'events {}\nhttp {\n  include sites-enabled/*;\n  include conf.d/*.conf;\n}\n'
const site = (name: string): string => `server {\n  listen 80;\n  server_name ${name};\n  return 204;\n}\n`
const roots = (report: Report): string[] => report.verdicts.map(each => `${each.format} ${each.root}`)
const check = (files: Record<string, string>, ...named: string[]): Report =>
  analyze(named.length > 0 ? { files: memoryStore(files), roots: named } : { files })

const nginx = {
  'etc/nginx/nginx.conf': main,
  'etc/nginx/sites-enabled/a': site('a.example'),
  'etc/nginx/sites-available/a': site('a.example'),
  'etc/nginx/sites-available/off': site('off.example'),
  'etc/nginx/snippets/tls.conf': 'ssl_protocols TLSv1.2;\n',
  'etc/nginx/koi-win': 'charset_map koi8-r windows-1251 {\n  80 88;\n}\n',
  'etc/nginx/README': 'How we deploy.\n',
}

test('links are followed as often as there are roots, not as pairs of them', () => {
  const followed = (count: number): number => {
    const files = Array.from({ length: count }, (_, at) => [`sites/${at}.conf`, site(`a${at}.example`)])
    let times = 0
    const store = {
      ...memoryStore(Object.fromEntries(files) as Record<string, string>),
      resolveLink: (path: string) => {
        times++
        return path
      },
    }
    expect(analyze({ files: store, roots: ['sites'] }).verdicts).toHaveLength(count)
    return times
  }
  expect(followed(80)).toBeLessThan(2.5 * followed(40))
})

describe('a directory is searched', () => {
  test('the main file is the root; sites that are not enabled and unused snippets are none', () => {
    expect(roots(check(nginx, 'etc'))).toEqual(['nginx etc/nginx/nginx.conf'])
    expect(roots(check(nginx))).toEqual(['nginx etc/nginx/nginx.conf'])
  })

  test('a site that the main file should include but does not is still looked at', () => {
    const files = { ...nginx, 'etc/nginx/other/b.conf': site('b.example') }
    expect(roots(check(files, 'etc'))).toEqual(['nginx etc/nginx/nginx.conf', 'nginx etc/nginx/other/b.conf'])
  })

  test('without a main file every fragment is a root', () => {
    const files = { 'sites/a.conf': site('a.example'), 'sites/b.conf': site('b.example') }
    expect(roots(check(files, 'sites'))).toEqual(['nginx sites/a.conf', 'nginx sites/b.conf'])
  })

  test('a sysctl file of a host that its boot does not apply is looked at where no other is', () => {
    const example = { 'h/usr/share/doc/vpn/examples/sysctl.conf': 'kernel.sysrq = 1\n' }
    expect(roots(check(example, 'h'))).toEqual(['sysctl h/usr/share/doc/vpn/examples/sysctl.conf'])
    expect(check(example, 'h').findings.map(({ rule }) => rule)).toEqual(['sysctl/sysrq'])
    expect(roots(check({ 'h/etc/kdump/sysctl.conf': 'kernel.sysrq = 1\n' }))).toEqual([
      'sysctl h/etc/kdump/sysctl.conf',
    ])
    expect(roots(check({ ...example, 'h/usr/lib/sysctl.d/50-a.conf': 'kernel.sysrq = 0\n' }, 'h'))).toEqual([
      'sysctl h',
    ])
  })

  test('all sysctl files of a host are one root, a folder of drop-ins is one', () => {
    const host = { 'h/etc/sysctl.d/10-a.conf': 'kernel.sysrq = 0\n', 'h/etc/sysctl.conf': 'kernel.sysrq = 1\n' }
    expect(roots(check(host, 'h'))).toEqual(['sysctl h'])
    const folder = {
      'files/sysctl.d/10-a.conf': 'kernel.sysrq = 0\n',
      'files/sysctl.d/20-b.conf': 'kernel.sysrq = 1\n',
    }
    expect(roots(check(folder, '.'))).toEqual(['sysctl files/sysctl.d'])
  })

  test('what leads to programs and certificates is left out', () => {
    const files = { 'etc/alternatives/editor': site('a.example'), 'etc/ssl/certs/a.conf': site('b.example') }
    expect(roots(check({ ...files, 'etc/own/alternatives/c.conf': site('c.example') }, '.'))).toEqual([
      'nginx etc/own/alternatives/c.conf',
    ])
    expect(roots(check(files, 'etc/alternatives/editor'))).toEqual(['nginx etc/alternatives/editor'])
  })

  test('a directory without configuration is a problem, never clean', () => {
    expect(check({ 'docs/a.md': '# Hello\n' }, 'docs').problems).toMatchObject([
      { path: 'docs', code: 'nothing-found' },
    ])
    expect(check({ 'a.conf': '@@@\n' }).problems).toMatchObject([{ code: 'nothing-found' }])
  })
})

describe('files are named', () => {
  test('the drop-ins of one folder are one root, as their values hang together; a single one is a file', () => {
    const files = {
      'files/etc/sysctl.d/10-a.conf': 'net.ipv4.tcp_syncookies = 0\n',
      'files/etc/sysctl.d/20-b.conf': 'net.ipv4.tcp_syncookies = 1\n',
      'sysctl.d/10-a.conf': 'kernel.sysrq = 0\n',
      'a.conf': site('a.example'),
    }
    const [one, two] = ['files/etc/sysctl.d/10-a.conf', 'files/etc/sysctl.d/20-b.conf']
    const report = check(files, 'a.conf', one, two, 'sysctl.d/10-a.conf')
    expect(roots(report)).toEqual(['nginx a.conf', 'sysctl files/etc/sysctl.d', 'sysctl sysctl.d/10-a.conf'])
    expect(report.findings.map(each => each.rule)).not.toContain('sysctl/tcp-syncookies')
    expect(report.findings.map(each => each.rule)).toContain('sysctl/shadowed')
    expect(roots(check(files, one))).toEqual([`sysctl ${one}`])
  })

  test('each is a root of its own', () => {
    const report = check({ 'a.conf': site('a.example'), 'b.conf': site('b.example') }, 'a.conf', 'b.conf')
    expect(roots(report)).toEqual(['nginx a.conf', 'nginx b.conf'])
  })

  test('unless another named file includes it, whatever the order', () => {
    for (const named of [
      ['etc/nginx/nginx.conf', 'etc/nginx/sites-enabled/a'],
      ['etc/nginx/sites-enabled/a', 'etc/nginx/nginx.conf'],
    ])
      expect(roots(check(nginx, ...named))).toEqual(['nginx etc/nginx/nginx.conf'])
  })

  test('an idle part that is named is looked at', () => {
    const report = check(nginx, 'etc/nginx/nginx.conf', 'etc/nginx/sites-available/off')
    expect(roots(report)).toEqual(['nginx etc/nginx/nginx.conf', 'nginx etc/nginx/sites-available/off'])
  })
})

test('several hosts in one tree are apart, files without a host join the only one', () => {
  const vpn = 'client\ndev tun\nremote vpn.example.com 1194\n'
  const both = check({ 'a/etc/nginx/nginx.conf': main, 'b/etc/openvpn/client/x.conf': vpn }, '.')
  expect(both.roles.map(each => each.role)).toEqual(['vpn-client'])
  expect(roots(both)).toEqual(['nginx a/etc/nginx/nginx.conf', 'openvpn b/etc/openvpn/client/x.conf'])
})

test('a file that cannot be parsed is a problem and does not load', () => {
  const report = check({ 'nginx.conf': 'events {}\nhttp {\n  server {\n    listen 80\n  }\n}\n' }, 'nginx.conf')
  expect(report.verdicts).toMatchObject([{ loads: false }])
  expect(report.verdicts[0]?.because.length).toBeGreaterThan(0)
  expect(report.problems.filter(problem => !problem.warning).length).toBeGreaterThan(0)
})

test('an included file that is not there is no unread text, but nobody says that the rest loads', () => {
  const report = check({ 'nginx.conf': 'events {}\ninclude gone.conf;\n' }, 'nginx.conf')
  expect(report.problems).toMatchObject([{ code: 'include-missing', warning: true }])
  expect(report.verdicts).toMatchObject([{ loads: null }])
})
