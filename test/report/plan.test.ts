import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/engine/index.ts'
import { renderPlan as json } from '../../src/report/plan-json.ts'
import { renderPlan as markdown } from '../../src/report/plan-markdown.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { renderPlan as text } from '../../src/report/plan-text.ts'
import { decode } from '../../src/text/index.ts'
import { both, view } from './sample.ts'

const before = 'server {\n  listen 80;\n}\n<key>\nabcdef0123456789\n</key>\n'
const insert = (start: number, added: string) => ({ path: 'a.conf', span: { start, end: start }, text: added })

const left = {
  fingerprint: 'f00d',
  rule: 'nginx/rate-limits',
  severity: 'medium',
  path: 'a.conf',
  line: 2,
  column: 3,
  message: both('left'),
} as const

const plan: Plan = {
  steps: [
    {
      id: 'a',
      kind: 'edit',
      title: both('Answer only'),
      needs: [],
      risk: 'outage',
      resolves: [],
      edits: [insert(9, '  return 444;\n')],
      verify: [{ argv: ['nginx', '-t'], root: true, says: both('it loads') }],
    },
    {
      id: 'b',
      kind: 'command',
      title: both('Reload'),
      needs: ['a', 'gone'],
      risk: 'none',
      resolves: [],
      commands: [{ argv: ['touch', "it's; rm -rf /"] }],
      undo: [{ argv: ['true'] }],
    },
    // Counts in the text after the first step.
    {
      id: 'c',
      kind: 'edit',
      title: both('Serve `x`'),
      needs: ['b'],
      risk: 'low',
      resolves: [],
      edits: [insert(23, '  root /w;\n')],
    },
    {
      id: 'd',
      kind: 'write',
      title: both('Unit'),
      needs: [],
      risk: 'none',
      resolves: [],
      path: 'etc/x.service',
      text: '[Service]\n',
      mode: '644',
    },
    {
      id: 'e',
      kind: 'decide',
      title: both('Which'),
      needs: [],
      risk: 'lockout',
      resolves: [],
      question: both('Which one?'),
      options: [both('this'), both('that')],
    },
  ],
  open: ['f00d'],
  left: [{ ...left, message: { en: 'no limit for "a\n# b"', zh: '没有限制' } }],
  files: [
    { path: 'a.conf', before, after: 'later' },
    { path: 'etc/x.service', before: undefined, after: '[Service]\n' },
  ],
}

describe('a plan', () => {
  it('as text: each file of a step with its own lines', () => {
    const [step] = plan.steps as [Plan['steps'][0] & { kind: 'edit' }]
    const other = { ...insert(0, '# first\n'), path: 'b.conf' }
    const files = [...plan.files, { path: 'b.conf', before: 'x\n', after: '# first\nx\n' }]
    const shown = text({ ...plan, steps: [{ ...step, edits: [...step.edits, other] }], files }, view())
    expect(shown.match(/edit: .*|\+ .*/g)).toEqual(['edit: a.conf', '+  return 444;', 'edit: b.conf'])
    expect(shown).toContain('edit: b.conf\n       @@ -1 +1,2 @@\n       +# first\n        x\n')
  })

  it('as text: steps in order, with what they change, need, check and undo', () => {
    expect(
      text(plan, view()),
    ).toBe(`The files are a copy of a host, on which the commands run: etc/… is /etc/… there. Bring each edited file to it before the check that follows

1. Answer only  [risk: may interrupt the service]
     edit: a.conf
       @@ -1,4 +1,5 @@
        server {
       +  return 444;
          listen 80;
        }
        <key>
     verify: sudo nginx -t  # it loads
     undo: put back what the diff changed

2. Reload
     after: 1
     run: touch 'it'\\''s; rm -rf /'
     undo: true

3. Serve \`x\`  [risk: low]
     after: 2
     edit: a.conf
       @@ -1,5 +1,6 @@
        server {
          return 444;
       +  root /w;
          listen 80;
        }
        <key>
     verify: the files read as the diff shows
     undo: put back what the diff changed

4. Unit
     write: etc/x.service (644)
       @@ -0,0 +1 @@
       +[Service]
     verify: the file reads as the diff shows
     undo: put back what the diff changed

5. Which  [risk: may lock you out]
     decide: Which one?
     1: this
     2: that
     verify: whoever does or decides it says that it is done
     undo: whoever did it takes it back

findings left to a person: 1
     medium nginx/rate-limits a.conf:2: no limit for "a\\x0a# b"
`)
  })

  it('takes an edit back by its diff before any command', () => {
    const [edit] = plan.steps
    const undone = { ...plan, steps: [{ ...edit!, undo: [{ argv: ['systemctl', 'reload', 'nginx'], root: true }] }] }
    expect(text(undone, view())).toContain(
      '     undo: put back what the diff changed\n     undo: sudo systemctl reload nginx\n',
    )
    expect(markdown(undone, view({ lang: 'zh' }))).toContain('- 撤销: 还原以上改动\n- 撤销: `sudo systemctl')
  })

  it('as Markdown, to tick off', () => {
    const shown = markdown(plan, view({ lang: 'zh' }))
    expect(shown).toContain('## ☐ 1. Answer only *(风险: 可能中断服务)*')
    expect(shown).toContain('```diff\n--- /dev/null\n+++ b/etc/x.service\n@@ -0,0 +1 @@\n+[Service]\n```')
    expect(shown).toContain('Serve \\`x\\`')
  })

  it('lists what is left to a person in every form, each on its line, and how many more', () => {
    const many = { ...plan, steps: [], open: [], files: [], left: Array.from({ length: 33 }, () => plan.left[0]!) }
    const line = 'medium nginx/rate-limits a.conf:2: no limit for "a\\x0a# b"'
    expect(
      text(many, view())
        .split('\n')
        .filter(each => each === `     ${line}`),
    ).toHaveLength(30)
    expect(text(many, view())).toContain('\n     … +3\n')
    const shown = markdown(many, view())
    expect(shown).toContain(
      '\n## Findings left to a person (33)\n\n- medium `nginx/rate-limits` `a.conf:2` no limit for',
    )
    expect(shown).toMatch(/\n- … \+3\n$/)
    const script = planSh(many)
    expect(script).toContain(`\n# Findings that this script leaves to a person: 33\n#   ${line}\n`)
    expect(
      script
        .split('plan=')[0]
        ?.split('\n')
        .filter(each => /^[^#\s]/.test(each)),
    ).toEqual(
      planSh(plan)
        .split('plan=')[0]
        ?.split('\n')
        .filter(each => /^[^#\s]/.test(each)),
    )
    expect(text(many, view({ lang: 'zh' }))).toContain(
      '须由人处理的发现：33\n     中危 nginx/rate-limits a.conf:2：没有限制\n',
    )
    expect(JSON.parse(json(many, view())).left).toHaveLength(33)
    expect(JSON.parse(json(plan, view())).left).toEqual([{ ...left, message: 'no limit for "a\n# b"' }])
  })

  it('keeps the secrets of the files out of that list', () => {
    const file = decode('a.conf', '<key>\nhunter2secret\n</key>\n')
    const secret = { ...plan, left: [{ ...left, message: both('"hunter2secret" is short') }] }
    const about = view({ source: path => (path === 'a.conf' ? file : undefined) })
    for (const render of [text, markdown, json, planSh]) expect(render(secret, about)).not.toContain('hunter2secret')
  })

  it('as JSON, for programs', () => {
    const value = JSON.parse(json(plan, view()))
    expect(value.steps[1]).toMatchObject({
      id: 'b',
      title: 'Reload',
      commands: [{ argv: ['touch', "it's; rm -rf /"] }],
    })
    expect(value.steps[4]).toMatchObject({ question: 'Which one?', options: ['this', 'that'] })
    expect(value.files[1]).toMatchObject({ path: 'etc/x.service', before: null })
  })

  it.each([text, markdown, json])('shows no key', render => {
    expect(render(plan, view())).not.toContain('abcdef')
  })

  it('that is empty says so', () => {
    expect(text({ steps: [], open: [], left: [], files: [] }, view())).toBe('nothing to do\n')
  })
})
