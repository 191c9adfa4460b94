import { expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

const told = (tasks: string): string[] =>
  analyze({ files: { 'roles/kernel/tasks/main.yml': tasks } }).findings.flatMap(({ rule, line, fixes }) =>
    rule === 'sysctl/rp-filter' || rule === 'sysctl/tcp-syncookies' ? [`${rule} ${line} ${fixes.length}`] : [],
  )

it.each([
  `- sysctl:
    name: "{{ item }}"
    value: '0'
    state: present
  loop:
    - net.ipv4.conf.all.rp_filter
    - "net.ipv4.tcp_syncookies"
`,
  `- with_items:
    # keys
    - net.ipv4.conf.all.rp_filter
    - net.ipv4.tcp_syncookies
  ansible.posix.sysctl: { name: "{{item}}", value: 0 }
`,
])('keys of a loop get the value of its task: %j', tasks => {
  const at = tasks.split('\n').findIndex(line => line.includes('rp_filter')) + 1
  expect(told(tasks)).toEqual([`sysctl/tcp-syncookies ${at + 1} 0`, `sysctl/rp-filter ${at} 0`])
})

it('in brackets too, and behind the module on one line', () => {
  expect(
    told('- sysctl: name={{ item }} value=0\n  with_items: [net.ipv4.conf.all.rp_filter, vm.swappiness]\n'),
  ).toEqual(['sysctl/rp-filter 2 0'])
})

it.each([
  '- sysctl: {name: "{{ item }}", value: 0, state: absent}\n  loop:\n    - net.ipv4.tcp_syncookies\n',
  '- sysctl: {name: "{{ item }}", value: "{{ off }}"}\n  loop:\n    - net.ipv4.tcp_syncookies\n',
  '- debug: {name: "{{ item }}", value: 0}\n  loop:\n    - net.ipv4.tcp_syncookies\n- sysctl: {name: vm.swappiness, value: 1}\n',
])('none: %j', tasks => expect(told(tasks)).toEqual([]))
