import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { documents, readDocument, refreshed } from '../../src/dev/sessions.ts'

const root: string = fileURLToPath(new URL('../..', import.meta.url))

describe.each(documents)('%s', path => {
  const text = readDocument(path)

  test('shows what the program prints', () => {
    expect(refreshed(text)).toBe(text)
  })

  test('links to files that exist', () => {
    const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
    const links = [...prose.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, to]) => to as string)
    const broken = links
      .filter(to => !/^[a-z]+:/.test(to))
      .filter(to => !existsSync(posix.join(root, posix.dirname(path), to)))
    expect(broken).toEqual([])
  })
})
