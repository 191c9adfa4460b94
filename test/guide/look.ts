import type { Look } from '../../src/guide/look.ts'
import { pages } from '../../src/rules/pages.gen.ts'
import { rules } from '../../src/rules/registry.gen.ts'

/** A terminal without colours. */
export const look = (more: Partial<Look> = {}): Look => ({
  lang: 'en',
  color: false,
  columns: 100,
  rule: id => rules.find(rule => rule.id === id),
  page: id => pages[id],
  address: () => undefined,
  ...more,
})
