import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyEdits, changedLines, decode, type Edit, unifiedDiff } from '../../src/text/index.ts'
import fc from '../random.ts'

const edit = (start: number, end: number, text: string): Edit => ({ path: 'f', span: { start, end }, text })

/** What `git apply` and `patch -p1` make of a file. */
function applied(path: string, before: string | undefined, diff: string): string[] {
  return [
    ['git', 'apply', '--whitespace=nowarn', '-'],
    ['patch', '-p1', '-s', '--binary'],
  ].map(([program, ...args]) => {
    const cwd = mkdtempSync(join(tmpdir(), 'confward-diff-'))
    try {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      if (before !== undefined) writeFileSync(join(cwd, path), before)
      execFileSync(program as string, args, { cwd, input: diff, stdio: ['pipe', 'pipe', 'pipe'] })
      return readFileSync(join(cwd, path), 'utf8')
    } finally {
      rmSync(cwd, { recursive: true, force: true })
    }
  })
}

describe('changedLines', () => {
  it('inserts whole lines without touching the neighbours', () => {
    expect(changedLines(decode('f', 'a\nb\n'), [edit(2, 2, 'x\n')])).toEqual([{ at: 1, before: [], after: ['x\n'] }])
    expect(changedLines(decode('f', 'a\nb\n'), [edit(1, 1, '\nx')])).toEqual([{ at: 1, before: [], after: ['x\n'] }])
  })

  it('leaves out lines that a large replacement kept', () => {
    expect(changedLines(decode('f', 'a\nb\nc\nd\n'), [edit(0, 8, 'A\nb\nc\nD\n')])).toEqual([
      { at: 0, before: ['a\n'], after: ['A\n'] },
      { at: 3, before: ['d\n'], after: ['D\n'] },
    ])
  })

  it('is empty when an edit changes nothing', () => {
    expect(unifiedDiff({ path: 'f', before: 'a\n', edits: [edit(0, 1, 'a')] })).toBe('')
  })
})

describe('unifiedDiff', () => {
  const twenty = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('')
  const cases: readonly [name: string, path: string, before: string | undefined, edits: Edit[]][] = [
    ['two hunks', 'etc/nginx/nginx.conf', twenty, [edit(0, 4, 'LINE'), edit(130, 134, 'LINE')]],
    ['touching hunks', 'f', twenty, [edit(0, 4, 'LINE'), edit(42, 46, 'LINE')]],
    ['no newline at the end, before and after', 'f', 'a\nb', [edit(2, 3, 'c')]],
    ['a newline at the end that was missing', 'f', 'a\nb', [edit(3, 3, '\nc\n')]],
    ['a file with CRLF', 'f', 'a\r\nb\r\n', [edit(3, 4, 'c')]],
    ['a new file', 'dir/new.conf', undefined, [edit(0, 0, 'a\nb\n')]],
    ['an empty file', 'f', '', [edit(0, 0, 'a\n')]],
    ['everything deleted', 'f', 'a\n', [edit(0, 2, 'b')]],
    ['a name with a blank', 'my site.conf', 'a\n', [edit(0, 1, 'b')]],
    ['a name with a quote and a tab', 'my"\tsite.conf', 'a\n', [edit(0, 1, 'b')]],
  ]
  it.each(cases)('is accepted by git and patch: %s', (_name, path, before, edits) => {
    const after = applyEdits(before ?? '', edits)
    expect(applied(path, before, unifiedDiff({ path, before, edits }))).toEqual([after, after])
  })

  it('leaves hidden lines out of the context, and is still accepted', () => {
    const before = 'a\n<key>\nsecret\nsecret\n</key>\nb\nc\n<tls-crypt>\nsecret\n</tls-crypt>\nd\n'
    const edits = [
      edit(0, 1, 'A'),
      edit(before.indexOf('b\n'), before.indexOf('b\n') + 1, 'B'),
      edit(before.length - 2, before.length - 1, 'D'),
    ]
    const diff = unifiedDiff({ path: 'f', before, edits, hidden: new Set([2, 3, 8]) })
    expect(diff).not.toContain('secret')
    const after = applyEdits(before, edits)
    expect(applied('f', before, diff)).toEqual([after, after])
    const forced = unifiedDiff({ path: 'f', before: 'a\nsecret\nb\n', edits: [edit(0, 1, 'A')], hidden: new Set([1]) })
    expect(applied('f', 'a\nsecret\nb\n', forced)).toEqual(['A\nsecret\nb\n', 'A\nsecret\nb\n'])
  })

  it('is accepted for any edits', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\r\n', '\n'), { maxLength: 30 })
      .map(lines => lines.join(''))
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', 'x', 'a\n', '\n', 'b\nx\n')), { maxLength: 4 }),
        (before, picks) => {
          const edits = disjoint(before, picks)
          const diff = unifiedDiff({ path: 'f', before, edits })
          const after = applyEdits(before, edits)
          if (after === '') return
          if (diff === '') expect(after).toBe(before)
          else expect(applied('f', before, diff)).toEqual([after, after])
        },
      ),
      { numRuns: 60 },
    )
  })
})

function disjoint(text: string, picks: readonly (readonly [number, number, string])[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  for (const [skip, length, replacement] of picks) {
    const start = at + (skip % 7)
    if (start > text.length) break
    const end = Math.min(text.length, start + length)
    edits.push(edit(start, end, replacement))
    at = end + 1
  }
  return edits
}
