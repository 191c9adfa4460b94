import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultTarget, parseVersion, type Target } from '../../src/target/index.ts'
import recorded from '../fixtures/nginx/later-verdicts.json' with { type: 'json' }
import { cases, predict, whole } from './nginx-verdict-texts.ts'

/**
 * What later daemons said to the same texts: the line they named, 0 where they refused without one, -1 where they loaded
 * it. Recorded from the packages of Debian 13 and of its unstable release (with PCRE2 10.46 and 10.48), each run with its
 * own libraries; texts whose answer hangs on files of the machine were left out.
 */
const answers: Readonly<Record<string, Readonly<Record<string, number>>>> = recorded

const target = (revision: string): Target => ({
  ...defaultTarget,
  nginx: parseVersion(revision) as readonly number[],
  nginxPackage: revision,
  pcre2: [10, 46],
  distribution: { id: 'debian', version: '13' },
  assumed: [],
})

/** Texts of which we know that they are not judged as these daemons do. */
const different = [
  // Patterns that only the newer library refuses: we take what we do not know.
  'rewrite "\\x" /x;',
  'rewrite "\\xZZ" /x;',
  'rewrite "(?<=a*)d" /x;',
  'rewrite "(*plb:a+)" /x;',
  // A newer headers-more, the same directives.
  'more_set_headers -a',
  // 1.30.6 takes less for a character of UTF-8; since when is not known.
  'charset_map a utf-8 { C0 D18ED18ED18E; }',
]

const key = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10)

describe('verdicts agree with later daemons', () => {
  it.each(Object.entries(answers))('%s: same verdict, same line', (revision, truths) => {
    const texts = cases.map(([around, text]) => whole(around, text)).filter(text => truths[key(text)] !== undefined)
    expect(texts.length).toBeGreaterThan(1000)
    const differ = texts.flatMap(text => {
      const ours = predict(text, target(revision))
      const line = ours.loads ? -1 : (ours.line ?? 0)
      if (line === truths[key(text)] || different.some(part => text.includes(part))) return []
      return [`${text}\n  nginx: ${truths[key(text)]}, ours: ${line} ${ours.says}`]
    })
    expect(differ.join('\n')).toBe('')
  })
})
