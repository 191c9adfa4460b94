import type { PlanStep } from '../../engine/types.ts'
import { fill } from '../../message/index.ts'
import type { Command } from '../../rules/rule.ts'
import { type Block, code, heading, paragraph } from '../document/block.ts'
import { typed } from '../plan-words.ts'
import { redactText } from '../redact.ts'
import { commandLine } from '../sh/quote.ts'
import { type CommandResult, say, type View } from '../view.ts'
import { words } from './words.ts'

/** Commands somebody ran, as the file of results tells, and those of the plan with the results that are known. */
export function commandBlocks(view: View): Block[] {
  const results = view.behind?.results ?? []
  const title = heading(2, say(view, words.commands))
  const given = results.length === 0 ? [paragraph(say(view, words.noResult))] : resultBlocks(results, view)
  return [title, ...given, ...planned(results, view)]
}

const longestOutput = 60

function resultBlocks(results: readonly CommandResult[], view: View): Block[] {
  const head = [words.number, words.command, words.exit, words.when].map(word => say(view, word))
  const rows = results.map((each, at) => [
    [`C${at + 1}`],
    [code(redactText(lineOf(each)))],
    [String(each.exit)],
    [each.at ?? '–'],
  ])
  const outputs = results.flatMap(({ output = '' }, at): Block[] =>
    output.trim() === ''
      ? []
      : [paragraph(`${say(view, words.output)} C${at + 1}`), { kind: 'code', text: cut(output), language: 'text' }],
  )
  return [{ kind: 'table', head, rows }, ...outputs]
}

const lineOf = ({ command }: CommandResult): string => (typeof command === 'string' ? command : commandLine(command))

function cut(output: string): string {
  const lines = redactText(output.trimEnd()).split('\n')
  const more = lines.length - longestOutput
  return [...lines.slice(0, longestOutput), ...(more > 0 ? [`… +${more}`] : [])].join('\n')
}

const mostCommands = 300

function planned(results: readonly CommandResult[], view: View): Block[] {
  const known = new Map(results.map((each, at) => [bare(lineOf(each)), `C${at + 1}: ${each.exit}`]))
  const lines = (view.behind?.plan()?.steps ?? []).flatMap((step, at) =>
    commandsOf(step).map(command => ({ step: at + 1, line: typed(command) })),
  )
  if (lines.length === 0) return []
  const rows = lines
    .slice(0, mostCommands)
    .map(({ step, line }) => [
      [String(step)],
      [code(redactText(line))],
      [known.get(bare(line)) ?? say(view, words.noResult)],
    ])
  const head = [words.step, words.command, words.exit].map(word => say(view, word))
  const more = lines.length - rows.length
  return [
    heading(3, say(view, words.toRun)),
    { kind: 'table', head, rows },
    ...(more > 0 ? [paragraph(fill(say(view, words.cut), { count: more }))] : []),
  ]
}

const bare = (line: string): string => line.replace(/^sudo /, '')

function commandsOf(step: PlanStep): readonly Command[] {
  const own = step.kind === 'command' ? step.commands : step.kind === 'check' ? step.checks : []
  return [...own, ...(step.verify ?? [])]
}
