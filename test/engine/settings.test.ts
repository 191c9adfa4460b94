import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

/** Kernel settings that Ansible, Talos and scripts make one by one are judged and mended where they stand. */

const tasks = `---
- name: No syncookies
  ansible.posix.sysctl:
    name: net.ipv4.tcp_syncookies
    value: '0'
    reload: true

- name: As words
  sysctl: name=kernel.randomize_va_space value="0" state=present

- name: From a list
  sysctl:
    name: "{{ item.name }}"
    value: "{{ item.value }}"
  loop:
    - { name: kernel.kptr_restrict, value: 0 }
    - name: fs.protected_symlinks
      value: 0 # why

- name: None of them
  ansible.builtin.debug: { msg: net.ipv4.tcp_syncookies=0 }
  loop:
    - { name: fs.protected_hardlinks, value: 0 }
- name: Taken out
  sysctl: { name: net.ipv4.conf.all.accept_source_route, value: 1, state: absent }
`
const script = `#!/bin/sh
sudo sysctl -w net.ipv4.tcp_syncookies=0 # kernel.sysrq=1
echo 'kernel.randomize_va_space = 0' >> /etc/sysctl.conf
echo 0 > /proc/sys/kernel/kptr_restrict
grep -q x /etc/x || echo "fs.protected_symlinks=0" | tee -a /etc/sysctl.d/90-fs.conf
docker run --sysctl net.ipv4.conf.all.accept_source_route=1 nginx
`
const variables = `sysctl_config:
  net.ipv4.tcp_syncookies: 0
  'kernel.randomize_va_space': "0"
  kernel.kptr_restrict: 0   # why
  fs.protected_symlinks: '0'
other:
  kernel.sysrq: 1
`
const talos = `machine:
  sysctls:
    net.ipv4.tcp_syncookies: "0"
    kernel.randomize_va_space: "0"
    kernel.kptr_restrict: "0"
    fs.protected_symlinks: "0"
`
const json = JSON.stringify({ sysctl: { 'net.ipv4.tcp_syncookies': '0', 'kernel.randomize_va_space': '0' } }, null, 2)

const keys = ['net.ipv4.tcp_syncookies', 'kernel.randomize_va_space', 'kernel.kptr_restrict', 'fs.protected_symlinks']

describe.each([
  ['roles/base/tasks/main.yml', tasks, keys],
  ['provision.sh', script, keys],
  ['group_vars/all.yml', variables, keys],
  ['controlplane.yaml', talos, keys],
  ['host.json', json, keys.slice(0, 2)],
])('%s', (path, text, wanted) => {
  const input = { files: { [path]: text } }
  const report = analyze(input)

  it('has the findings of its settings, each at its key', () => {
    const found = report.findings.map(({ line, column }) =>
      text
        .split('\n')
        [line - 1]?.slice(column - 1)
        .replaceAll('/', '.'),
    )
    expect(found.map(one => wanted.find(key => one?.startsWith(key))).sort()).toEqual([...wanted].sort())
    for (const { span } of report.findings) expect(span.end).toBeGreaterThan(span.start)
    expect(report.verdicts.map(({ loads }) => loads)).toEqual([true])
  })

  it('gets other values, and nothing else', () => {
    const mended = fix(input, report, () => true).files.get(path) ?? ''
    const lines = text.split('\n')
    const changed = mended.split('\n').flatMap((line, at) => (line === lines[at] ? [] : [`${lines[at]} → ${line}`]))
    expect(mended.split('\n')).toHaveLength(lines.length)
    expect(changed).toHaveLength(wanted.length)
    for (const line of changed) expect(line).toMatch(/^(.*)\b0\b(.*) → \1[12]\2$/)
    expect(analyze({ files: { [path]: mended } }).findings).toEqual([])
  })
})

describe('containers have a network of their own: nothing is said about', () => {
  it.each([
    [
      'compose.yml',
      'services:\n  vpn:\n    sysctls:\n      net.ipv4.ip_forward: 1\n      net.ipv4.tcp_syncookies: 0\n',
    ],
    ['compose.yml', 'services:\n  vpn:\n    sysctls:\n      - net.ipv4.tcp_syncookies=0\n'],
    [
      'pod.yaml',
      'kind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - name: net.ipv4.tcp_syncookies\n        value: "0"\n',
    ],
    ['Dockerfile', 'FROM debian\nRUN sysctl -w net.ipv4.tcp_syncookies=0\n'],
  ])('%s', (path, text) => expect(analyze({ files: { [path]: text } }).findings).toEqual([]))
})

describe('forwarding', () => {
  const found = (path: string, text: string): string[] =>
    analyze({ files: { [path]: text } }).findings.map(({ rule }) => rule)
  const line = 'sysctl -w net.ipv4.ip_forward=1\n'

  it('is told where nothing says what for', () => {
    expect(found('setup.sh', line)).toEqual(['sysctl/ip-forward'])
  })

  it.each([
    ['setup.sh', `${line}iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\n`],
    ['setup.sh', `apt-get install -y wireguard\n${line}`],
    ['roles/kubernetes/tasks/main.yml', '- sysctl: { name: net.ipv4.ip_forward, value: 1 }\n'],
  ])('is not where the rest of the file says it: %s', (path, text) => expect(found(path, text)).toEqual([]))
})

it('hardening that only names Docker cuts nobody off', () => {
  const text = '#!/bin/sh\n# hosts of docker need 1 here\nsysctl -w net.ipv4.ip_forward=0\n'
  expect(analyze({ files: { 'harden.sh': text } }).findings).toEqual([])
})

it('a fix that adds settings is refused, and says why', () => {
  const files = { 'setup.sh': 'sysctl -w net.ipv4.conf.all.accept_redirects=1\n' }
  const done = fix({ files }, analyze({ files }), () => true)
  expect(done.files.size).toBe(0)
  expect(JSON.stringify(done)).toContain('this file is none that sysctl reads')
})

it('a key that a control wants gone is taken out with its task', () => {
  const text = `${tasks}- name: Old\n  sysctl:\n    name: net.ipv4.tcp_tw_recycle\n    value: 1\n`
  const input = { files: { 'roles/base/tasks/main.yml': text } }
  const mended = fix(input, analyze(input), ({ rule }) => rule === 'sysctl/removed-key')
  expect(mended.files.get('roles/base/tasks/main.yml')).toBe(tasks)
})
