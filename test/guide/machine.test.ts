import { describe, expect, it } from 'vitest'
import { outcome, textBy } from '../../src/engine/guided.ts'
import { analyze } from '../../src/engine/index.ts'
import { fitted, sentences } from '../../src/guide/look.ts'
import { advance, begin, present } from '../../src/guide/machine.ts'
import type { Question } from '../../src/guide/question.ts'
import type { State } from '../../src/guide/state.ts'
import { columns } from '../../src/report/medium/plain.ts'
import { look } from './look.ts'

const nginx = `events {}
http {
    server {
        listen 127.0.0.1:8080;
        server_name a.example;
        location / {
            proxy_set_header Host $host;
            proxy_pass http://127.0.0.1:3000;
        }
    }
}
`
const sysctl = 'net.ipv4.tcp_syncookies = 0\n'
const files = { 'etc/nginx/nginx.conf': nginx, 'etc/sysctl.d/10-ours.conf': sysctl }
const input = { files, today: '2026-11-22' }

const question = (state: State): Question => present(state, look())!.question
const shown = (state: State): string => present(state, look())!.lines.join('\n')
const reply = (state: State, ...answers: readonly (string | readonly string[])[]): State =>
  answers.reduce<State>((now, answer) => advance(now, [answer].flat()), state)
const keys = (state: State): string => {
  const asked = question(state)
  return 'choices' in asked ? asked.choices.map(({ value }) => value).join('') : ''
}

const start = begin(input, input.today)
const findings = start.start.findings
const of = (rule: string): string => findings.find(each => each.rule === rule)!.fingerprint
const cookies = of('sysctl/tcp-syncookies')
const spoofing = of('nginx/host-spoofing')
const tokens = of('nginx/version-disclosure')
const text = (state: State, path: keyof typeof files): string => {
  const entry = textBy(state.standing).read(path)
  return 'text' in entry ? entry.text : ''
}

describe('what is said about a finding', () => {
  it.each(['en', 'zh'] as const)('is broken between words, at the width of the terminal: %s', lang => {
    const asked = reply(start, 'risk', [spoofing])
    const all = present(asked, look({ lang, columns: 60 }))!.lines
    const prose = all.slice(all.findIndex(line => /^ {2}(?:why|原因):/.test(line)))
    expect(Math.max(...prose.map(columns))).toBeLessThanOrEqual(60)
    const wide = present(asked, look({ lang, columns: 900 }))!.lines
    const words = wide.find(line => /^ {2}(?:why|原因):/.test(line))?.match(/[A-Za-z]+/g) ?? []
    // As many sentences as there is room for, and each word of them whole.
    const narrow = prose
      .slice(
        0,
        prose.findIndex(line => /^ {2}(?:involved|涉及):/.test(line)),
      )
      .join('\n')
    expect(narrow).not.toBe('')
    expect(words).toEqual(expect.arrayContaining(narrow.match(/[A-Za-z]+/g) ?? []))
  })
})

describe('the overview', () => {
  it('says the score and where it can get to', () => {
    expect(shown(start)).toMatch(/score \d+ now, \d+ reachable/)
    expect(shown(start)).toContain(`${findings.length} findings`)
  })

  it('leaves everything as it is when somebody quits', () => {
    expect(reply(start, 'quit').scene).toEqual({ kind: 'end', discarded: true })
  })

  it('takes every safe fix and none that is not', () => {
    const state = reply(start, 'safe')
    expect(state.scene.kind).toBe('review')
    expect(text(state, 'etc/sysctl.d/10-ours.conf')).toBe('net.ipv4.tcp_syncookies = 1\n')
    expect(state.fixes).toBeGreaterThan(0)
    const edited = Object.keys(files).map(path => [path, text(state, path as keyof typeof files)])
    expect(analyze({ ...input, files: Object.fromEntries(edited) }).findings.length).toBeLessThan(findings.length)
  })

  it.each(['file', 'rule'])('narrows down by %s', by => {
    const pick = reply(start, by)
    const key = by === 'file' ? 'etc/sysctl.d/10-ours.conf' : 'sysctl/tcp-syncookies'
    const asked = question(reply(pick, key))
    expect(asked.kind === 'many' && asked.choices.map(({ value }) => value)).toEqual([cookies])
  })
})

describe('choosing', () => {
  const choose = reply(start, 'risk')

  it('offers every open finding, the worst first, all of them chosen', () => {
    const asked = question(choose)
    expect(asked.kind === 'many' && asked.choices).toHaveLength(findings.length)
    expect(asked.kind === 'many' && asked.chosen).toEqual(findings.map(each => each.fingerprint))
  })

  it('goes back when nothing is chosen, and says so', () => {
    const back = reply(choose, [])
    expect(back).toMatchObject({ scene: { kind: 'overview' }, said: [{ en: 'none was chosen' }] })
  })
})

describe('a fix', () => {
  const step = reply(start, 'risk', [cookies, tokens])

  it('shows cause, diff and what is in force afterwards', () => {
    const page = shown(step)
    expect(page).toContain('1/2')
    expect(page).toContain('-net.ipv4.tcp_syncookies = 0')
    expect(page).toContain('+net.ipv4.tcp_syncookies = 1')
    expect(page).toMatch(/in force: .*net\.ipv4\.tcp_syncookies 0 → 1/)
    expect(page).toContain('could break: nothing for clients that behave.')
  })

  it('is applied in memory only', () => {
    const done = reply(step, 'y')
    expect(text(done, 'etc/sysctl.d/10-ours.conf')).toContain('= 1')
    expect(text(step, 'etc/sysctl.d/10-ours.conf')).toContain('= 0')
    expect(done.standing.analysis.report.findings.map(each => each.fingerprint)).not.toContain(cookies)
    expect(files['etc/sysctl.d/10-ours.conf']).toContain('= 0')
  })

  it('can be left out, and the rule as a whole', () => {
    expect(outcome(reply(step, 'n', 'n').standing).edits).toEqual([])
    expect(reply(step, 'd').scene.kind).toBe('step')
    expect(outcome(reply(step, 'd', 'd').standing).edits).toEqual([])
  })

  it('can be taken back', () => {
    expect(keys(step)).not.toContain('u')
    const done = reply(step, 'y')
    expect(keys(done)).toContain('u')
    const back = reply(done, 'u')
    expect(back.scene).toEqual(step.scene)
    expect(text(back, 'etc/sysctl.d/10-ours.conf')).toBe(sysctl)
    expect(back.fixes).toBe(0)
  })

  it('is explained on request, and comes back', () => {
    const page = reply(step, 'x')
    expect(shown(page)).toContain('References')
    expect(reply(page, 'y').scene).toEqual(step.scene)
  })

  it('stops at q with what was decided so far', () => {
    const review = reply(step, 'y', 'q')
    expect(review.scene.kind).toBe('review')
    expect(shown(review)).toContain('+net.ipv4.tcp_syncookies = 1')
    expect(shown(review)).toMatch(/1 fix in 1 file,.*score \d+ → \d+/)
  })
})

describe('another value', () => {
  const edit = reply(start, 'risk', [cookies], 'e')

  it('starts from what the fix writes', () => {
    const asked = question(edit)
    expect(asked.kind === 'text' && asked.usual).toBe('1')
  })

  it('is taken when it holds', () => {
    const state = reply(start, 'risk', [spoofing], 'e', 'Host a.example')
    expect(shown(state)).toContain('+            proxy_set_header Host a.example;')
    expect(text(reply(state, 'y'), 'etc/nginx/nginx.conf')).toContain('proxy_set_header Host a.example;')
  })

  it('is refused when the finding would stay', () => {
    const state = reply(edit, '0')
    expect(state.said.map(each => each.en).join()).toContain('not taken')
    expect(shown(state)).toContain('+net.ipv4.tcp_syncookies = 1')
  })

  it('cannot bring a second line', () => {
    const asked = question(edit)
    expect(asked.kind === 'text' && asked.refuse?.('1\nkernel.modules_disabled=1')).toBeTruthy()
  })
})

describe('a waiver', () => {
  const waive = reply(start, 'risk', [cookies], 'w')

  it('needs a reason and a day within bounds', () => {
    const reason = question(waive)
    expect(reason.kind === 'text' && reason.refuse?.(' ')).toBeTruthy()
    const until = question(reply(waive, 'load test', ''))
    expect(until.kind === 'text' && until.usual).toBe('2027-02-20')
    expect(until.kind === 'text' && until.refuse?.('2027-12-31')).toBeTruthy()
    expect(until.kind === 'text' && until.refuse?.('2026-11-21')).toBeTruthy()
    expect(until.kind === 'text' && until.refuse?.('2026-12-01')).toBeUndefined()
  })

  it('takes the finding out of the open ones', () => {
    const state = reply(waive, 'load test', 'net team', '2026-12-24')
    expect(state.waivers).toMatchObject([
      { rule: 'sysctl/tcp-syncookies', reason: 'load test', owner: 'net team', until: '2026-12-24' },
    ])
    const waived = state.standing.analysis.report.findings.find(each => each.fingerprint === cookies)
    expect(waived?.waived?.reason).toBe('load test')
    expect(shown(state)).toContain('load test')
    expect(reply(state, 'undo').waivers).toEqual([])
  })
})

describe('the review', () => {
  const review = reply(start, 'risk', [cookies], 'y')

  it('discards, goes back, or writes', () => {
    expect(reply(review, 'discard').scene).toEqual({ kind: 'end', discarded: true })
    expect(reply(review, 'back').scene.kind).toBe('overview')
    expect(reply(review, 'write').scene).toEqual({ kind: 'write' })
    expect(reply(review, 'patch', 'a.patch').scene).toEqual({ kind: 'write', patch: 'a.patch' })
  })

  it('offers no plan when nothing was put into it, and no other findings when none are left', () => {
    const choices = (state: State): string[] => {
      const asked = question(state)
      return 'choices' in asked ? asked.choices.map(({ value }) => value) : []
    }
    expect(choices(reply(start, 'risk', [cookies], 'n'))).toEqual(['undo', 'back', 'discard'])
    const one = begin({ files: { 'etc/sysctl.d/10-ours.conf': sysctl }, today: input.today }, input.today)
    expect(choices(reply(one, 'safe'))).not.toContain('plan')
  })

  it('asks nothing while something is to be done', () => {
    expect(present(reply(review, 'write'), look())).toBeUndefined()
  })
})

describe('a host without open findings', () => {
  it('is said to have none, and nothing is asked', () => {
    const clean = begin(
      { files: { 'site.conf': 'kernel.kptr_restrict = 1\n' }, format: 'sysctl', today: input.today },
      input.today,
    )
    expect(clean.start.findings).toEqual([])
    expect(present(clean, look())).toBeUndefined()
    expect(clean).toMatchObject({
      scene: { kind: 'end', discarded: false },
      said: [{ zh: '没有未处理的发现：无需处理' }],
    })
  })
})

describe('prose of a page', () => {
  it('ends with a whole sentence', () => {
    expect(sentences('One is 1.2 long. Two is too long.', 20)).toBe('One is 1.2 long.')
    expect(sentences('第一句。第二句很长很长很长。', 12)).toBe('第一句。')
    expect(sentences('No sentence fits here.', 8)).toBe('No sent…')
    expect(fitted('很长很长很长', 7)).toBe('很长很…')
  })
})
