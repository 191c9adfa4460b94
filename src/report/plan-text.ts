import type { Plan, PlanStep } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Check, Command, Step } from '../rules/rule.ts'
import { type Pen, pen } from './medium/terminal.ts'
import { stepDiffs } from './plan-diffs.ts'
import { leftTexts } from './plan-left.ts'
import { keptPatterns } from './sh/kept.ts'
import { commandLine } from './sh/quote.ts'
import { say, type View } from './view.ts'

export const words: Readonly<Record<string, Localized>> = {
  edit: { en: 'edit', zh: '修改' },
  write: { en: 'write', zh: '写入' },
  command: { en: 'run', zh: '执行' },
  check: { en: 'check', zh: '检查' },
  decide: { en: 'decide', zh: '决定' },
  verify: { en: 'verify', zh: '验证' },
  undo: { en: 'undo', zh: '撤销' },
  restore: { en: 'put back what the diff changed', zh: '还原以上改动' },
  keep: { en: 'keep the output, to write it back with sysctl -w', zh: '保存输出，撤销时用 sysctl -w 写回' },
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
    ...(expect.lacks ? [{ en: `does not print ${expect.lacks}`, zh: `输出不含 ${expect.lacks}` }] : []),
    ...(expect.fails ? [{ en: 'fails', zh: '执行失败' }] : []),
  ]
  return parts.map(part => part[view.lang]).join(', ')
}

/** A runbook for a terminal: numbered steps in order, each with what it does, how to check it and how to undo it. */
export function renderPlan(plan: Plan, view: View): string {
  const draw = pen(view.color)
  const diffs = stepDiffs(plan)
  const blocks = plan.steps.map((step, at) => stepBlock(step, { at, plan, view, draw, diffs: diffs.get(step) ?? [] }))
  if (blocks.length === 0) blocks.push(`${draw(word('nothing', view))}\n`)
  if (plan.left.length > 0) blocks.push(leftBlock(plan, view, draw))
  return blocks.join('\n')
}

function leftBlock(plan: Plan, view: View, draw: Pen): string {
  const head = draw(`${word('open', view)}${view.lang === 'zh' ? '：' : ': '}${plan.left.length}`, 'bold')
  return `${[head, ...leftTexts(plan, view).map(line => `     ${draw(line)}`)].join('\n')}\n`
}

interface At {
  readonly at: number
  readonly plan: Plan
  readonly view: View
  readonly draw: Pen
  readonly diffs: readonly string[]
}

function stepBlock(step: PlanStep, { at, plan, view, draw, diffs }: At): string {
  const risk = step.risk === 'none' ? '' : draw(`  [${word('risk', view)}: ${say(view, risks[step.risk])}]`, 'yellow')
  const needs = step.needs.map(id => plan.steps.findIndex(each => each.id === id) + 1).filter(number => number > 0)
  const line = (label: string, text: string): string => `     ${draw(`${label}:`, 'dim')} ${draw(text)}`
  return `${[
    `${draw(`${at + 1}.`, 'bold')} ${draw(say(view, step.title), 'bold')}${risk}`,
    ...(step.why ? [`     ${draw(say(view, step.why))}`] : []),
    ...(needs.length > 0 ? [line(word('after', view), needs.join(', '))] : []),
    ...withDiffs(
      actions(step, view).map(([label, text]) => line(label, text)),
      diffs.map(diff => diffLines(diff, draw)),
    ),
    ...(step.verify ?? []).map(check => line(word('verify', view), checkText(check, view))),
    ...undoTexts(step, view).map(text => line(word('undo', view), text)),
  ].join('\n')}\n`
}

/** An edit names a file on each line, and has as many diffs; a command that keeps something has none. */
const withDiffs = (lines: readonly string[], diffs: readonly (readonly string[])[]): string[] =>
  lines.flatMap((line, at) => [line, ...(diffs[at] ?? [])])

/** The hunks; the file's name stands above them already. */
const diffLines = (diff: string, draw: Pen): string[] =>
  diff
    .trimEnd()
    .split('\n')
    .slice(2)
    .map(line => {
      const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim'
      return `       ${draw(line.replaceAll('\t', '    '), style)}`
    })

export function checkText(check: Check, view: Pick<View, 'lang'>): string {
  const wanted = expectation(check, view)
  return `${typed(check)}  # ${say(view, check.says)}${wanted ? ` (${wanted})` : ''}`
}

/** What shows the live values that a step changes, so that they can be brought back. */
const keeping = (step: Step & { readonly kind: 'command' }, view: Pick<View, 'lang'>): [string, string][] =>
  keptPatterns(step.keeps ?? []).map(pattern => [
    word('keep', view),
    typed({ argv: ['sysctl', '-a', '-r', pattern], root: true }),
  ])

/** How a step is taken back: an edit first of all by the diff, read the other way. */
export function undoTexts(step: Step, view: Pick<View, 'lang'>): string[] {
  const commands = (step.undo ?? []).map(typed)
  return step.kind === 'edit' && commands.length > 0 ? [word('restore', view), ...commands] : commands
}

/** What a step does, as labelled lines. */
export function actions(step: Step, view: Pick<View, 'lang'>): (readonly [label: string, text: string])[] {
  switch (step.kind) {
    case 'edit':
      return [...new Set(step.edits.map(edit => edit.path))].map(path => [word('edit', view), path] as const)
    case 'write':
      return [[word('write', view), `${step.path}${step.mode ? ` (${step.mode})` : ''}`]]
    case 'command':
      return [...keeping(step, view), ...step.commands.map(command => [word('command', view), typed(command)] as const)]
    case 'check':
      return step.checks.map(check => [word('check', view), checkText(check, view)] as const)
    case 'decide':
      return [
        [word('decide', view), say(view, step.question)],
        ...(step.options ?? []).map((option, nth) => [`${nth + 1}`, say(view, option)] as const),
      ]
  }
}
