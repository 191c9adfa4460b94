import type { Localized } from '../message/index.ts'
import type { Check, Command, Step } from '../rules/rule.ts'
import { commandLine } from './sh/quote.ts'
import { say, type View } from './view.ts'

/** The words in which plans are told, and commands and checks as somebody would type them. */

const words: Readonly<Record<string, Localized>> = {
  edit: { en: 'edit', zh: '修改' },
  write: { en: 'write', zh: '写入' },
  command: { en: 'run', zh: '执行' },
  check: { en: 'check', zh: '检查' },
  decide: { en: 'decide', zh: '决定' },
  verify: { en: 'verify', zh: '验证' },
  undo: { en: 'undo', zh: '撤销' },
  restore: { en: 'put back what the diff changed', zh: '还原以上改动' },
  exists: { en: 'skip it, and its undo, when this is there', zh: '若已存在则跳过此步及其撤销' },
  succeeds: { en: 'skip it, and its undo, when this succeeds', zh: '若以下命令成功则跳过此步及其撤销' },
  keep: { en: 'keep the output, to write it back with sysctl -w', zh: '保存输出，撤销时用 sysctl -w 写回' },
  giveBack: { en: 'write back the values that were kept: sysctl -w', zh: '用 sysctl -w 写回保存的值' },
  note: { en: 'note what it says', zh: '记录其输出' },
  others: { en: 'prints other numbers than those noted', zh: '输出的进程号均与记录的不同' },
  after: { en: 'after', zh: '先做' },
  risk: { en: 'risk', zh: '风险' },
  file: { en: 'file', zh: '文件' },
  nothing: { en: 'nothing to do', zh: '无需操作' },
  open: { en: 'findings left to a person', zh: '须由人处理的发现' },
}
export const word = (name: string, view: Pick<View, 'lang'>): string => words[name]?.[view.lang] ?? name

export const risks: Readonly<Record<Step['risk'], Localized>> = {
  none: { en: 'none', zh: '无' },
  low: { en: 'low', zh: '低' },
  behaviour: { en: 'changes behaviour', zh: '改变行为' },
  outage: { en: 'may interrupt the service', zh: '可能中断服务' },
  lockout: { en: 'may lock you out', zh: '可能导致无法登录' },
}

/** A command as somebody would type it; `sudo` where it needs root. Quoted once, here. */
export const typed = ({ argv, root }: Command): string => `${root ? 'sudo ' : ''}${commandLine(argv)}`

/** What a check asks of the command's output. */
function expectation({ expect }: Check, view: Pick<View, 'lang'>): string {
  if (!expect) return ''
  const parts: Localized[] = [
    ...(expect.equals ? [{ en: `prints just ${expect.equals}`, zh: `只输出 ${expect.equals}` }] : []),
    ...(expect.contains ? [{ en: `prints ${expect.contains}`, zh: `输出含 ${expect.contains}` }] : []),
    ...(expect.or ? [{ en: `or ${expect.or}`, zh: `或 ${expect.or}` }] : []),
    ...(expect.lacks ? [{ en: `does not print ${expect.lacks}`, zh: `输出不含 ${expect.lacks}` }] : []),
    ...(expect.fails ? [{ en: 'fails', zh: '执行失败' }] : []),
  ]
  return parts.map(part => part[view.lang]).join(', ')
}

export function checkText(check: Check, view: Pick<View, 'lang'>): string {
  const wanted = expectation(check, view)
  return `${typed(check)}  # ${say(view, check.says)}${wanted ? ` (${wanted})` : ''}`
}
