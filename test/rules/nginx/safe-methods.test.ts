import { expect, test } from 'vitest'
import type { Level } from '../../../src/formats/nginx/model.ts'
import { turnsAwayWriting } from '../../../src/rules/nginx/safe-methods.ts'

test('the statements of a server are read once, however many of its places are asked about', () => {
  let reads = 0
  const level = {
    get own() {
      reads++
      return []
    },
  } as Partial<Level> as Level
  for (let place = 0; place < 3; place++) expect(turnsAwayWriting(level)).toBeUndefined()
  expect(reads).toBe(1)
})
