import { afterAll, describe, expect } from 'vitest'
import { parse } from '../../src/formats/nginx/parse.ts'
import { decode, position } from '../../src/text/index.ts'
import fc from '../random.ts'
import type { Host } from './host.ts'
import { needs } from './needs.ts'
import { nginxHost } from './nginx.ts'

const piece = fc.constantFrom(
  ...[
    'a',
    'b.c',
    '"',
    "'",
    '"q r"',
    "'s'",
    '\\',
    '\\"',
    "\\'",
    '\\\\',
    '\\n',
    '$',
    '${',
    '$x',
    '{',
    '}',
    ')',
    '#',
    '# c\n',
  ],
  ...[';', ';', ';', ' ', ' ', '\n', '\r\n', '\t', '\r', 'é', '\u00a0', '\v', '\ufeff', '\u3000', '\x7f', '😀'],
  ...[
    'x'.repeat(4093),
    'x'.repeat(4094),
    'x'.repeat(4095),
    'é'.repeat(2047),
    '"y"',
    ' '.repeat(50),
    `#${'c'.repeat(4094)}`,
  ],
)
const soup = fc.array(piece, { maxLength: 25 }).map(parts => parts.join(''))

/** In `types` every statement is taken, so that what is left to complain about are words, braces and ends. */
const around = (text: string): string => `events {}\nhttp { types_hash_bucket_size 32768; types {\n${text}\n;} }\n`

describe('words and braces', () => {
  const test = needs('nginx', 'root')
  let host: Host | undefined
  afterAll(() => host?.remove())

  /** `MESSAGE LINE` of a lexical error, undefined when the daemon had none, `other` when a `}` led it out of the block. */
  function daemon(text: string): string | undefined {
    host ??= nginxHost({ 'nginx.conf': '' })
    host.write('/etc/nginx/nginx.conf', text)
    const { output } = host.run(['/usr/sbin/nginx', '-t', '-c', '/etc/nginx/nginx.conf'])
    const found = /\[emerg\] \d+#\d+: ((?:unexpected|too long) [\s\S]*?) in \/etc\/nginx\/nginx\.conf:(\d+)/.exec(
      output,
    )
    if (found) return `${found[1]} ${found[2]}`
    return /\[emerg\].*directive/.test(output) ? 'other' : undefined
  }

  function ours(text: string): string | undefined {
    const file = decode('nginx.conf', Buffer.from(text, 'utf8'))
    const problem = parse(file).problems[0]
    return problem && `${problem.message.en} ${position(file, problem.span.start).line}`
  }

  /** The daemon prints one byte of a character, and cuts texts by bytes. */
  const readable = (message: string | undefined): string | undefined =>
    message?.replace(/"[^\x20-\x7e]*"|[^\x20-\x7e]+/g, '?').replace(/\?+/g, '?')

  test('the same error at the same line, or none', () => {
    let compared = 0
    for (const text of fc.sample(soup, { numRuns: 250, seed: 17 })) {
      const whole = around(text)
      const told = daemon(whole)
      if (told === 'other') continue
      compared++
      expect([text, readable(ours(whole))]).toEqual([text, readable(told)])
    }
    expect(compared).toBeGreaterThan(150)
  })
})
