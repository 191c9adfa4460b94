import type { Lang } from '../message/index.ts'
import { type Command, type CommandName, commands } from './commands.ts'
import { type Option, options } from './option.ts'

export type Shell = 'bash' | 'zsh' | 'fish'
export const shells: readonly Shell[] = ['bash', 'zsh', 'fish']

export interface Words {
  readonly lang: Lang
  readonly rules: readonly string[]
  readonly baselines: readonly string[]
  formats(command: CommandName): readonly string[]
}

/** A completion script made from the tables of commands and options. */
export function completionScript(shell: Shell, words: Words): string {
  return { bash, zsh, fish }[shell](words)
}

const optionsOf = (command: Command): Option[] => command.options.map(name => options.get(name) as Option)

function operandWords(command: Command, words: Words): readonly string[] | undefined {
  if (command.completes === 'rules') return words.rules
  if (command.completes === 'shells') return shells
  return command.completes === 'commands' ? [...commands.keys()] : undefined
}

/** What may follow an option: words, files, or anything. */
function valueWords(option: Option, words: Words, command: CommandName): readonly string[] | undefined {
  const listed: Readonly<Record<string, readonly string[]>> = {
    rule: words.rules,
    baseline: words.baselines,
    format: words.formats(command),
  }
  return listed[option.name] ?? option.choices
}

/** Commands differ in the words of one option only: the kinds of output. */
function bashReply(option: Option, words: Words): string {
  const reply = (known: readonly string[]): string => `COMPREPLY=($(compgen -W '${known.join(' ')}' -- "$word"))`
  if (option.name === 'format') {
    const own = [...commands.values()].filter(command => command.options.includes('format'))
    return `case $command in ${own.map(({ name }) => `${name}) ${reply(words.formats(name))} ;;`).join(' ')} esac`
  }
  const known = valueWords(option, words, 'check')
  return known ? reply(known) : 'COMPREPLY=($(compgen -f -- "$word"))'
}

function bash(words: Words): string {
  const values = [...options.values()]
    .filter(option => option.value !== undefined)
    .map(option => {
      const reply = bashReply(option, words)
      const names = option.short ? `-${option.short}|--${option.name}` : `--${option.name}`
      return `    ${names}) ${reply}; return ;;`
    })
  const flags = [...commands.values()].map(command => {
    const names = optionsOf(command).map(option => `--${option.name}`)
    return `    ${command.name}) flags='${names.join(' ')}'; operands='${operandWords(command, words)?.join(' ') ?? ''}' ;;`
  })
  return `_confward() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=check flags operands each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $each in ${[...commands.keys()].join('|')}) command=$each; break ;; esac
  done
  case $before in
${values.join('\n')}
  esac
  case $command in
${flags.join('\n')}
  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi
  if [[ -n $operands ]]; then COMPREPLY=($(compgen -W "$operands" -- "$word")); return; fi
  COMPREPLY=($(compgen -f -- "$word"))
  if [[ $COMP_CWORD == 1 ]]; then COMPREPLY+=($(compgen -W '${[...commands.keys()].join(' ')}' -- "$word")); fi
}
complete -o filenames -F _confward confward
`
}

function zsh(words: Words): string {
  const each = [...commands.values()].map(command => {
    const specs = optionsOf(command).map(option => zshOption(option, words, command.name))
    const known = operandWords(command, words)
    specs.push(known ? `'*:operand:(${known.join(' ')})'` : "'*:path:_files'")
    return `    ${command.name}) _arguments ${specs.join(' ')} ;;`
  })
  const names = [...commands.values()].map(({ name, summary }) => `'${name}:${plain(summary[words.lang])}'`)
  return `#compdef confward
_confward() {
  local -a verbs
  verbs=(${names.join(' ')})
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe command verbs; _files; return; fi
  local verb=check
  if (( \${verbs[(I)$words[2]:*]} )); then verb=$words[2]; shift words; (( CURRENT-- )); fi
  case $verb in
${each.join('\n')}
  esac
}
_confward "$@"
`
}

function zshOption(option: Option, words: Words, command: CommandName): string {
  const known = valueWords(option, words, command)
  const value =
    option.value === undefined
      ? ''
      : `${option.optional ? ':' : ''}:${plain(option.value)}:${known ? `(${known.join(' ')})` : option.file ? '_files' : ''}`
  const rest = `[${plain(option.summary[words.lang])}]${value}'`
  const names = [`--${option.name}`, ...(option.short ? [`-${option.short}`] : [])]
  return names.map(name => `'${option.multiple ? '*' : ''}${name}${rest}`).join(' ')
}

/** Without what has a meaning inside quoted zsh specifications. */
const plain = (text: string): string => text.replace(/['[\]:\\]/g, ' ')

function fish(words: Words): string {
  const lines = [...commands.values()].map(
    ({ name, summary }) =>
      `complete -c confward -n __fish_use_subcommand -a ${name} -d '${quoted(summary[words.lang])}'`,
  )
  for (const command of commands.values()) {
    const others = [...commands.keys()].filter(name => name !== 'check').join(' ')
    const named = `__fish_seen_subcommand_from ${command.name}`
    const seen = command.name === 'check' ? `not __fish_seen_subcommand_from ${others}` : named
    const known = operandWords(command, words)
    if (known) lines.push(`complete -c confward -n '${seen}' -f -a '${known.join(' ')}'`)
    for (const option of optionsOf(command))
      lines.push(fishOption(option, seen, { lang: words.lang, known: valueWords(option, words, command.name) }))
  }
  return `${lines.join('\n')}\n`
}

interface Offered {
  readonly lang: Lang
  readonly known: readonly string[] | undefined
}

function fishOption(option: Option, seen: string, { lang, known }: Offered): string {
  const short = option.short ? ` -s ${option.short}` : ''
  const value = fishValue(option, known)
  return `complete -c confward -n '${seen}' -l ${option.name}${short}${value} -d '${quoted(option.summary[lang])}'`
}

function fishValue(option: Option, known: readonly string[] | undefined): string {
  if (option.value === undefined || option.optional) return ''
  return known ? ` -x -a '${known.join(' ')}'` : option.file ? ' -r' : ' -x'
}

const quoted = (text: string): string => text.replace(/['\\]/g, character => `\\${character}`)
