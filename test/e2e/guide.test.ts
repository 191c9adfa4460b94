import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect } from 'vitest'
import { needs } from '../oracle/needs.ts'
import { Workspace } from './cli.ts'
import { onTerminal, plain, type Step } from './terminal.ts'

/** Sessions are driven by a script. */
const it = needs('python3')

const sysctl = 'etc/sysctl.d/10-ours.conf'
const files = {
  [sysctl]: '# ours\nnet.ipv4.tcp_syncookies = 0\n',
  'etc/nginx/nginx.conf': `events {}
http {
    server {
        listen 80;
        server_name api.example.com;
        location / {
            proxy_pass http://127.0.0.1:3000;
        }
    }
}
`,
}
const repaired = '# ours\nnet.ipv4.tcp_syncookies = 1\n'
const enter = '\r'
const interrupt = '\x03'
const down = '\x1b[B'

const spaces: Workspace[] = []
const open = (content: Readonly<Record<string, string>> = files): Workspace => {
  const space = new Workspace(content)
  spaces.push(space)
  return space
}
afterEach(() => {
  for (const space of spaces.splice(0)) space.remove()
})

const overview: Step = { wait: 'How do you want', send: enter }
/** The second file: only the kernel setting is chosen. */
const byFile: Step[] = [
  { wait: 'How do you want', send: down + enter },
  { wait: 'Which file?', send: down + enter },
]
const chosen: Step[] = [...byFile, { wait: 'Which of them?', send: enter }]
const applied: Step[] = [...chosen, { wait: 'Apply?', send: `y${enter}` }]

describe('a session at a terminal', () => {
  it('writes after the review, prints the plan, and can be taken back', () => {
    const space = open()
    const seen = onTerminal(
      space,
      ['guide', 'etc'],
      [...applied, { wait: 'What now?', read: sysctl, send: enter }, { wait: 'Keep it?', read: sysctl, send: enter }],
    )
    expect(seen).toMatchObject({ status: 0, missing: null })
    expect(seen.kept).toEqual([files[sysctl], repaired])
    expect(plain(seen.output)).toContain('in force: sysctl --system (procps): net.ipv4.tcp_syncookies 0 → 1')
    expect(plain(seen.output)).toMatch(/run: sudo .*sysctl/)
    expect(space.read(sysctl)).toBe(repaired)
    expect(space.run('undo').code).toBe(0)
    expect(space.state()).toEqual(files)
  })

  it('is the same as fix -i', () => {
    const seen = onTerminal(open(), ['fix', '-i', 'etc'], [{ wait: 'How do you want', send: interrupt }])
    expect(seen.status).toBe(130)
  })

  it('saves a patch that applies, and touches nothing else', () => {
    const space = open()
    const patch = { wait: 'Name of the patch', send: enter }
    const steps = [...applied, { wait: 'What now?', send: down + enter }, patch, { wait: 'Keep it?', send: enter }]
    expect(onTerminal(space, ['guide', 'etc'], steps)).toMatchObject({ status: 0, missing: null })
    const { 'confward.patch': saved, ...rest } = space.state()
    expect(rest).toEqual(files)
    expect(saved).toContain('+net.ipv4.tcp_syncookies = 1')
  })

  it('never replaces a file by a patch', () => {
    const space = open({ ...files, 'confward.patch': 'mine' })
    const steps = [...applied, { wait: 'What now?', send: down + enter }, { wait: 'Name of the patch', send: enter }]
    const seen = onTerminal(
      space,
      ['guide', 'etc'],
      [...steps, { wait: 'there is a file of that name', send: interrupt }],
    )
    expect(seen).toMatchObject({ status: 130, missing: null })
    expect(space.read('confward.patch')).toBe('mine')
  })

  it('writes nothing when a file changed meanwhile, says so, and goes on', () => {
    const space = open()
    const steps: Step[] = [
      ...applied,
      { wait: 'What now?', write: sysctl, send: enter },
      { wait: 'has changed since it was read' },
      { wait: '', send: interrupt },
    ]
    expect(onTerminal(space, ['guide', 'etc'], steps)).toMatchObject({ status: 130, missing: null })
    expect(space.state()).toEqual({ ...files, [sysctl]: `${files[sysctl]}# changed meanwhile\n` })
  })
})

describe('a file that lacks a semicolon', () => {
  const broken = {
    ...files,
    'etc/nginx/nginx.conf': files['etc/nginx/nginx.conf'].replace('3000;', '3000'),
  }
  const where = 'etc/nginx/nginx.conf:8:9: unexpected "}"'

  it('gets it first, and what else is wanted with it', () => {
    const space = open(broken)
    const steps: Step[] = [
      { wait: 'Apply?', read: 'etc/nginx/nginx.conf', send: `y${enter}` },
      ...applied,
      { wait: 'What now?', send: enter },
      { wait: 'Keep it?', send: enter },
    ]
    const seen = onTerminal(space, ['guide', 'etc'], steps)
    expect(seen).toMatchObject({ status: 0, missing: null })
    expect(plain(seen.output)).toContain(where)
    expect(space.state()).toMatchObject({ ...files, [sysctl]: repaired })
  })

  it('is left as it is, with all others, when that is not wanted', () => {
    const space = open(broken)
    const seen = onTerminal(space, ['guide', 'etc'], [{ wait: 'Apply?', send: `n${enter}` }])
    expect(seen).toMatchObject({ status: 3, missing: null })
    expect(plain(seen.output)).toContain('nothing was written')
    expect(space.state()).toEqual(broken)
  })
})

describe('an interrupt leaves every file as it was', () => {
  const waive: Step[] = [...chosen, { wait: 'Apply?', send: `w${enter}` }]
  const stages: readonly (readonly [name: string, before: readonly Step[], wait: string])[] = [
    ['overview', [], 'How do you want'],
    ['picking', [byFile[0] as Step], 'Which file?'],
    ['choosing', byFile, 'Which of them?'],
    ['a fix', chosen, 'Apply?'],
    ['explaining', [...chosen, { wait: 'Apply?', send: `x${enter}` }], 'Back to the fix?'],
    ['editing', [...chosen, { wait: 'Apply?', send: `e${enter}` }], 'Write instead'],
    ['the reason of a waiver', waive, 'Why is it accepted?'],
    ['its last day', [...waive, { wait: 'Why', send: `x${enter}` }, { wait: 'Who', send: enter }], 'Last day'],
    ['the review', applied, 'What now?'],
    ['naming a patch', [...applied, { wait: 'What now?', send: down + enter }], 'Name of the patch'],
  ]
  it.each(stages)('at %s', (_, before, wait) => {
    const space = open()
    const seen = onTerminal(space, ['guide', 'etc'], [...before, { wait, send: interrupt }])
    expect(seen).toMatchObject({ status: 130, missing: null })
    expect(space.state()).toEqual(files)
    expect(existsSync(join(space.cwd, 'confward.waivers.yaml'))).toBe(false)
    // The cursor is shown again.
    expect(seen.output.lastIndexOf('\x1b[?25h')).toBeGreaterThanOrEqual(seen.output.lastIndexOf('\x1b[?25l'))
  })

  it('so does the end of the input', () => {
    const space = open()
    const seen = onTerminal(space, ['guide', 'etc'], [{ wait: 'How do you want', send: '\x04' }])
    expect(seen).toMatchObject({ status: 130, missing: null })
    expect(space.state()).toEqual(files)
  })
})

describe('a terminal', () => {
  it('may change its size', () => {
    const small = [8, 30] as const
    const steps: Step[] = [
      { wait: 'How do you want', resize: small },
      { wait: '', send: down + enter },
      { wait: 'Which file?', resize: [50, 160], send: down + enter },
      { wait: 'Which of them?', resize: small, send: enter },
      { wait: 'Apply?', resize: [24, 80], send: `n${enter}` },
      { wait: 'What now?', send: interrupt },
    ]
    expect(onTerminal(open(), ['guide', 'etc'], steps)).toMatchObject({ status: 130, missing: null })
  })

  it('may speak Chinese', () => {
    const space = open()
    const steps: Step[] = [
      { wait: '如何处理', send: down + enter },
      { wait: '哪个文件', send: down + enter },
      { wait: '处理哪些', send: enter },
      { wait: '应用？', send: `w${enter}` },
      { wait: '为何接受', send: `压力测试 – ünïcode${enter}` },
      { wait: '由谁接受', send: `运维组${enter}` },
      { wait: '接受截止日', send: enter },
      { wait: '接下来', send: enter },
    ]
    const seen = onTerminal(space, ['guide', 'etc'], steps, { env: { LANG: 'zh_CN.UTF-8' } })
    expect(seen).toMatchObject({ status: 0, missing: null })
    expect(Buffer.from(space.read('confward.waivers.yaml'), 'latin1').toString()).toMatch(
      /rule: sysctl\/tcp-syncookies[\s\S]*reason: 压力测试 – ünïcode[\s\S]*owner: 运维组/,
    )
    expect(space.read(sysctl)).toBe(files[sysctl])
    expect(space.run('check', '--rule', 'sysctl/tcp-syncookies', 'etc').code).toBe(0)
  })

  it('gets no colours when none are wanted', () => {
    const steps = [{ wait: 'How do you want', send: interrupt }]
    const seen = onTerminal(open(), ['guide', '--color', 'never', 'etc'], steps)
    expect(seen.output).not.toMatch(/\x1b\[\d+m/)
  })

  it('is not acted upon by what stands in a file', () => {
    const name = '\x1b]0;owned\x07\x1b[2J\x9b5m\u202eevil\u2066'
    const hostile = files['etc/nginx/nginx.conf'].replace('api.example.com', `"${name}"`).replace('/ {', `"/${name}" {`)
    const space = open({ 'etc/nginx/nginx.conf': hostile })
    const steps: Step[] = [
      overview,
      { wait: 'Which of them?', send: enter },
      { wait: 'y) yes', send: `x${enter}` },
      { wait: 'Back to the fix?', send: enter },
      { wait: 'q) stop', send: `q${enter}` },
      { wait: 'What now?', send: interrupt },
    ]
    const seen = onTerminal(space, ['guide', 'etc'], steps)
    expect(seen).toMatchObject({ status: 130, missing: null })
    const rest = seen.output.replace(/\x1b\]8;;[!-~]*\x1b\\/g, '')
    expect(rest).not.toMatch(/\x1b\]|\x07|\x1b\[2J|[\x80-\x9f\u202a-\u202e\u2066-\u2069]/)
    expect(seen.output).toContain('\\u{202e}evil')
  })
})

describe('without a terminal', () => {
  it('says how to do the same, and exits 2', () => {
    const space = open()
    for (const command of [['guide'], ['fix', '-i']]) {
      const { code, stdout, stderr } = space.run(...command, 'etc')
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/fix --write.*plan.*--answers FILE/)
    }
    expect(space.state()).toEqual(files)
  })

  it('replays what was recorded: the same files, byte for byte', () => {
    const space = open()
    const steps: Step[] = [...applied, { wait: 'What now?', send: enter }, { wait: 'Keep it?', send: enter }]
    onTerminal(space, ['guide', '--answers', 'answers.yaml', 'etc'], steps)
    const { 'answers.yaml': answers = '', ...written } = space.state()
    expect(answers).toContain('question: overview')
    const other = open({ ...files, 'answers.yaml': answers })
    const { code, stdout } = other.run('guide', '--answers', 'answers.yaml', 'etc')
    expect(code).toBe(0)
    expect(stdout).toContain('? Apply? yes')
    expect(other.state()).toEqual({ ...written, 'answers.yaml': answers })
  })

  it.each([
    ['answers: [{question: overview, answer: sideways}]', 'is no answer'],
    ['answers: [{question: overview, answer: risk}]', 'nothing answers "Which of them?" (choose)'],
    ['answers: 5', 'no list of answers'],
    ['- &a [*a]', 'no list of answers'],
  ])('writes nothing with %s', (answers, complaint) => {
    const space = open({ ...files, 'answers.yaml': answers })
    const { code, stderr } = space.run('guide', '--answers', 'answers.yaml', 'etc')
    expect(code).toBe(2)
    expect(stderr).toContain(complaint)
    expect(space.state()).toEqual({ ...files, 'answers.yaml': answers })
  })

  it('leaves half understood files alone', () => {
    const broken = { ...files, 'etc/nginx/nginx.conf': 'http {\n' }
    const space = open(broken)
    expect(space.run('guide', '--answers', 'none.yaml', 'etc').code).toBe(3)
    expect(space.state()).toEqual(broken)
  })
})
