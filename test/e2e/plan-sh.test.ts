import { execFileSync, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { analyze, plan } from '../../src/engine/index.ts'
import type { Plan, PlanStep } from '../../src/engine/types.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { applyEdits, decode, type Edit, encode } from '../../src/text/index.ts'
import { needs } from '../oracle/needs.ts'
import fc from '../random.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'confward-plan-'))
})
afterAll(() => rmSync(home, { recursive: true }))

const both = { en: "it's `x` $y", zh: '' }
const says = { en: 'a text', zh: '一段文字' }
const step = (id: string, rest: object): PlanStep =>
  ({ id, title: says, needs: [], resolves: [], risk: 'none', ...rest }) as unknown as PlanStep

let runs = 0
/** A script in a folder of its own, with a state of its own. */
function script(plan: Plan, most?: number): (...verb: string[]) => { code: number | null; out: string } {
  const folder = join(home, `run${++runs}`)
  mkdirSync(folder)
  const path = join(folder, 'plan.sh')
  writeFileSync(path, planSh(plan, { lang: 'en' }, most))
  return (...verb) => {
    const env = { ...process.env, CONFWARD_STATE: join(folder, 'state'), CONFWARD_PATIENCE: '1' }
    const { status, stdout, stderr } = spawnSync('sh', [path, ...verb], { env, encoding: 'utf8' })
    return { code: status, out: stdout + stderr }
  }
}

const editPlan = (
  path: string,
  bytes: Uint8Array,
  edits: readonly Omit<Edit, 'path'>[],
  extra: PlanStep[] = [],
): Plan => {
  const { text, encoding } = decode(path, bytes)
  const steps = [step('a/edit', { kind: 'edit', edits: edits.map(edit => ({ ...edit, path })) }), ...extra]
  return { steps, open: [], left: [], files: [{ path, before: text, after: undefined, encoding }] }
}

const insertion = (text: string): Omit<Edit, 'path'>[] => [{ span: { start: 1, end: 1 }, text }]

test('any bytes: an edit gives what applyEdits gives, twice is once, undo gives the former bytes', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 60 }),
    fc.string({ unit: 'binary', minLength: 1 }).map(text => new TextEncoder().encode(text)),
  )
  fc.assert(
    fc.property(bytes, fc.array(fc.tuple(fc.nat(), fc.string())), (content, raw) => {
      const path = join(home, `file${runs}`)
      const source = decode(path, content)
      const cuts = [...new Set(raw.map(([at]) => at % source.text.length))].sort((a, b) => a - b)
      const edits = cuts
        .filter(at => encode({ ...source, text: source.text.slice(0, at) }).length <= content.length)
        .map((start, index) => ({
          span: { start, end: start },
          text: `%s\\'-${raw[index]?.[1].replace(/[^\x20-\x7e\r\n\t]/g, '')}`,
        }))
      if (/[\ud800-\udfff]/.test(source.text)) return
      writeFileSync(path, content)
      const run = script(editPlan(path, content, edits))
      const wanted = Buffer.from(
        encode({
          ...source,
          text: applyEdits(
            source.text,
            edits.map(edit => ({ ...edit, path })),
          ),
        }),
      )
      expect(run('apply').code).toBe(0)
      expect(readFileSync(path)).toEqual(wanted)
      expect(run('apply').code).toBe(0)
      expect(readFileSync(path)).toEqual(wanted)
      expect(run('undo').code).toBe(0)
      expect(readFileSync(path)).toEqual(Buffer.from(content))
    }),
    { numRuns: 25 },
  )
})

test('a file that changed since the plan was made is left alone', () => {
  const path = join(home, 'changed.conf')
  const run = script(editPlan(path, Buffer.from('one\n'), insertion('x')))
  writeFileSync(path, 'two\n')
  expect(run('apply')).toMatchObject({ code: 1, out: expect.stringContaining('not the file this plan was made from') })
  expect(readFileSync(path, 'utf8')).toBe('two\n')
})

/** Four changes of one file, each counted in what the one before leaves. */
const often = (path: string): Plan => {
  const steps = [0, 1, 2, 3].map(nth =>
    step(`a/${nth}`, {
      kind: 'edit',
      edits: [{ path, span: { start: nth, end: nth + 1 }, text: `é${nth}\n`.slice(1) }],
    }),
  )
  return {
    steps,
    open: [],
    left: [],
    files: [{ path, before: 'abcdefghi\u4e2d\n', after: undefined, encoding: 'utf8' }],
  }
}

test('states that nobody digested before are known by what the script noted of them', () => {
  const path = join(home, 'often.conf')
  const start = 'abcdefghi\u4e2d\n'
  writeFileSync(path, start)
  const whole = planSh(often(path))
  const short = planSh(often(path), { lang: 'en' }, 0)
  expect(whole.match(/ [0-9a-f]{64} /g)?.length).toBeGreaterThan(12)
  expect(new Set(short.match(/ [0-9a-f]{64} /g)).size).toBe(2)
  const run = script(often(path), 0)
  const exact = script(often(path))
  expect(exact('apply').code).toBe(0)
  const wanted = readFileSync(path, 'utf8')
  expect(exact('undo').code).toBe(0)
  expect(run('apply').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(wanted)
  expect(run('apply').code).toBe(0)
  expect(run('verify').code).toBe(0)
  writeFileSync(path, `${wanted}#`)
  expect(run('verify').code).toBe(1)
  expect(run('undo').code).toBe(1)
  writeFileSync(path, wanted)
  expect(run('undo').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(start)
  expect(run('apply').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(wanted)
})

test('a file that changed between two steps is left alone, and a step that was cut short is done again or skipped', () => {
  const path = join(home, 'between.conf')
  writeFileSync(path, 'abcdefghi\u4e2d\n')
  const plan = often(path)
  const asking = step('b/asks', { kind: 'decide', question: says })
  const [one, two, ...rest] = plan.steps as [PlanStep, PlanStep, ...PlanStep[]]
  const run = script({ ...plan, steps: [one, two, asking, ...rest] }, 0)
  expect(run('apply').code).toBe(4)
  const left = readFileSync(path, 'utf8')
  writeFileSync(path, left.replace('i', 'I'))
  expect(run('accept', 'b/asks').code).toBe(0)
  expect(run('apply')).toMatchObject({ code: 1, out: expect.stringContaining('not the file this plan was made from') })
  writeFileSync(path, left)
  // The second step is done, but not noted as done.
  const done = join(home, `run${runs}`, 'state')
  const [folder = ''] = readdirSync(done)
  writeFileSync(join(done, folder, 'done'), '1\n3\n')
  expect(run('apply').code).toBe(0)
  expect(run('undo').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe('abcdefghi\u4e2d\n')
})

test('a link stays a link, and the mode stays', () => {
  const real = join(home, 'available.conf')
  const path = join(home, 'enabled.conf')
  writeFileSync(real, 'one\n', { mode: 0o640 })
  symlinkSync(real, path)
  const run = script(editPlan(path, Buffer.from('one\n'), insertion('x')))
  expect(run('apply').code).toBe(0)
  expect(readFileSync(real, 'utf8')).toBe('oxne\n')
  expect(statSync(real).mode & 0o777).toBe(0o640)
})

test('a failing check takes the step back and stops; a later step is not reached', () => {
  const path = join(home, 'check.conf')
  const marker = join(home, 'reached')
  writeFileSync(path, 'one\n')
  const plan = editPlan(path, Buffer.from('one\n'), insertion('x'), [
    step('b/later', { kind: 'command', commands: [{ argv: ['touch', marker] }] }),
  ])
  const failing = { argv: ['grep', '-c', 'absent', path], expect: {}, says }
  const run = script({
    ...plan,
    steps: [{ ...plan.steps[0], verify: [failing] } as PlanStep, plan.steps[1] as PlanStep],
  })
  expect(run('apply').code).toBe(1)
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  expect(() => statSync(marker)).toThrow()
})

test('words from a configuration stay words: nothing in them is executed', () => {
  const marker = join(home, 'owned')
  const hostile = [
    `$(touch ${marker})`,
    `'; touch ${marker}; '`,
    `\`touch ${marker}\``,
    `-n\n; touch ${marker}`,
    `a\u001b[2Jb%s\\`,
  ]
  const out = join(home, 'words')
  const run = script({
    steps: [
      {
        ...step('h', {
          kind: 'command',
          commands: [{ argv: ['sh', '-c', `printf '%s|' "$@" > ${out}`, 'sh', ...hostile] }],
        }),
        title: { en: `title $(touch ${marker}) 'x`, zh: '' },
        id: `h/$(touch ${marker})`,
      },
    ],
    open: [],
    left: [],
    files: [{ path: `/x/$(touch ${marker})`, before: 'a', after: 'b' }],
  })
  expect(run('list').code).toBe(0)
  expect(run('apply').code).toBe(0)
  expect(readFileSync(out, 'utf8')).toBe(`${hostile.join('|')}|`)
  expect(() => statSync(marker)).toThrow()
})

test('a step that can cut the connection comes back by itself unless it is confirmed', async () => {
  const path = join(home, 'guarded.conf')
  writeFileSync(path, 'one\n')
  const plan = editPlan(path, Buffer.from('one\n'), insertion('x'))
  const guarded = { ...plan, steps: [{ ...plan.steps[0], risk: 'lockout' } as PlanStep] }
  const run = script(guarded)
  expect(run('apply').code).toBe(3)
  expect(readFileSync(path, 'utf8')).toBe('oxne\n')
  expect(run('apply').code).toBe(3)
  await expect.poll(() => readFileSync(path, 'utf8'), { timeout: 8000, interval: 100 }).toBe('one\n')
  const again = script(guarded)
  expect(again('apply').code).toBe(3)
  expect(again('confirm').code).toBe(0)
  await new Promise(resolve => setTimeout(resolve, 1500))
  expect(readFileSync(path, 'utf8')).toBe('oxne\n')
  expect(again('apply').code).toBe(0)
  expect(again('undo').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe('one\n')
})

test('a decision waits for a person', () => {
  const name = 'd/~^\\d+\\c%s\\n'
  const run = script({ steps: [step(name, { kind: 'decide', question: says })], open: [], left: [], files: [] })
  expect(run('apply').code).toBe(4)
  expect(run('accept', name).code).toBe(0)
  expect(run('apply').code).toBe(0)
})

test('a decision with a check is accepted once the check holds', () => {
  const key = join(home, 'fetched.key')
  const verify = [{ argv: ['test', '-s', key], says }]
  const run = script({
    steps: [step('fetch', { kind: 'decide', question: says, verify })],
    open: [],
    left: [],
    files: [],
  })
  expect(run('accept', 'fetch')).toMatchObject({ code: 1 })
  expect(run('apply').code).toBe(4)
  writeFileSync(key, 'x')
  expect(run('accept', 'fetch').code).toBe(0)
  expect(run('apply').code).toBe(0)
})

test('what was there before is neither made again nor undone', () => {
  const made = join(home, 'made')
  const plan: Plan = {
    steps: [
      step('c', {
        kind: 'command',
        commands: [{ argv: ['mkdir', made] }],
        creates: [made],
        undo: [{ argv: ['rmdir', made] }],
      }),
    ],
    open: [],
    left: [],
    files: [],
  }
  const own = script(plan)
  expect(own('apply').code).toBe(0)
  expect(own('undo').code).toBe(0)
  expect(() => statSync(made)).toThrow()
  mkdirSync(made)
  const foreign = script(plan)
  expect(foreign('apply').code).toBe(0)
  expect(foreign('undo').code).toBe(0)
  expect(statSync(made).isDirectory()).toBe(true)
})

/** `user.note` and an ACL for one more user, as the kernel keeps them. */
const attributes = `
import os, struct, sys
entries = ((1, 6, -1), (2, 4, 1000), (4, 4, -1), (0x10, 4, -1), (0x20, 0, -1))
if sys.argv[2] == "set":
    acl = b"".join(struct.pack("<HHI", tag, rights, who & 0xFFFFFFFF) for tag, rights, who in entries)
    os.setxattr(sys.argv[1], "system.posix_acl_access", struct.pack("<I", 2) + acl)
    os.setxattr(sys.argv[1], "user.note", b"kept")
print([(name, os.getxattr(sys.argv[1], name)) for name in sorted(os.listxattr(sys.argv[1]))])
`

needs('python3')('ACLs and extended attributes survive an edit and its undo', () => {
  const path = join(home, 'attributes.conf')
  writeFileSync(path, 'one\n')
  const python = (verb: string): string =>
    spawnSync('python3', ['-c', attributes, path, verb], { encoding: 'utf8' }).stdout
  const before = python('set')
  const run = script(editPlan(path, Buffer.from('one\n'), insertion('x')))
  expect(run('apply').code).toBe(0)
  expect(python('show')).toBe(before)
  expect(run('undo').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  expect(python('show')).toBe(before)
})

needs('root', 'namespaces')(
  'the account of a tunnel is made once, kept when it was there, and taken back when it was not',
  () => {
    const text = 'client\ndev tun\nremote 192.0.2.1\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\n'
    const input = { files: { 'etc/openvpn/client/hq.conf': text } }
    const whole = plan(input, analyze(input))
    const own: Plan = { ...whole, steps: whole.steps.filter(({ id }) => id === 'openvpn/account') }
    expect(own.steps.length).toBe(1)
    const folder = join(home, 'account')
    mkdirSync(folder)
    writeFileSync(join(folder, 'plan.sh'), planSh(own))
    const inside = (...lines: string[]): string => {
      const setup =
        'cp -a /etc "$0/etc" && mount --bind "$0/etc" /etc && mount -t tmpfs none /var/log && export CONFWARD_STATE="$0/state"'
      const done = spawnSync('unshare', ['-m', 'sh', '-ec', [setup, ...lines].join('\n'), folder], { encoding: 'utf8' })
      rmSync(join(folder, 'etc'), { recursive: true, force: true })
      rmSync(join(folder, 'state'), { recursive: true, force: true })
      expect(done.stderr + done.stdout).not.toContain('plan:')
      return `${done.stdout} ${done.status}`
    }
    const apply = 'sh "$0/plan.sh" apply'
    const again = 'rm -rf "$0/state"'
    expect(inside(apply, again, apply, 'id openvpn')).toMatch(/It is there already[\s\S]*\(openvpn\)[\s\S]* 0$/)
    expect(inside(apply, 'sh "$0/plan.sh" undo', 'id openvpn 2>/dev/null || echo gone')).toMatch(/gone\n 0$/)
    expect(inside('useradd --system --user-group openvpn', apply, 'sh "$0/plan.sh" undo', 'id openvpn')).toMatch(
      /\(openvpn\)[\s\S]* 0$/,
    )
  },
)

test('a new file appears with its mode and goes again', () => {
  const path = join(home, 'sub/new.conf')
  const run = script({
    steps: [step('w', { kind: 'write', path, text: 'a\r\n%\\\'"\té', mode: '600' })],
    open: [],
    left: [],
    files: [{ path, before: undefined, after: undefined }],
  })
  expect(run('apply').code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe('a\r\n%\\\'"\té')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(run('verify')).toMatchObject({ code: 0, out: expect.stringContaining('reads as it was written') })
  writeFileSync(path, 'else')
  expect(run('verify').code).toBe(1)
  writeFileSync(path, 'a\r\n%\\\'"\té')
  expect(run('undo').code).toBe(0)
  expect(() => statSync(path)).toThrow()
  expect(() => statSync(join(home, 'sub'))).toThrow()
})

test('of folders that a new file needed, those go again that are empty and were not there', () => {
  mkdirSync(join(home, 'there'))
  const path = join(home, 'there/one/two/new.conf')
  const run = script({
    steps: [step('w', { kind: 'write', path, text: 'a' })],
    open: [],
    left: [],
    files: [{ path, before: undefined, after: 'a' }],
  })
  expect(run('apply').code).toBe(0)
  writeFileSync(join(home, 'there/one/own'), '')
  expect(run('undo').code).toBe(0)
  expect(readdirSync(join(home, 'there'), { recursive: true }).sort()).toEqual(['one', 'one/own'])
})

/** `systemctl` for units that are files: U.enabled, U.active. Says what was asked of it. */
const service = String.raw`#!/bin/sh
cd "$UNITS" || exit 9
verb=$1
[ "$2" != --quiet ] || shift
case $verb in
  is-enabled) [ -e "$2.enabled" ]; exit ;;
  is-active) [ -e "$2.active" ]; exit ;;
  enable) : > "$2.enabled" ;;
  disable) rm -f "$2.enabled" ;;
  start) : > "$2.active" ;;
  stop) rm -f "$2.active" ;;
esac
printf '%s %s
' "$verb" "$2" >> asked
`

test('units are what they were again, whatever they were, and whatever they are called', () => {
  const names = ['on@a.service', 'off.service', 'odd $(touch owned)\ndisable stop sshd.service']
  const [on = '', off = ''] = names
  for (const [before, asked] of [
    [[`${on}.enabled`, `${on}.active`], 'stop off.service'],
    [[`${off}.enabled`], 'start'],
    [[], 'disable'],
  ] as const) {
    const units = mkdtempSync(join(home, 'units-'))
    writeFileSync(join(units, 'systemctl'), service, { mode: 0o755 })
    for (const name of before) writeFileSync(join(units, name), '')
    const commands = [
      ['systemctl', 'disable', on],
      ['systemctl', 'stop', on],
      ...names.slice(1).flatMap(name => [
        ['systemctl', 'enable', name],
        ['systemctl', 'start', name],
      ]),
    ]
    const path = process.env.PATH
    Object.assign(process.env, { UNITS: units, PATH: `${units}:${path}` })
    try {
      const run = script({
        steps: [step('u', { kind: 'command', commands: commands.map(argv => ({ argv })), units: names })],
        open: [],
        left: [],
        files: [],
      })
      expect(run('apply').code).toBe(0)
      expect(readdirSync(units)).toEqual(expect.arrayContaining([`${off}.enabled`, `${off}.active`]))
      expect(run('undo').code).toBe(0)
    } finally {
      process.env.PATH = path
      delete process.env.UNITS
    }
    const left = readdirSync(units).filter(name => !['systemctl', 'asked'].includes(name))
    expect(left.sort()).toEqual([...before].sort())
    expect(readFileSync(join(units, 'asked'), 'utf8')).toContain(asked)
  }
})

const live = needs('sysctl', 'root', 'namespaces')
live('a value that the kernel does not take back is told, and what else was done is undone', () => {
  const path = join(home, 'values.conf')
  writeFileSync(path, 'one\n')
  const write = (key: string, value: string) => ({ argv: ['sysctl', '-q', '-w', `${key}=${value}`] })
  const plan = editPlan(path, Buffer.from('one\n'), insertion('x'), [
    step('s', {
      kind: 'command',
      commands: [write('net.ipv4.ip_default_ttl', '63'), write('net.ipv4.tcp_syn_retries', '5')],
      keeps: ['net.ipv4.ip_default_ttl', 'net.ipv4.tcp_syn_retries'],
    }),
  ])
  const folder = mkdtempSync(join(home, 'live-'))
  writeFileSync(join(folder, 'plan.sh'), planSh(plan))
  const lines = [
    'sysctl -qw net.ipv4.ip_default_ttl=61 net.ipv4.tcp_syn_retries=4',
    'sh "$0/plan.sh" apply > /dev/null',
    'sysctl -n net.ipv4.ip_default_ttl net.ipv4.tcp_syn_retries',
    'sed -i "s/ip_default_ttl = 61/ip_default_ttl = 999/" "$0"/state/*/2.live',
    'sh "$0/plan.sh" undo > /dev/null || echo "exit $?"',
    'sysctl -n net.ipv4.ip_default_ttl net.ipv4.tcp_syn_retries',
  ]
  const done = spawnSync('unshare', ['-n', 'sh', '-c', lines.join('\n'), folder], {
    env: { ...process.env, CONFWARD_STATE: join(folder, 'state') },
    encoding: 'utf8',
  })
  expect(done.stdout.split('\n')).toEqual(['63', '5', 'exit 1', '63', '4', ''])
  expect(done.stderr).toContain('keeps values until the next boot')
  expect(readFileSync(path, 'utf8')).toBe('one\n')
})

needs('shellcheck')('the script is clean for shellcheck and runs nothing without a verb', () => {
  const path = join(home, 'clean.sh')
  const plan = editPlan('/etc/x y.conf', Buffer.from('one\n'), insertion("é'%$x`\r\n"), [
    step('d', { kind: 'decide', question: says, options: [says] }),
    step('c', {
      kind: 'command',
      commands: [{ argv: ['ls', '$HOME', "it's"] }],
      creates: ['/a b'],
      unless: { argv: ['test', '-d', '/sys/module/nf_conntrack'] },
      keeps: ['net.ipv4.ip_forward'],
      units: ["it's.service"],
      undone: both,
      undo: [{ argv: ['true'] }],
      risk: 'lockout',
    }),
    step('k', {
      kind: 'check',
      checks: [{ argv: ['true'], says, expect: { contains: '$x', lacks: '`', fails: false } }],
    }),
  ])
  writeFileSync(path, planSh(plan))
  execFileSync('shellcheck', ['-s', 'sh', path])
  expect(execFileSync('sh', [path], { encoding: 'utf8' })).toContain('usage: ')
})
