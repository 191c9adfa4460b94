import { expect, test } from 'vitest'
import { sectionsFor } from '../../src/report/page.ts'

const page = '# x\n\n## Bad\n\n```nginx\na;\n\n\nb;\n```\n\nThe other way:\n\n```nginx\nc;\n```\n\n## 说明\n\n坏\n'

test('the prose between examples is for readers of English; no gap stays in its place', () => {
  const [, bad] = sectionsFor(page, 'zh')
  expect(bad).toMatchObject({ name: 'Bad', heading: '不安全' })
  expect(bad?.lines.join('\n').trim()).toBe('```nginx\na;\n\n\nb;\n```\n\n```nginx\nc;\n```')
  expect(sectionsFor(page, 'en')[0]?.lines).toContain('The other way:')
})
