import { describe, expect, it } from 'vitest'
import { lineHashes } from '../../src/report/sarif/line-hash.ts'

const hashes = (text: string): readonly string[] => lineHashes({ path: 'f', text, encoding: 'utf8' }).slice(1)

// The expectations are those of the tests of github/codeql-action (src/fingerprints.test.ts).
describe('lineHashes', () => {
  it('hashes an empty file', () => {
    expect(hashes('')).toEqual(['c129715d7a2bc9a3:1'])
  })

  it.each(['\n', '\r\n', '\r'])('hashes lines that end in %j, leaving out blanks', end => {
    expect(hashes([' a', 'b', '  \t\tc', ' d'].join(end))).toEqual([
      '271789c17abda88f:1',
      '54703d4cd895b18:1',
      '180aee12dab6264:1',
      'a23a3dc5e078b07b:1',
    ])
  })

  it('hashes lines with several words', () => {
    expect(hashes(' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End')).toEqual([
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ])
  })

  it('counts lines that hash alike', () => {
    const line = 'x'.repeat(100)
    expect(new Set(hashes(`${line}\n${line}\n${line}\n`)).size).toBe(4)
    expect(
      hashes(`${line}\n`.repeat(5))
        .slice(0, 3)
        .map(hash => hash.split(':')[1]),
    ).toEqual(['1', '2', '3'])
  })
})
