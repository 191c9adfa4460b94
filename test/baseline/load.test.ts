import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtinNames } from '../../src/baseline/index.ts'
import { loadBaseline } from '../../src/baseline/load.ts'
import type { Baseline } from '../../src/baseline/types.ts'
import { loadWaivers } from '../../src/engine/suppress/load.ts'
import { memoryStore } from '../../src/files/index.ts'
import { analyze } from '../../src/index.ts'

const load = (text: string, more: Record<string, string> = {}): Promise<Baseline> =>
  loadBaseline('conf/own.yaml', memoryStore({ 'conf/own.yaml': text, ...more }))
const complaint = async (text: string, more?: Record<string, string>): Promise<string> => {
  try {
    await load(text, more)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

test('a file extends the default baseline, another one, another file, or nothing', async () => {
  const rule = 'sysctl/sysrq'
  expect((await load('name: own\n')).controls[rule]).toBeDefined()
  expect((await load('name: own\nextends: []\n')).controls).toEqual({})
  const parent = { 'conf/parent.yaml': `name: parent\nextends: []\ncontrols: { ${rule}: { severity: high } }\n` }
  const child = await load(`name: own\nextends: [./parent.yaml]\ncontrols:\n  ${rule}:\n    why: ours\n`, parent)
  expect(child.controls[rule]).toEqual({ severity: 'high', why: 'ours' })
})

test('unknown words are errors with their place and the nearest known word', async () => {
  expect(await complaint('name: own\ncontrols:\n  sysctl/sysrk: {}\n')).toBe(
    'conf/own.yaml:3:3: unknown rule sysctl/sysrk, did you mean sysctl/sysrq?',
  )
  expect(await complaint('name: own\nextends:\n  - strickt\n')).toBe(
    'conf/own.yaml:3:5: unknown baseline strickt, did you mean strict?',
  )
  expect(await complaint('name: own\ncontrol: {}\n')).toBe(
    'conf/own.yaml:2:1: unknown key control, did you mean controls?',
  )
  expect(await complaint('name: own\ncontrols:\n  sysctl/sysrq: { options: { levl: strict } }\n')).toBe(
    'conf/own.yaml:3:30: unknown key levl, did you mean level?',
  )
})

test('wrong values are errors with their place', async () => {
  expect(await complaint('name: own\ncontrols:\n  sysctl/sysrq: { severity: hgih }\n')).toBe(
    'conf/own.yaml:3:29: severity is none of critical, high, medium, low, info, off',
  )
  expect(await complaint('name: own\ncontrols:\n  sysctl/sysrq: { options: { level: lax } }\n')).toBe(
    'conf/own.yaml:3:37: level is none of balanced, strict',
  )
  expect(await complaint('version: 1\n')).toBe('conf/own.yaml:1:1: the file lacks name')
  expect(await complaint('name: [\n')).toMatch(/^conf\/own\.yaml:\d+:\d+: /)
})

test('a setting compares something, with a regular expression that is one', async () => {
  const setting = (rest: string): string =>
    `name: own\nsettings:\n  - { format: nginx, setting: x, severity: low, why: y${rest} }\n`
  expect(await complaint(setting(''))).toMatch(/^conf\/own\.yaml:3:5: a setting needs one of equals/)
  expect(await complaint(setting(", matches: '('"))).toBe('conf/own.yaml:3:66: matches is no regular expression')
  expect(await complaint(setting(', equals: off'))).toBe('accepted')
})

test('a circle, a missing parent and an alias bomb end in an error', async () => {
  expect(await complaint('name: own\nextends: [./own.yaml]\n')).toBe(
    'conf/own.yaml:2:11: conf/own.yaml extends conf/own.yaml: a circle',
  )
  const back = { 'conf/b.yaml': 'name: b\nextends:\n  - ./own.yaml\n' }
  expect(await complaint('name: own\nextends: [./b.yaml]\n', back)).toBe(
    'conf/b.yaml:3:5: conf/own.yaml extends conf/b.yaml extends conf/own.yaml: a circle',
  )
  expect(await complaint('name: own\nextends: [./gone.yaml]\n')).toBe(
    'conf/own.yaml:2:11: conf/gone.yaml: No such file or directory',
  )
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, c => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}x]\n`)}`
  expect(await complaint(bomb)).toContain('conf/own.yaml:1:1: ')
})

test('waivers are read with their places', async () => {
  const text = 'waivers:\n  - rule: nginx/hsts\n    reason: why\n    until: 2027-03-01\n'
  const [entry] = await loadWaivers({ path: 'confward.waivers.yaml', text, encoding: 'utf8' })
  expect(entry).toMatchObject({
    rule: 'nginx/hsts',
    reason: 'why',
    until: '2027-03-01',
    at: { span: { start: 19, end: 29 } },
  })
  const wrong = text.replace('2027-03-01', 'never')
  await expect(loadWaivers({ path: 'w.yaml', text: wrong, encoding: 'utf8' })).rejects.toThrow(
    'w.yaml:4:12: until must match',
  )
})

test('the example of the documentation is a baseline that works', async () => {
  const page = readFileSync(new URL('../../baselines/README.md', import.meta.url), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const baseline = await load(example)
  expect(baseline.controls['nginx/hsts']).toMatchObject({ severity: 'high', options: { minAge: 63072000 } })
  const files = {
    'nginx.conf': 'events {}\nhttp {\n  keepalive_timeout 2m;\n  server { listen 80; return 204; }\n}\n',
    'client.ovpn': 'client\ndev tun\nremote vpn.example.com\nverb 9\n',
    'sysctl.conf': 'kernel.sysrq = 1\n',
  }
  const found = analyze({ files, baseline }).findings.map(each => each.rule)
  expect(found).toEqual(
    expect.arrayContaining(['our/keepalive', 'setting/openvpn/verb', 'setting/sysctl/kernel.sysrq']),
  )
})

test('every built-in baseline stands in the documentation', () => {
  const page = readFileSync(new URL('../../baselines/README.md', import.meta.url), 'utf8')
  expect(builtinNames.filter(name => !page.includes(`\`${name}\``))).toEqual([])
})

test('mistakes are told in both languages, and in the words of those who write the file', async () => {
  const told = async (text: string): Promise<unknown> =>
    load(text).catch((error: { localized: object }) => error.localized)
  expect(await told('name: own\ncontrols: { nginx/htst: {} }\n')).toMatchObject({
    zh: 'conf/own.yaml:2:13: 未知的规则 nginx/htst,是否指 nginx/hsts?',
  })
  expect(await told('name: own\nextends: [./own.yaml]\n')).toMatchObject({ zh: expect.stringContaining('：形成循环') })
  expect(await complaint('name: own\n---\nname: b\n')).toContain(':2:1: a second document begins here')
  expect(await complaint('name: own\nname: b\n')).toContain(':2:1: the key stands here twice')
  expect(await complaint(`name: ${'['.repeat(20_000)}`)).not.toContain('call stack')
})

test('of very many mistakes the first hundred are told, and soon', async () => {
  const text = `name: own\ncontrols:\n${Array.from({ length: 3000 }, (_, at) => `  nginx/x${at}: {}\n`).join('')}`
  const lines = (await complaint(text)).split('\n')
  expect(lines.length).toBe(101)
  expect(lines.at(-1)).toBe('…')
})
