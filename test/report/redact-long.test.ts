import { expect, it } from 'vitest'
import { redactText } from '../../src/report/redact.ts'

const secret = 'fastcgi_param DB_PASSWORD hunter2;'
const hidden = 'fastcgi_param DB_PASSWORD ***;'

it.each([0, 1, 990, 999, 1000, 1001, 1010, 2500])('behind %i characters of other lines', length => {
  const before = `${'#'.repeat(length)}\n`
  expect(redactText(`${before}${secret}\n`)).toBe(`${before}${hidden}\n`)
})

it('among many lines, and at the end of one that is longer than all others', () => {
  const others = 'listen 80;\n'.repeat(500)
  const long = `# ${'x'.repeat(3000)} `
  expect(redactText(`${others}${long}${secret}\n${others}`)).toBe(`${others}${long}${hidden}\n${others}`)
})

it('a block of key material that is longer than what is looked at in one go', () => {
  const lines = (text: string): string => `${text}\n`.repeat(200)
  const text = (body: string): string => `verb 3\n<key>\n${lines(body)}</key>\nverb 4\n`
  expect(redactText(text('MIIEvQIBADANBgkq'))).toBe(text('***'))
})
