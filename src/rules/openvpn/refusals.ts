import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import type { Localized, Message } from '../../message/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'

/** One rule about lines that the daemon refuses. */
export interface Refusal {
  readonly id: string
  readonly title: Localized
  readonly codes: readonly string[]
  readonly messages: Readonly<Record<string, Localized>>
  /** Takes a problem away from the rule that its code belongs to. */
  readonly claims?: (problem: Problem, line: OptionLine | undefined, model: OpenvpnModel) => boolean
  readonly message: (problem: Problem, line: OptionLine | undefined, model: OpenvpnModel) => Message
  readonly fixes?: (problem: Problem, line: OptionLine | undefined, model: OpenvpnModel) => readonly Fix[]
}

/** Everything the daemon would stop at, and what it could not find. */
export function refused(model: OpenvpnModel): Problem[] {
  return [...new Set([...model.problems.filter(problem => !problem.warning), ...model.verdict.because])]
}

type Index = Map<SourceFile, Map<number, OptionLine>>

/** Lines by the places at which problems are reported: the statement, its name, its words. */
function indexed(model: OpenvpnModel): Index {
  const index: Index = new Map()
  for (const line of model.lines) {
    const { file, span, name, args } = line.directive
    const own = index.get(file) ?? new Map<number, OptionLine>()
    index.set(file, own)
    for (const at of [span.start, name.span.start, ...args.map(word => word.span.start)]) own.set(at, line)
  }
  return index
}

export function refusalRule(refusal: Refusal): Rule<OpenvpnModel> {
  const { id, title, messages } = refusal
  return defineRule<OpenvpnModel>({
    id,
    format: 'openvpn',
    title,
    severity: 'critical',
    confidence: id === 'openvpn/missing-file' ? 'medium' : 'high',
    tags: ['loads'],
    messages,
    defaults: {},
    *check(model) {
      const index = indexed(model)
      for (const problem of refused(model)) {
        const line = index.get(problem.file)?.get(problem.span.start)
        if (refusal.claims ? refusal.claims(problem, line, model) : refusal.codes.includes(problem.code))
          yield observation(refusal, { problem, line, model })
      }
    },
  })
}

interface Refused {
  readonly problem: Problem
  readonly line: OptionLine | undefined
  readonly model: OpenvpnModel
}

function observation(refusal: Refusal, { problem, line, model }: Refused): Observation {
  const message = refusal.message(problem, line, model)
  return {
    at: problem.code === 'missing-requirement' ? { ...problem, lacks: 'anywhere' } : problem,
    subject: `${problem.code} ${String(message.params?.name ?? '')}`.trim(),
    message,
    fixes: refusal.fixes?.(problem, line, model) ?? [],
  }
}
