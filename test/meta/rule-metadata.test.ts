import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/dev/catalogue.ts'
import { ruleFiles } from '../../src/dev/rule-files.ts'
import type { Localized } from '../../src/message/index.ts'
import { severities } from '../../src/rules/rule.ts'
import { ids, written } from './rules.ts'

const rows = new Map(catalogue().map(row => [row.id, row]))
const holes = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

function complaints(text: Localized): string[] {
  const found: string[] = []
  if (!text.en.trim() || !text.zh.trim()) found.push('empty')
  if (/[.。]$/.test(text.en) || /[.。]$/.test(text.zh)) found.push('ends with a period')
  if (/\bshould\b|应该|应当/i.test(text.en + text.zh)) found.push('says "should"')
  if (!/\p{Script=Han}/u.test(text.zh)) found.push('is not Chinese')
  if (/\p{Script=Han}/u.test(text.en)) found.push('is not English')
  if (/\p{Script=Han}[,:;]|[,:;]\p{Script=Han}|["}]:[{\p{L}]/u.test(text.zh))
    found.push('has punctuation of half width')
  return found.map(what => `${what}: ${text.en} / ${text.zh}`)
}

test('ids are unique, and every id is the name of its file', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(ruleFiles().map(({ id }) => id))
})

test('the catalogue lists every rule once', () => {
  expect(rows.size).toBe(catalogue().length)
  expect(ids.filter(id => !rows.has(id))).toEqual([])
})

describe.each(written)('%s', (id, rule) => {
  test('belongs to the format of its folder and has severity, confidence and tags', () => {
    expect(id.startsWith(`${rule.format}/`)).toBe(true)
    expect(severities).toContain(rule.severity)
    expect(['high', 'medium', 'low']).toContain(rule.confidence)
    expect(rule.tags.length).toBeGreaterThan(0)
    expect(rule.tags.filter((tag: string) => !/^[a-z][a-z0-9-]*$/.test(tag))).toEqual([])
  })

  test('has the severity of the catalogue', () => {
    expect(rule.severity).toBe(rows.get(id)?.severity)
  })

  test('speaks both languages, with the same holes', () => {
    const texts: Localized[] = [rule.title, ...(Object.values(rule.messages) as Localized[])]
    expect(texts.flatMap(complaints)).toEqual([])
    for (const text of texts) expect(holes(text.zh)).toEqual(holes(text.en))
    expect(Object.keys(rule.messages).length).toBeGreaterThan(0)
  })

  test('has defaults that its schema accepts, for every option', () => {
    if (!rule.schema) return expect(rule.defaults).toEqual({})
    const validate = new Ajv({ strict: false }).compile({ additionalProperties: false, ...rule.schema })
    expect(validate(rule.defaults), JSON.stringify(validate.errors)).toBe(true)
    expect(Object.keys(rule.schema['properties'] as object).sort()).toEqual(Object.keys(rule.defaults).sort())
  })
})
