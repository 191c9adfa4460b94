import { expect, test } from 'vitest'
import type { Baseline, SettingControl } from '../../src/baseline/types.ts'
import type { Report } from '../../src/engine/types.ts'
import { analyze, fix } from '../../src/index.ts'

const baselineOf = (...settings: Partial<SettingControl>[]): Baseline => ({
  name: 'own',
  version: '1',
  description: '',
  extends: [],
  controls: {},
  settings: settings.map(setting => ({ format: 'sysctl', setting: '', severity: 'high', why: 'ours', ...setting })),
})

const check = (path: string, text: string, ...settings: Partial<SettingControl>[]): Report =>
  analyze({ files: { [path]: text }, baseline: baselineOf(...settings) })
const messages = (report: Report): string[] => report.findings.map(each => `${each.line}: ${each.message.en}`)

const sysctl = (text: string, rest: Partial<SettingControl>): string[] =>
  messages(check('etc/sysctl.d/99-x.conf', text, { setting: 'kernel.sysrq', ...rest }))

test('a key is judged by the line that wins, in any spelling', () => {
  const text = 'kernel.sysrq = 0\nkernel/sysrq = 1\n'
  expect(sysctl(text, { equals: 0 })).toEqual(['2: kernel.sysrq is "1", wanted: "0"'])
  expect(sysctl(text, { equals: 1 })).toEqual([])
  expect(sysctl(text, { oneOf: [0, 16] })).toEqual(['2: kernel.sysrq is "1", wanted: "0" | "16"'])
  expect(sysctl(text, { maximum: 0 })).toEqual(['2: kernel.sysrq is "1", wanted: ≤ 0'])
  expect(sysctl(text, { minimum: 1, maximum: 4 })).toEqual([])
  expect(sysctl(text, { matches: '[02]' })).toEqual(['2: kernel.sysrq is "1", wanted: /[02]/'])
})

test('a key that nobody sets and whose default is unknown is no failure', () => {
  expect(sysctl('kernel.sysrq = 0\n', { setting: 'kernel.no_such_key', equals: 1 })).toEqual([])
})

test('an OpenVPN option is judged by its effective value, and its absence is told', () => {
  const text = 'client\ndev tun\nremote vpn.example.com 1194\nverb 9\nverb 3\n'
  const openvpn = (rest: Partial<SettingControl>): string[] =>
    messages(check('client.ovpn', text, { format: 'openvpn', ...rest }))
  expect(openvpn({ setting: 'verb', maximum: 4 })).toEqual([])
  expect(openvpn({ setting: 'verb', maximum: 2 })).toEqual(['5: verb is "3", wanted: ≤ 2'])
  expect(openvpn({ setting: 'auth-nocache', equals: '' })).toEqual(['1: auth-nocache is not set, wanted: ""'])
  expect(openvpn({ setting: 'management', absent: true })).toEqual([])
  expect(openvpn({ setting: 'verb', absent: true })).toEqual(['5: verb is "3", wanted: –'])
})

test('an expected value is a repair that has to be asked for', () => {
  const input = {
    files: { 'etc/sysctl.d/99-x.conf': 'kernel.sysrq = 1\n' },
    baseline: baselineOf({ setting: 'kernel.sysrq', equals: 0 }),
  }
  expect(fix(input, analyze(input)).edits).toEqual([])
  const result = fix({ ...input, unsafe: true }, analyze(input))
  expect(result.files.get('etc/sysctl.d/99-x.conf')).toBe('kernel.sysrq = 0\n')
})

test('a control of the same id changes the severity or silences', () => {
  const own = baselineOf({ id: 'own/sysrq', setting: 'kernel.sysrq', equals: 0 })
  const severity = (control: Baseline['controls'][string]): string[] =>
    analyze({
      files: { 'etc/sysctl.d/9.conf': 'kernel.sysrq = 1\n' },
      baseline: { ...own, controls: { 'own/sysrq': control } },
    }).findings.map(each => each.severity)
  expect(severity({})).toEqual(['high'])
  expect(severity({ severity: 'low' })).toEqual(['low'])
  expect(severity({ severity: 'off' })).toEqual([])
})

const site = (name: string, body = ''): string => `  server {\n    listen 80;\n    server_name ${name};\n${body}  }\n`
const nginx = (http: string, rest: Partial<SettingControl>): Report =>
  check('nginx.conf', `events {}\nhttp {\n${http}}\n`, { format: 'nginx', ...rest })

test('an nginx directive is judged where it is in force: one finding for one line, however many servers get it', () => {
  const servers = site('a.example') + site('b.example') + site('c.example', '    keepalive_timeout 5s;\n')
  const report = nginx(`  keepalive_timeout 1m;\n${servers}`, { setting: 'keepalive_timeout', maximum: 10 })
  expect(messages(report)).toEqual(['3: keepalive_timeout is "1m", wanted: ≤ 10'])
  expect(report.findings[0]?.related).toHaveLength(2)
})

test('a default that is not good enough is found once, where it can be set', () => {
  const report = nginx(site('a.example') + site('b.example'), { setting: 'server_tokens', equals: 'off' })
  expect(messages(report)).toEqual(['2: server_tokens is "on", wanted: "off"'])
})

test('sizes and times are compared as nginx reads them', () => {
  const size = (text: string, maximum: number): number =>
    nginx(site('a.example', `    client_max_body_size ${text};\n`), { setting: 'client_max_body_size', maximum })
      .findings.length
  expect([size('10m', 10 * 1024 * 1024), size('10m', 10 * 1024 * 1024 - 1), size('1g', 1024 ** 3)]).toEqual([0, 1, 0])
  const time = (text: string, maximum: number): number =>
    nginx(site('a.example', `    client_body_timeout ${text};\n`), { setting: 'client_body_timeout', maximum }).findings
      .length
  expect([time('1m30s', 90), time('1m30s', 89), time('500ms', 0.5), time('1h', 3599)]).toEqual([0, 1, 0, 1])
})

test('words of a list are compared in any order', () => {
  const tls = `    ssl_protocols TLSv1.3 TLSv1.2;\n`
  const report = nginx(site('a.example', tls), {
    setting: 'ssl_protocols',
    equals: ['TLSv1.2', 'TLSv1.3'],
    where: 'server',
  })
  expect(report.findings).toEqual([])
})
