import type { Localized } from '../message/index.ts'

export type CommandName =
  | 'check'
  | 'fix'
  | 'guide'
  | 'undo'
  | 'plan'
  | 'explain'
  | 'inspect'
  | 'waive'
  | 'init'
  | 'rules'
  | 'baselines'
  | 'completions'
  | 'help'

export interface Command {
  readonly name: CommandName
  /** Operands as shown in the usage line. */
  readonly operands: string
  /** As many of them as it reads; any number when left out. */
  readonly most?: number
  readonly summary: Localized
  readonly options: readonly string[]
  /** Names of operands for completion, when they are not files. */
  readonly completes?: 'rules' | 'shells' | 'commands'
}

const everywhere = ['lang', 'color', 'help']
const input = [
  'as',
  'context',
  'stdin-filename',
  'target',
  'target-from',
  'role',
  'peer',
  'live',
  'config',
  'no-config',
]
const judge = [...input, 'baseline', 'rule', 'today']

const list: readonly Command[] = [
  {
    name: 'check',
    operands: '[PATH…]',
    summary: { en: 'say what is unsafe, and why (the default)', zh: '找出不安全之处并说明原因（默认命令）' },
    options: ['format', 'all', ...judge, 'since', 'results', 'fail-on', 'exit-zero', 'stats', ...everywhere],
  },
  {
    name: 'fix',
    operands: '[PATH…]',
    summary: { en: 'print a diff that makes it safe, or apply it', zh: '输出或应用修复补丁' },
    options: ['write', 'unsafe', 'interactive', 'answers', ...judge, 'stats', ...everywhere],
  },
  {
    name: 'guide',
    operands: '[PATH…]',
    summary: { en: 'go through the findings one by one (as fix -i)', zh: '逐个处理发现（同 fix -i）' },
    options: ['answers', ...judge, ...everywhere],
  },
  {
    name: 'undo',
    operands: '[PATH…]',
    summary: { en: 'bring back the files of the last fix --write', zh: '撤销最近一次 fix --write' },
    options: [...everywhere],
  },
  {
    name: 'plan',
    operands: '[PATH…]',
    summary: {
      en: 'print the ordered steps, commands included (text, markdown, sh, json)',
      zh: '输出有序的整改步骤（text、markdown、sh、json）',
    },
    options: ['format', ...judge, ...everywhere],
  },
  {
    name: 'explain',
    operands: 'RULE',
    summary: { en: 'why a rule exists, good and bad examples, references', zh: '解释规则：原因、示例与参考资料' },
    options: [...everywhere],
    completes: 'rules',
  },
  {
    name: 'inspect',
    operands: '[URL] [PATH…]',
    summary: { en: 'print the values in force, each with its origin', zh: '显示实际生效的值及其来源' },
    options: ['format', 'server', 'url', 'method', ...input, ...everywhere],
  },
  {
    name: 'waive',
    operands: 'RULE|FINGERPRINT [PATH…]',
    summary: { en: 'accept findings for a time, with a reason', zh: '说明理由并在一段时间内接受某些发现' },
    options: ['reason', 'owner', 'until', ...judge, ...everywhere],
    completes: 'rules',
  },
  {
    name: 'init',
    operands: '',
    most: 0,
    summary: { en: 'write a configuration file', zh: '写入配置文件' },
    options: ['baseline', 'fail-on', 'target', 'role', 'force', ...everywhere],
  },
  {
    name: 'rules',
    operands: '[WORD…]',
    summary: { en: 'list the rules', zh: '列出所有规则' },
    options: ['format', ...everywhere],
  },
  {
    name: 'baselines',
    operands: '',
    most: 0,
    summary: { en: 'list the built-in baselines', zh: '列出内置基线' },
    options: ['format', ...everywhere],
  },
  {
    name: 'completions',
    operands: 'bash|zsh|fish',
    most: 1,
    summary: { en: 'print completions for a shell', zh: '输出 shell 补全脚本' },
    options: [...everywhere],
    completes: 'shells',
  },
  {
    name: 'help',
    operands: '[COMMAND]',
    most: 1,
    summary: { en: 'print help', zh: '显示帮助' },
    options: [...everywhere],
    completes: 'commands',
  },
]

/** By name. How each is run stands in `run.ts`: its code is loaded when it is asked for. */
export const commands: ReadonlyMap<string, Command> = new Map(list.map(entry => [entry.name, entry]))
