import { expect, test } from 'vitest'
import { analyze } from '../../src/index.ts'

test('a named file of no known format is a problem, never clean', () => {
  const report = analyze({ files: { 'notes.txt': 'Dear diary\n' }, roots: ['notes.txt'] })
  expect(report.problems).toMatchObject([{ path: 'notes.txt', code: 'unknown-format', warning: false }])
  expect(report.files).toEqual([{ path: 'notes.txt', format: 'unknown' }])
})

test('a named file that does not exist is a problem', () => {
  const report = analyze({ files: {}, roots: ['gone.conf'] })
  expect(report.problems).toMatchObject([{ path: 'gone.conf', code: 'unreadable' }])
  expect(report.verdicts).toEqual([])
})
