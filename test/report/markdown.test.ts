import { describe, expect, it } from 'vitest'
import { codeBlock, codeSpan, markdown } from '../../src/report/medium/markdown.ts'

describe('markdown', () => {
  it.each([
    ['proxy_pass to api.example.com (on *:80)', 'proxy_pass to api.example.com (on \\*:80)'],
    ['_x_ and $a$ and ~~b~~', '\\_x\\_ and \\$a\\$ and \\~\\~b\\~\\~'],
    ['[text](http://evil.example)', '\\[text\\](http\\://evil.example)'],
    ['see www.evil.example and #12 and @team', 'see www\\.evil.example and \\#12 and @\u{2060}team'],
    ['<img src=x onerror=1>', '&lt;img src=x onerror=1&gt;'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['a | b', 'a \\| b'],
    ['a\\`b', 'a\\\\\\`b'],
  ])('%j', (text, expected) => expect(markdown(text)).toBe(expected))
})

describe('code', () => {
  it('is fenced by more backticks than it holds', () => {
    expect(codeSpan('a`b')).toBe('``a`b``')
    expect(codeSpan('`')).toBe('`` ` ``')
    expect(codeBlock('```\nx\n')).toBe('````\n```\nx\n````')
  })
})
