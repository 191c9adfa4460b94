import { describe, expect, test } from 'vitest'
import { severities } from '../../src/rules/rule.ts'
import { ids, reportOf, where, written } from './rules.ts'

const weight = (severity: string): number => severities.indexOf(severity as (typeof severities)[number])
const han = /\p{Script=Han}/u

test('there are rules to look at', () => expect(ids.length).toBeGreaterThan(0))

describe.each(written)('%s', (id, _rule, page) => {
  test('has a page with every section in both languages', () => {
    expect(page.title).toBe(id)
    expect(page.problems).toEqual([])
    for (const name of ['说明', '修复']) expect(page.sections.get(name)).toMatch(han)
    for (const name of ['What', 'Why', 'Fix']) expect(page.sections.get(name)).not.toMatch(han)
    expect(page.bad.length, 'Bad examples').toBeGreaterThan(0)
    expect(page.good.length, 'Good examples').toBeGreaterThan(0)
    expect(
      page.good.some(example => example.nearMiss),
      'a near miss among the Good examples',
    ).toBe(true)
  })

  test('fires on every Bad example, and nothing of its weight that is not announced fires with it', () => {
    for (const example of page.bad) {
      const { findings } = reportOf(example, id)
      const fired = findings.map(finding => finding.rule)
      expect(fired, where(id, example)).toContain(id)
      const own = Math.min(...findings.filter(finding => finding.rule === id).map(finding => weight(finding.severity)))
      const louder = findings
        .filter(finding => weight(finding.severity) <= own)
        .map(finding => finding.rule)
        .filter(other => other !== id && !example.also.includes(other))
      expect(louder, where(id, example)).toEqual([])
    }
  })

  test('is silent on every Good example', () => {
    for (const example of page.good) {
      const fired = reportOf(example, id).findings.filter(finding => finding.rule === id)
      expect(
        fired.map(finding => finding.message.en),
        where(id, example),
      ).toEqual([])
    }
  })

  test('fills every hole of its messages, in both languages', () => {
    for (const example of page.bad) {
      const own = reportOf(example, id).findings.filter(finding => finding.rule === id)
      for (const { message, related, subject } of own) {
        const texts = [message, ...related.map(one => one.message)]
        for (const { en, zh } of texts) expect(`${en} ${zh}`, where(id, example)).not.toMatch(/\{\w+\}/)
        expect(subject, where(id, example)).not.toBe('')
      }
    }
  })
})
