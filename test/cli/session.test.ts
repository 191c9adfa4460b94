import { describe, expect, it } from 'vitest'
import { localeOf, wantsColor } from '../../src/cli/process-session.ts'

describe('colour', () => {
  it.each([
    [{}, true, undefined, true],
    [{}, false, undefined, false],
    [{ TERM: 'dumb' }, true, undefined, false],
    [{ NO_COLOR: '1' }, true, undefined, false],
    [{ NO_COLOR: '' }, true, undefined, true],
    [{ FORCE_COLOR: '1' }, false, undefined, true],
    [{ FORCE_COLOR: '0' }, true, undefined, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, undefined, false],
    [{ NO_COLOR: '1' }, false, 'always', true],
    [{ FORCE_COLOR: '1' }, true, 'never', false],
    [{}, false, 'auto', false],
  ])('with %j, terminal %j, --color %s: %j', (env, terminal, asked, expected) => {
    expect(wantsColor(env, terminal, asked)).toBe(expected)
  })
})

describe('the locale', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LC_ALL: 'zh_TW', LC_MESSAGES: 'en_US' }, 'zh'],
    [{ LC_ALL: '', LANG: 'zh' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.utf8@stroke' }, 'zh'],
    [{ LANG: 'zh_CN@pinyin' }, 'zh'],
    [{ LANG: 'zh_CN.GBK' }, 'en'],
    [{ LANG: 'zh_TW.big5' }, 'en'],
    [{ LC_ALL: 'zh_CN.GB18030', LANG: 'zh_CN.UTF-8' }, 'en'],
  ])('%j means %s', (env, expected) => expect(localeOf(env)).toBe(expected))
})
