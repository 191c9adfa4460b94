import { describe, expect, it } from 'vitest'
import type { AnalyzeInput } from '../../../src/engine/types.ts'
import fc from '../../random.ts'
import { hostWith, plannedWith } from './host.ts'
import { escapes } from './media.ts'
import { canary, payloads, secrets } from './payloads.ts'
import { everyPlan, everyReport, type Rendered } from './render.ts'

const input = (text: string): AnalyzeInput => ({
  files: hostWith(text),
  today: '2026-11-22',
  waivers: [{ rule: 'sysctl/tcp-syncookies', reason: text, owner: text, until: '2026-12-24' }],
  hashes: true,
})

const through = (outputs: readonly Rendered[]): string[] =>
  outputs.flatMap(({ name, text }) => escapes(name, text).map(each => `${name}: ${each}`))

function groups<T>(all: readonly T[], size: number): T[][] {
  return all.flatMap((_, at) => (at % size === 0 ? [all.slice(at, at + size)] : []))
}

describe('nothing of a hostile text acts', () => {
  it.each(Object.entries(payloads))('in any report: %s', async (_, text) =>
    expect(through(await everyReport(input(text)))).toEqual([]),
  )

  it.each(groups(Object.values(payloads), 6))('in any plan: %j', async (...texts) =>
    expect(through(await everyPlan({ files: plannedWith(texts) }))).toEqual([]),
  )

  it('although it reaches every report and plan', async () => {
    const outputs = [...(await everyReport(input(canary))), ...(await everyPlan({ files: plannedWith([canary]) }))]
    expect(outputs.filter(({ text }) => !text.includes(canary)).map(({ name }) => name)).toEqual([])
  })

  it('on a terminal: no escape but colours and links to our own pages', async () => {
    for (const text of Object.values(payloads)) {
      const [shown] = await everyReport(input(text), ['text'])
      const rest = shown?.text.replace(/\x1b\[\d+m/g, '') ?? ''
      expect(escapes('text', rest)).toEqual([])
    }
  })

  it('in any mixture', async () => {
    const mixture = fc.array(fc.constantFrom(...Object.values(payloads)), { minLength: 2, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(mixture, async parts => {
        expect(through(await everyReport(input(parts.join(''))))).toEqual([])
      }),
      { numRuns: 8 },
    )
  })
})

describe('the judge', () => {
  it.each([
    ['html', '<!DOCTYPE html>\n<p>"><zq9></p>'],
    ['html', '<p title="" onzq9="x">x</p>'],
    ['html', '<a href="javascript:zq9()">x</a>'],
    ['html', '<p>a < b</p>'],
    ['map-svg', '<svg><script>zq9()</script></svg>'],
    ['markdown', '# Report\n\n[zq9](javascript:zq9)'],
    ['markdown', '# Report\n\nseen by @zq9'],
    ['markdown', '# Report\n\n# zq9'],
    ['github', '::error file=a::b\nzq9'],
    ['text', 'fine\n  ::error file=zq9::zq9'],
    ['text', 'fine ##[add-matcher]zq9'],
    ['text', '\u202ezq9'],
    ['json', '{"a": "\u2028"}'],
    ['map-mermaid', 'flowchart LR\n  click zq9 "javascript:zq9()"'],
  ])('sees what got through in %s: %j', (format, text) => expect(escapes(format, text)).not.toEqual([]))
})

describe('secrets', () => {
  const named = (outputs: readonly Rendered[], secret: string): string[] =>
    outputs.filter(({ text }) => text.includes(secret)).map(({ name }) => name)

  it('are in no output', async () => {
    const outputs = [...(await everyReport(input('plain'))), ...(await everyPlan({ files: plannedWith(['plain']) }))]
    expect(secrets.flatMap(secret => named(outputs, secret).map(name => `${secret} in ${name}`))).toEqual([])
  })
})
