import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Plan, score, scoreAfter } from '../../src/engine/index.ts'
import { changed } from '../../src/engine/seen.ts'
import { memoryStore } from '../../src/files/index.ts'
import { render } from '../../src/report/html/index.ts'
import { prose } from '../../src/report/html/prose.ts'
import { html, Markup } from '../../src/report/medium/html.ts'
import { behind, view } from './sample.ts'

const files = {
  'etc/nginx/nginx.conf': `events {}
http {
  server { listen 80; server_name a.example; location / { proxy_pass http://10.0.0.1:8080; } }
}
`,
}
const { report, behind: host } = behind(files)
const shown = view({
  behind: host,
  source: path => {
    const entry = memoryStore(files).read(path)
    return 'text' in entry ? entry : undefined
  },
})
const page = render(report, shown)

/** Names of elements that are opened and never closed, or closed without being open. */
function unbalanced(text: string): string[] {
  const single = new Set(['meta', 'link', 'br', 'hr', 'img', '!doctype'])
  const open: string[] = []
  const wrong: string[] = []
  for (const [, slash, name = '', self] of text.matchAll(/<(\/?)([a-z!][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/gi)) {
    if (self || single.has(name.toLowerCase())) continue
    if (!slash) open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

const planned = (): Plan => host.plan() as Plan

describe('the page', () => {
  test('has no script, no handler, no address that loads something, no style of its own elements', () => {
    expect(page).not.toMatch(
      /<script|<iframe|<img|<link|<object|<embed|<form|\son[a-z]+=|javascript:|\sstyle=|url\(|@import/i,
    )
    expect(
      [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to).filter(to => !/^(#|https:\/\/)/.test(to ?? '')),
    ).toEqual([])
  })

  test('allows nothing but its one style sheet, which has the hash that the policy names', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`)
    expect(page.match(/<style/g)).toHaveLength(1)
  })

  test('is well formed', () => {
    expect(unbalanced(page)).toEqual([])
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, to] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(to)
  })

  test('tells the score now and after the plan, and why it is capped', () => {
    const now = score(report)
    expect(page).toContain(`>${now.value}</text>`)
    expect(page).toContain(`>${scoreAfter(report, planned()).value}</text>`)
    for (const { limit, because } of now.caps) expect(page).toContain(`at most ${limit}: ${because.en}`)
  })

  test('shows every open finding with its place and its line, and every step', () => {
    for (const finding of report.findings) {
      expect(page).toContain(`${finding.path}:${finding.line}:${finding.column}`)
      expect(page).toContain(html`${finding.message.en}`.text)
    }
    expect(page).toContain('<mark>listen 80;</mark>')
    for (const [at] of planned().steps.entries()) expect(page).toContain(`id="step-${at + 1}"`)
  })

  test('lists what the plan leaves to a person, and nothing else', () => {
    const { left } = planned()
    const list = /<section id="plan">[\s\S]*?<\/section>/.exec(page)?.[0].match(/<ul>[\s\S]*?<\/ul>/)?.[0] ?? ''
    expect(left.length).toBeGreaterThan(0)
    expect(list.match(/<li>/g)).toHaveLength(left.length)
    for (const { rule, path, line, message } of left)
      expect(list).toContain(html`<code>${rule}</code> <code>${path}:${line}</code> ${message.en}</li>`.text)
  })

  test('names the rules that were asked without a finding', () => {
    const failed = new Set(report.findings.map(({ rule }) => rule))
    const list = /<details class="passed">[\s\S]*?<\/details>/.exec(page)?.[0] ?? ''
    for (const { rule } of report.controls) expect(list.includes(`<code>${rule}</code>`), rule).toBe(!failed.has(rule))
  })

  test('shows values in force with where they come from', () => {
    expect(page).toMatch(
      /<code>proxy_pass<\/code><\/th><td><code>http:\/\/10\.0\.0\.1:8080<\/code><\/td><td>etc\/nginx\/nginx\.conf:3/,
    )
  })

  test('lists what was waived, by whom and until when', () => {
    const [first, ...rest] = report.findings
    const waived = { kind: 'file', reason: 'moved next week', owner: 'ops', until: '2026-12-31' } as const
    const text = render({ ...report, findings: [changed(first!, { waived }), ...rest] }, shown)
    expect(text).toContain('<td>moved next week</td><td>ops</td><td>2026-12-31</td>')
  })

  test('speaks Chinese', () => {
    const text = render(report, { ...shown, lang: 'zh' })
    expect(text).toContain('<html lang="zh-CN">')
    for (const word of ['暴露面图', '整改计划', '生效配置', '完成计划后']) expect(text).toContain(word)
    expect(unbalanced(text)).toEqual([])
  })

  test('is the same for the same input', () => expect(render(report, shown)).toBe(page))
})

test('text becomes markup only when it was markup', () => {
  expect(html`<b title="${'"<&\x1b'}">${['<i>', new Markup('<u>'), undefined, 3]}</b>`.text).toBe(
    '<b title="&quot;&lt;&amp;\\x1b">&lt;i&gt;<u>3</b>',
  )
})

test('prose of a page: paragraphs, lists, code, links to the web only', () => {
  const lines = [
    'One `a<b`',
    'line.',
    '',
    '- [x](https://e.example/?a&b)',
    '- [y](javascript:z) <https://f.example>',
    '',
    '```nginx',
    'no',
    '```',
  ]
  expect(prose(lines).text).toBe(
    '<p>One <code>a&lt;b</code> line.</p><ul><li><a href="https://e.example/?a&amp;b" rel="noreferrer">x</a></li>' +
      '<li>[y](javascript:z) <a href="https://f.example" rel="noreferrer">https://f.example</a></li></ul>',
  )
})
