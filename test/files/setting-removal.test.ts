import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { settingsInYaml } from '../../src/files/settings/yaml.ts'

// A library says what is left: everything else, as it was. PyYAML said the same of these and of thousands that were drawn.

const gone = 'net.ipv4.tcp_tw_recycle'
const removed = (text: string): string | undefined => {
  const found = settingsInYaml(text).find(({ key }) => key.value.text === gone)
  const written = found?.remove?.()
  return written && text.slice(0, written.span.start) + written.text + text.slice(written.span.end)
}

/** Without the entries that name the key, at any depth. */
const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter(each => !names(each)).map(without)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, own]) => (key === gone ? [] : [[key, without(own)]])))
}
const names = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes(gone)
    : typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).some(
        own =>
          own === gone ||
          (typeof own === 'object' && names(own)) ||
          (typeof own === 'string' && own.includes(`name=${gone}`)),
      )

describe.each([
  [
    'a line of a mapping',
    `sysctl_config:\n  vm.swappiness: 1\n  # gone since 4.12\n  ${gone}: 1 # why\n\n  kernel.sysrq: 0\nother: 1\n`,
  ],
  ['the last one', `sysctl_config:\n    vm.swappiness: 1\n    "${gone}": "1"\nother: 1\n`],
  [
    'of a role',
    `x: 1\nsysctl_params:\n- name: vm.swappiness\n  value: 1\n# here\n- name: ${gone}\n  # in it\n  value: '1'\n  state: present\n\n- name: kernel.sysrq\n  value: 0\n`,
  ],
  ['an item in brackets', `sysctl_params:\n  - {name: vm.swappiness, value: 1}\n  - { value: 1, name: ${gone} } # x\n`],
  [
    'an item of a loop',
    `- name: All\n  sysctl:\n    name: "{{ item.name }}"\n    value: "{{ item.value }}"\n  loop:\n    - name: vm.swappiness\n      value: 1\n    - value: >-\n        1\n      name: ${gone}\n  when: x\n- debug: {}\n`,
  ],
  [
    'a task',
    `- hosts: all\n  tasks:\n    - name: First\n      ansible.posix.sysctl:\n        name: ${gone}\n        value: 1\n      become: true\n      tags:\n        - a\n        - b\n\n    - name: Next\n      debug: {}\n`,
  ],
  ['a task of words', `- debug: {}\n- name: Second\n  sysctl: name=${gone} value=1\n  when: x\n`],
])('%s', (_title, text) => {
  it('is taken out, and nothing else', () => {
    const now = removed(text) ?? text
    expect(parse(now)).toEqual(without(parse(text)))
    expect(now).not.toContain(gone)
    const comments = (one: string): string[] => one.match(/^ *#.*/gm) ?? []
    expect(comments(now)).toEqual(comments(text).filter(one => !one.includes('in it')))
  })
})

it.each([
  ['the only one', `sysctl_config:\n  ${gone}: 1\nother: 1\n`],
  ['the first of settings: the others may go too', `sysctl_config:\n  ${gone}: 1\n  vm.swappiness: 1\n`],
  ['in brackets', `sysctl_config: { vm.swappiness: 1, ${gone}: 1 }\n`],
  ['the first, behind an empty line', `\nsysctl_config:\n  ${gone}: 1\n`],
  ['beside its dash', `- sysctl_config:\n  - ${gone}: 1\n`],
  ['a task that others ask about', `- debug: {}\n- sysctl: { name: ${gone}, value: 1 }\n  register: x\n`],
])('%s stays', (_title, text) => expect(removed(text)).toBeUndefined())
