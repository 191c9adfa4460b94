import { expect, test } from 'vitest'
import { lateTexts } from '../../src/dev/late-texts.ts'

const transform = lateTexts.transform as unknown as (code: string, id: string) => string | null

test('a rule is made without its texts, in the order the class takes', () => {
  const code = `export const rule: Rule<M> = defineRule<M>({
  id: 'nginx/x', format: 'nginx', title: { en: 'a', zh: 'b' }, severity: 'low', confidence: 'high', tags: ['t'],
  messages: { one: shared }, defaults: {}, *check(model) { yield model },
})
`
  expect(transform(code, '/src/rules/nginx/x.ts')).toBe(`import { LateRule } from "\\u0000late-texts"
export const rule: Rule<M> = new LateRule('nginx/x', 'nginx', 'low', 'high', ['t'], {}, function* (model) { yield model }, () => ({ title: { en: 'a', zh: 'b' }, messages: { one: shared } }))
`)
})

test('what is no such literal stays', () => {
  const rest = `format: 'nginx', severity, confidence, tags, messages, title, defaults`
  for (const literal of [
    `{ id, ${rest}, ...more }`,
    `{ id, ${rest}, check, other: 1 }`,
    `{ id, ${rest}, get check() {} }`,
  ])
    expect(transform(`export const rule = defineRule(${literal})`, '/src/rules/nginx/x.ts')).toBeNull()
  expect(transform('export const rule = defineRule({})', '/src/engine/x.ts')).toBeNull()
})
