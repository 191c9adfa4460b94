import type { Plan, PlanStep } from '../engine/types.ts'
import type { Step } from '../rules/rule.ts'
import { type Pen, pen } from './medium/terminal.ts'
import { stepDiffs } from './plan-diffs.ts'
import { leftTexts } from './plan-left.ts'
import { placeOfFiles } from './plan-place.ts'
import { checkLines, undoLines } from './plan-step.ts'
import { checkText, risks, typed, word } from './plan-words.ts'
import { keptPatterns } from './sh/kept.ts'
import { say, type View } from './view.ts'

/** A runbook for a terminal: numbered steps in order, each with what it does, how to check it and how to undo it. */
export function renderPlan(plan: Plan, view: View): string {
  const draw = pen(view.color)
  const diffs = stepDiffs(plan)
  const numbers = new Map(plan.steps.map(({ id }, at) => [id, at + 1]))
  const blocks = plan.steps.map((step, at) =>
    stepBlock(step, { at, numbers, view, draw, diffs: diffs.get(step) ?? [] }),
  )
  if (blocks.length === 0) blocks.push(`${draw(word('nothing', view))}\n`)
  if (plan.left.length > 0) blocks.push(leftBlock(plan, view, draw))
  const place = placeOfFiles(plan)
  if (place) blocks.unshift(`${draw(say(view, place))}\n`)
  return blocks.join('\n')
}

function leftBlock(plan: Plan, view: View, draw: Pen): string {
  const head = draw(`${word('open', view)}${view.lang === 'zh' ? '：' : ': '}${plan.left.length}`, 'bold')
  return `${[head, ...leftTexts(plan, view).map(line => `     ${draw(line)}`)].join('\n')}\n`
}

interface At {
  readonly at: number
  /** Steps by id, 1-based. */
  readonly numbers: ReadonlyMap<string, number>
  readonly view: View
  readonly draw: Pen
  readonly diffs: readonly string[]
}

function stepBlock(step: PlanStep, { at, numbers, view, draw, diffs }: At): string {
  const risk = step.risk === 'none' ? '' : draw(`  [${word('risk', view)}: ${say(view, risks[step.risk])}]`, 'yellow')
  const needs = step.needs.flatMap(id => numbers.get(id) ?? [])
  const line = (label: string, text: string): string => `     ${draw(`${label}:`, 'dim')} ${draw(text)}`
  return `${[
    `${draw(`${at + 1}.`, 'bold')} ${draw(say(view, step.title), 'bold')}${risk}`,
    ...(step.why ? [`     ${draw(say(view, step.why))}`] : []),
    ...(needs.length > 0 ? [line(word('after', view), needs.join(', '))] : []),
    ...withDiffs(
      actions(step, view).map(([label, text]) => line(label, text)),
      diffs.map(diff => diffLines(diff, draw)),
    ),
    ...(step.kind === 'check' ? [] : checkLines(step, view)).map(({ text }) => line(word('verify', view), text)),
    ...undoLines(step, view).map(({ text }) => line(word('undo', view), text)),
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

/** What shows the live values that a step changes, so that they can be brought back. */
const keeping = (step: Step & { readonly kind: 'command' }, view: Pick<View, 'lang'>): [string, string][] =>
  keptPatterns(step.keeps ?? []).map(pattern => [
    word('keep', view),
    typed({ argv: ['sysctl', '-a', '-r', pattern], root: true }),
  ])

/** What shows whether units run and start at boot, so that they can be brought back. */
const noting = (step: Step & { readonly kind: 'command' }, view: Pick<View, 'lang'>): [string, string][] => [
  ...(step.units ?? []).map((unit): [string, string] => [
    word('note', view),
    `${typed({ argv: ['systemctl', 'is-enabled', unit] })}; ${typed({ argv: ['systemctl', 'is-active', unit] })}`,
  ]),
  ...(step.renews ? [[word('note', view), typed(step.renews)] as [string, string]] : []),
]

/** What shows that a step is done already: a key that is there must not be made again. */
const skipping = (step: Step & { readonly kind: 'command' }, view: Pick<View, 'lang'>): [string, string][] => [
  ...(step.creates ?? []).map((path): [string, string] => [word('exists', view), path]),
  ...(step.unless ? [[word('succeeds', view), typed(step.unless)] as [string, string]] : []),
]

/** What a step does, as labelled lines. */
export function actions(step: Step, view: Pick<View, 'lang'>): (readonly [label: string, text: string])[] {
  switch (step.kind) {
    case 'edit':
      return [...new Set(step.edits.map(edit => edit.path))].map(path => [word('edit', view), path] as const)
    case 'write':
      return [[word('write', view), `${step.path}${step.mode ? ` (${step.mode})` : ''}`]]
    case 'command':
      return [
        ...skipping(step, view),
        ...keeping(step, view),
        ...noting(step, view),
        ...step.commands.map(command => [word('command', view), typed(command)] as const),
      ]
    case 'check':
      return step.checks.map(check => [word('check', view), checkText(check, view)] as const)
    case 'decide':
      return [
        [word('decide', view), say(view, step.question)],
        ...(step.options ?? []).map((option, nth) => [`${nth + 1}`, say(view, option)] as const),
      ]
  }
}
