import { describe, expect, it } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'
import { commandHelp, overview } from '../../src/cli/command/help.ts'
import { commands } from '../../src/cli/commands.ts'
import { completionScript, shells } from '../../src/cli/completion.ts'
import { options } from '../../src/cli/option.ts'
import { programOf } from '../../src/cli/run.ts'

const read = (line: string): { command: string; operands: readonly string[] } => {
  const { command, operands } = readArguments(line === '' ? [] : line.split(' '))
  return { command: command.name, operands }
}

describe('readArguments', () => {
  it.each([
    ['', { command: 'check', operands: [] }],
    ['a.conf b.conf', { command: 'check', operands: ['a.conf', 'b.conf'] }],
    ['check check', { command: 'check', operands: ['check'] }],
    ['--stats fix a', { command: 'fix', operands: ['a'] }],
    ['-', { command: 'check', operands: ['-'] }],
    ['check -- --odd', { command: 'check', operands: ['--odd'] }],
    ['./fix', { command: 'check', operands: ['./fix'] }],
  ])('%j', (line, expected) => {
    expect(read(line)).toEqual(expected)
  })

  it.each([
    ['zh-CN', 'zh'],
    ['zh_CN.UTF-8', 'zh'],
    ['EN', 'en'],
    ['en-GB', 'en'],
  ])('takes the language of a locale: %s', (locale, lang) => {
    expect(readArguments(['--lang', locale]).value('lang')).toBe(lang)
  })

  it('takes no other language for one of its own', () => {
    expect(() => readArguments(['--lang', 'english'])).toThrow('english')
    expect(() => readArguments(['--lang', 'de'])).toThrow('de')
  })

  it('gives the last value of an option, and all of a repeated one', () => {
    const given = readArguments(['-f', 'text', '--format=sarif=a=b.sarif', '--fail-on', 'low', '--fail-on', 'high'])
    expect(given.values('format')).toEqual(['text', 'sarif=a=b.sarif'])
    expect(given.value('fail-on')).toBe('high')
    expect(given.flag('exit-zero')).toBe(false)
    expect(given.value('baseline')).toBeUndefined()
  })

  it.each([['--baseline', '-f'], ['--baseline', '--stats'], ['-b']])('takes no option for a value: %j', (...line) => {
    expect(() => readArguments(line)).toThrow(/needs a value/)
  })

  it('takes the word behind an option with a value that may be left out, when that is one', () => {
    const isFile = (word: string): boolean => word === 'file'
    const given = (...line: string[]): unknown => {
      const { value, operands } = readArguments(line, isFile)
      return [value('live'), operands]
    }
    expect(given('--live')).toEqual(['', []])
    expect(given('check', '--live', 'file', 'path')).toEqual(['file', ['path']])
    expect(given('--live', 'path')).toEqual(['', ['path']])
    expect(given('path', '--live', '-f', 'json')).toEqual(['', ['path']])
    expect(given('--live=path', 'file')).toEqual(['path', ['file']])
    expect(given('--live=', 'file')).toEqual(['', ['file']])
  })

  it('does not take names of Object for options', () => {
    for (const name of ['--constructor', '--toString', '--__proto__=x', '--hasOwnProperty'])
      expect(() => readArguments([name])).toThrow(/unknown option/)
  })
})

describe('the tables', () => {
  it('name only options that exist, and each option is used', () => {
    const used = new Set([...commands.values()].flatMap(command => command.options))
    for (const name of used) expect(options.has(name), name).toBe(true)
    expect([...options.keys()].filter(name => !used.has(name) && name !== 'version')).toEqual([])
  })

  it('have unique short names', () => {
    const shorts = [...options.values()].flatMap(({ short }) => short ?? [])
    expect(new Set(shorts).size).toBe(shorts.length)
  })

  it.each(['en', 'zh'] as const)('give complete help in %s', lang => {
    const text = overview({ lang })
    for (const command of commands.values()) {
      expect(text).toContain(`  ${command.name}`)
      const help = commandHelp(command, { lang })
      for (const name of command.options) expect(help).toContain(`--${name}`)
    }
  })

  it.each(shells)('give completions for %s that name each option', shell => {
    const script = completionScript(shell, {
      lang: 'en',
      rules: ['nginx/x'],
      baselines: ['own'],
      formats: () => ['text'],
    })
    for (const name of options.keys()) if (name !== 'version') expect(script).toContain(name)
    expect(script).toContain('nginx/x')
  })

  it('load every command', async () => {
    for (const name of commands.keys()) {
      const program = await programOf(readArguments([name], () => false))
      expect(typeof program.run, name).toBe('function')
    }
  })
})
