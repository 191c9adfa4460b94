import { parseArgs } from 'node:util'
import { nearest } from '../text/index.ts'
import { type Command, commands } from './commands.ts'
import { type Option, options } from './option.ts'
import { UsageError } from './usage-error.ts'

/** A command line, read and validated. */
export interface Arguments {
  readonly command: Command
  readonly operands: readonly string[]
  flag(name: string): boolean
  /** The last one given. */
  value(name: string): string | undefined
  values(name: string): readonly string[]
}

type Tokens = NonNullable<ReturnType<typeof parseArgs>['tokens']>
type Token = Extract<Tokens[number], { kind: 'option' }>

const table: Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }> = Object.fromEntries(
  [...options.values()].map(({ name, short, value, optional }) => [
    name,
    { type: value === undefined || optional ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
  ]),
)

/**
 * Reads a command line. A first operand that is no command leaves the default, `check`.
 * `takes` says whether the word behind an option whose value may be left out is that value.
 * @throws UsageError for options that do not exist, lack a value or do not belong to the command.
 */
export function readArguments(argv: readonly string[], takes: Takes = word => word === '-'): Arguments {
  const parsed = parseArgs({ args: [...argv], options: table, strict: false, allowPositionals: true, tokens: true })
  const tokens = withValues(parsed.tokens, takes)
  const operands = tokens.filter(token => token.kind === 'positional').map(token => token.value)
  const named = commands.get(operands[0] ?? '')
  const command = named ?? (commands.get('check') as Command)
  const given = new Map<string, string[]>()
  for (const token of tokens) if (token.kind === 'option') collect(given, token, command)
  return {
    command,
    operands: taken(command, named ? operands.slice(1) : operands),
    flag: name => given.has(name),
    value: name => given.get(name)?.at(-1),
    values: name => given.get(name) ?? [],
  }
}

/** An empty path is a variable of a script that nobody set: it does not mean the folder one is in. */
function taken({ name, most = Number.POSITIVE_INFINITY }: Command, operands: readonly string[]): readonly string[] {
  if (operands.includes(''))
    throw new UsageError({ en: `"${name}" got an empty word for a name`, zh: `命令 "${name}" 收到一个空的名称` })
  const more = operands[most]
  if (more === undefined) return operands
  throw new UsageError({
    en: `"${name}" takes ${most === 0 ? 'no name' : 'one name'}: "${more}" is too much`,
    zh: `命令 "${name}" ${most === 0 ? '不接受名称' : '只接受一个名称'}："${more}" 多余`,
  })
}

export type Takes = (word: string) => boolean

/** Gives an option without a value the word behind it, when that is one. */
function withValues(tokens: Tokens, takes: Takes): Tokens {
  const out: Tokens = []
  for (const token of tokens) {
    const before = out.at(-1)
    const open = before?.kind === 'option' && options.get(before.name)?.optional === true && before.value === undefined
    if (open && token.kind === 'positional' && takes(token.value))
      out[out.length - 1] = { ...before, value: token.value, inlineValue: false }
    else out.push(token)
  }
  return out
}

function collect(given: Map<string, string[]>, token: Token, command: Command): void {
  const option = options.get(token.name)
  if (!option) throw unknownOption(token.rawName, command)
  const everywhere = option.name === 'version'
  if (!everywhere && !command.options.includes(option.name))
    throw new UsageError({
      en: `--${option.name} is not an option of "${command.name}"`,
      zh: `--${option.name} 不是命令 "${command.name}" 的选项`,
    })
  const value = checked(option, token)
  const values = given.get(option.name)
  if (values) values.push(value)
  else given.set(option.name, [value])
}

function checked(option: Option, token: Token): string {
  const { rawName, inlineValue } = token
  const value = option.reads && token.value !== undefined ? option.reads(token.value) : token.value
  if (option.value === undefined) {
    if (value === undefined) return ''
    throw new UsageError({ en: `${rawName} takes no value`, zh: `${rawName} 不接受值` })
  }
  if (option.optional) return value ?? ''
  const missing = value === undefined || (!inlineValue && value.startsWith('-') && value !== '-')
  if (missing)
    throw new UsageError({
      en: `${rawName} needs a value: ${option.value}`,
      zh: `${rawName} 需要一个值：${option.value}`,
    })
  if (option.choices && !option.choices.includes(value)) throw unknownChoice(rawName, value, option.choices)
  return value
}

export function unknownChoice(name: string, value: string, choices: readonly string[]): UsageError {
  const close = nearest(value, choices)
  const known = choices.join(', ')
  return new UsageError(
    { en: `${name}: unknown value "${value}" (known: ${known})`, zh: `${name}：未知的值 "${value}"（可用：${known}）` },
    close,
  )
}

function unknownOption(name: string, command: Command): UsageError {
  const word = name.replace(/^-+/, '')
  const close = command.options.find(each => word.length > 1 && each.startsWith(word)) ?? nearest(word, command.options)
  return new UsageError({ en: `unknown option ${name}`, zh: `未知选项 ${name}` }, close && `--${close}`)
}
