import { describe, expect, it } from 'vitest'
import { textBy } from '../../src/engine/guided.ts'
import { advance, begin, present } from '../../src/guide/machine.ts'
import type { State } from '../../src/guide/state.ts'
import { look } from './look.ts'

const path = 'etc/nginx/nginx.conf'
const server = (port: number, mark: string): string => `  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_set_header Host $host;
      proxy_pass http://127.0.0.1:3000${mark}
    }
  }
`
const main = (...marks: readonly string[]): string =>
  `events {}\nhttp {\n${marks.map((mark, at) => server(8080 + at, mark)).join('')}}\n`

const start = (...marks: readonly string[]): State =>
  begin({ files: { [path]: main(...marks) }, today: '2026-11-22' }, '2026-11-22')
const reply = (state: State, ...answers: readonly string[]): State =>
  answers.reduce<State>((now, answer) => advance(now, [answer]), state)
const values = (state: State): string => {
  const { question } = present(state, look()) ?? {}
  return question && 'choices' in question ? question.choices.map(({ value }) => value).join('') : ''
}
const text = (state: State): string => {
  const entry = textBy(state.standing).read(path)
  return 'text' in entry ? entry.text : ''
}

describe('a file that a repair makes readable', () => {
  const broken = start('')

  it('is repaired before anything else is asked, or left alone', () => {
    expect(broken.scene).toMatchObject({ kind: 'step', proposal: { finding: { rule: 'nginx/syntax' } } })
    expect(values(broken)).toBe('ynex')
    expect(present(broken, look())!.lines.join('\n')).toContain('+      proxy_pass http://127.0.0.1:3000;')
  })

  it('is gone through as any other then', () => {
    const whole = reply(broken, 'y')
    expect(whole.scene).toEqual({ kind: 'overview' })
    expect(whole.said.map(({ en }) => en)).toEqual([
      '1 fix verified: parsed, resolved and checked again in memory',
      'everything can be read now',
    ])
    expect(whole.reachable).toBe(start(';').reachable)
    expect(text(whole)).toBe(main(';'))
    const safe = reply(whole, 'safe')
    expect(safe).toMatchObject({ scene: { kind: 'review' } })
    expect(safe.fixes).toBeGreaterThan(1)
  })

  it('may be explained, edited and taken back meanwhile', () => {
    expect(reply(broken, 'x', '').scene).toMatchObject({ kind: 'step' })
    expect(reply(broken, 'e').scene.kind).toBe('edit')
    const again = reply(broken, 'y', 'safe', 'undo')
    expect(again.scene.kind).toBe('overview')
    const ended = start('', '')
    expect(reply(ended, 'y', 'u').scene).toEqual(ended.scene)
  })

  it('stays as it is when nobody wants the repair', () => {
    const left = reply(broken, 'n')
    expect(left.scene).toEqual({ kind: 'end', discarded: true })
    expect(text(left)).toBe(main(''))
  })

  it('gets one repair after the other', () => {
    const first = start('', '')
    const second = reply(first, 'y')
    expect(second.scene).toMatchObject({ kind: 'step', proposal: { finding: { rule: 'nginx/syntax' } } })
    expect(reply(second, 'n').scene).toEqual({ kind: 'end', discarded: true })
    expect(reply(second, 'y').scene).toEqual({ kind: 'overview' })
    expect(text(reply(second, 'y'))).toBe(main(';', ';'))
  })
})

it('nothing is asked where a part would stay unreadable', () => {
  expect(start(';;').scene).toEqual({ kind: 'end', discarded: true })
  expect(start('', ';;').scene).toEqual({ kind: 'end', discarded: true })
})
