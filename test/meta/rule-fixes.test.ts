import { describe, expect, test } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { fixed, ids, reportOf, where, written } from './rules.ts'

/** Does any finding of the rule here offer edits? */
const repairable = (example: Example, id: string): boolean =>
  reportOf(example, id).findings.some(({ rule, fixes }) => rule === id && fixes.some(fix => fix.edits.length > 0))

test('there are rules to look at', () => expect(ids.length).toBeGreaterThan(0))

describe.each(written)('%s', (id, _rule, page) => {
  test('has fixes that stand the verification, and a second run finds nothing left to do', () => {
    for (const example of page.bad.filter(one => repairable(one, id))) {
      const first = fixed(example.files, example, id)
      expect(first.rejected, where(id, example)).toEqual([])
      expect(first.applied, where(id, example)).toBeGreaterThan(0)
      const second = fixed(first.files, example, id)
      expect(second.files, where(id, example)).toEqual(first.files)
    }
  })

  test('turns the first Bad example into the first Good one, byte for byte', () => {
    const [bad, good] = [page.bad[0], page.good[0]]
    if (bad && good && repairable(bad, id)) expect(fixed(bad.files, bad, id).files).toEqual(good.files)
  })

  test('announces what its fixes change, in both languages', () => {
    const fixes = page.bad
      .flatMap(example => reportOf(example, id).findings)
      .filter(finding => finding.rule === id)
      .flatMap(finding => finding.fixes)
    for (const { title, edits, changes, steps } of fixes) {
      expect(title.en.trim()).not.toBe('')
      expect(title.zh).toMatch(/\p{Script=Han}/u)
      expect(edits.length + (steps?.length ?? 0), title.en).toBeGreaterThan(0)
      if (edits.length > 0) expect(new Set(changes).size).toBe(changes.length)
    }
  })
})
