import { describe, expect, test } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { analyze, fix } from '../../src/engine/index.ts'
import type { FixResult, Report } from '../../src/engine/types.ts'
import { inputOf, where, written } from './rules.ts'
import { type Files, main, variantsOf } from './variants.ts'

/** What a page shows for one server is repaired for several, too. Why not, where it is not. */
const alone: Readonly<Record<string, string>> = {
  'nginx/invalid-regex': 'braces of the patterns cut the blocks that are to be repeated',
  'nginx/syntax': 'of several braces or quotes that are missing nobody can tell the places',
}

interface Fixed {
  readonly before: Report
  readonly result: FixResult
  readonly files: Files
}

function fixedHost(files: Files, example: Example, id: string): Fixed {
  const input = { ...inputOf({ ...example, files, host: true }, id), files, unsafe: true }
  const before = analyze(input)
  const result = fix(input, before, finding => finding.rule === id)
  return { before, result, files: { ...files, ...Object.fromEntries(result.files) } }
}

const left = ({ result }: Fixed, id: string): string[] =>
  result.report.findings.filter(({ rule }) => rule === id).map(({ message }) => message.en)

const sole = ({ files, host }: Example): string | undefined =>
  host ? files[main] : Object.keys(files).length === 1 ? Object.values(files)[0] : undefined

const ofNginx = written.filter(([id]) => id.startsWith('nginx/') && !(id in alone))

test('there are rules to look at', () => expect(ofNginx.length).toBeGreaterThan(100))

describe.each(ofNginx)('%s', (id, _rule, page) => {
  test('what is repaired for one server is repaired for several that share files', () => {
    for (const example of page.bad) {
      const text = sole(example)
      if (text === undefined) continue
      const others = example.host ? example.files : {}
      const original = fixedHost({ ...others, [main]: text }, example, id)
      if (original.result.applied.length === 0 || left(original, id).length > 0) continue
      for (const [name, files] of variantsOf(text)) {
        const variant = fixedHost({ ...others, ...files }, example, id)
        const place = `${where(id, example)}, ${name}`
        expect(
          variant.before.findings.some(({ rule }) => rule === id),
          place,
        ).toBe(true)
        expect(left(variant, id), place).toEqual([])
        expect(
          variant.result.rejected.map(({ because }) => because.en),
          place,
        ).toEqual([])
        expect(fixedHost(variant.files, example, id).result.edits, place).toEqual([])
      }
    }
  })
})
