import { nearest } from '../../text/index.ts'
import type { Arguments } from '../arguments.ts'
import { type Command, commands } from '../commands.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { type Option, options } from '../option.ts'
import { type Session, say } from '../session.ts'
import { UsageError } from '../usage-error.ts'

/** `help`, `help COMMAND` and `COMMAND --help`. Without a command: all commands, and the options of `check`. */
export function run(given: Arguments, session: Session): number {
  const command = asked(given)
  session.stdout.write(command ? commandHelp(command, session) : overview(session))
  return exit.clean
}

function asked(given: Arguments): Command | undefined {
  const isHelp = given.command.name === 'help'
  const name = isHelp ? given.operands[0] : given.command.name === 'check' ? undefined : given.command.name
  if (name === undefined) return undefined
  const command = commands.get(name)
  if (command) return command
  throw new UsageError({ en: `unknown command "${name}"`, zh: `未知命令 "${name}"` }, nearest(name, commands.keys()))
}

export function overview(session: Pick<Session, 'lang'>): string {
  const rows = [...commands.values()].map(
    ({ name, operands, summary }): Row => [`${name} ${operands}`.trim(), say(session, summary)],
  )
  const check = commands.get('check') as Command
  const text = session.lang === 'zh' ? chinese : english
  return [
    `confward [check] [PATH…]`,
    text.intro,
    `${text.commands}\n${columns(rows)}`,
    `${text.options}\n${columns(check.options.map(name => row(options.get(name) as Option, session)))}`,
    `${text.formats} ${formatsOf('check').join(', ')}`,
    text.codes,
  ].join('\n\n')
}

const english = {
  intro: `Reads the nginx, OpenVPN and sysctl files of a host, works out what the daemons would do with
them, says what is unsafe and why, and prints the patch that makes it safe.
PATH is a file, a directory, or - for stdin (the output of "nginx -T" is recognised).
A part that a nginx.conf above it includes is judged in that configuration.`,
  commands: 'Commands:',
  formats: 'Formats of check:',
  options: 'Options of check:',
  codes: `Exit codes: 0 clean, 1 findings at or above --fail-on (fix: a non-empty diff),
2 wrong usage or configuration, 3 something could not be read or parsed, 130 interrupted.
"confward help COMMAND" lists the options of a command.
`,
}
const chinese: typeof english = {
  intro: `读取主机上的 nginx、OpenVPN 与 sysctl 配置，推算守护进程的实际行为，
指出不安全之处及其原因，并给出修复补丁。
PATH 可以是文件、目录，或 - 表示标准输入（可识别 "nginx -T" 的输出）。
被上层 nginx.conf 包含的文件在该配置中判断。`,
  commands: '命令：',
  formats: 'check 的输出格式：',
  options: 'check 的选项：',
  codes: `退出码：0 无问题；1 存在达到 --fail-on 的发现（fix：补丁非空）；
2 用法或配置错误；3 有内容无法读取或解析；130 被中断。
"confward help COMMAND" 列出某个命令的选项。
`,
}

export function commandHelp(command: Command, session: Pick<Session, 'lang'>): string {
  const usage = `confward ${command.name} ${command.operands}`.trimEnd()
  const rows = command.options.map(name => row(options.get(name) as Option, session))
  const formats = command.options.includes('format') ? `\n${formatsLine(command, session)}\n` : ''
  return `${usage}\n\n${say(session, command.summary)}\n\n${columns(rows)}\n${formats}`
}

const formatsLine = ({ name }: Command, { lang }: Pick<Session, 'lang'>): string =>
  `${lang === 'zh' ? '输出格式：' : 'Formats: '}${formatsOf(name).join(lang === 'zh' ? '、' : ', ')}`

type Row = readonly [left: string, right: string]

function row(option: Option, session: Pick<Session, 'lang'>): Row {
  const short = option.short ? `-${option.short}, ` : '    '
  const value = option.value === undefined ? '' : option.optional ? `[=${option.value}]` : ` ${option.value}`
  const choices = option.choices && option.choices.join('|') !== option.value ? ` (${option.choices.join(', ')})` : ''
  return [`${short}--${option.name}${value}`, `${say(session, option.summary)}${choices}`]
}

function columns(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}
