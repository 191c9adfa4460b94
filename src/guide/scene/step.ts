import { attempt } from '../../engine/guided.ts'
import type { Finding } from '../../engine/types.ts'
import type { Localized } from '../../message/index.ts'
import type { Look, Presented } from '../look.ts'
import { isBroken } from '../mend.ts'
import type { Answer, Choice } from '../question.ts'
import { next, propose, sameFinding } from '../queue.ts'
import { proposalLines } from '../show.ts'
import { openOnes, type Proposal, type Scene, type State, say } from '../state.ts'

type Step = Scene & { readonly kind: 'step' }

export function presentStep({ proposal }: Step, state: State, look: Look): Presented {
  const { finding } = proposal
  return {
    lines: proposalLines(state, proposal, look),
    question: {
      kind: 'key',
      id: `fix ${finding.rule} ${finding.fingerprint}`,
      message: questionOf(proposal),
      choices: choicesOf(proposal, state),
      usual: proposal.fix?.safety === 'safe' ? 'y' : 'n',
    },
  }
}

function questionOf({ fix }: Proposal): Localized {
  if (!fix) return say('What about it?', '如何处理？')
  return fix.edits.length > 0 ? say('Apply?', '应用？') : say('Put it into the plan?', '加入计划？')
}

function choicesOf({ fix, others }: Proposal, state: State): Choice[] {
  const edits = (fix?.edits.length ?? 0) > 0
  const whole = !isBroken(state)
  return [
    ...(fix ? [{ value: 'y', name: say('yes', '是') }] : []),
    { value: 'n', name: say('no, leave it', '否，保持不变') },
    ...(fix && whole ? [{ value: 'a', name: say('yes to all of this rule', '该规则全部采用') }] : []),
    ...(whole ? [{ value: 'd', name: say('no to all of this rule', '该规则全部跳过') }] : []),
    ...(others.length > 0 ? [{ value: 'o', name: say('another way', '换一种方式') }] : []),
    ...(edits ? [{ value: 'e', name: say('edit what is written', '编辑要写入的内容') }] : []),
    ...(whole ? [{ value: 'w', name: say('waive it for a time, with a reason', '说明理由并暂时豁免') }] : []),
    { value: 'x', name: say('explain the rule', '解释该规则') },
    ...(state.before ? [{ value: 'u', name: say('undo the last answer', '撤销上一个回答') }] : []),
    ...(whole ? [{ value: 'q', name: say('stop here and review', '到此为止，进行复核') }] : []),
  ]
}

type Handler = (state: State, proposal: Proposal) => State

const handlers: Readonly<Record<string, Handler>> = {
  y: accept,
  n: (state, { finding }) => next({ ...skipping(state, finding), before: state }),
  a: acceptAll,
  d: (state, { finding }) => next({ ...state, before: state, skippedRules: with_(state.skippedRules, finding.rule) }),
  o: other,
  e: (state, proposal) => ({ ...state, scene: { kind: 'edit', proposal, typed: [] }, said: [] }),
  w: (state, proposal) => ({ ...state, scene: { kind: 'waive', proposal }, said: [] }),
  x: (state, proposal) => ({ ...state, scene: { kind: 'explain', proposal }, said: [] }),
  u: ({ before }, _) => ({ ...(before as State), said: [say('taken back', '已撤销')] }),
  q: state => ({ ...state, queue: [], scene: { kind: 'review' }, said: [] }),
}

export const answerStep = ({ proposal }: Step, state: State, [key = '']: Answer): State =>
  (handlers[key] as Handler)(state, proposal)

const with_ = (set: ReadonlySet<string>, item: string): ReadonlySet<string> => new Set([...set, item])

const skipping = (state: State, { fingerprint }: Finding): State => ({
  ...state,
  skipped: with_(state.skipped, fingerprint),
})

function accept(state: State, proposal: Proposal): State {
  const { trial, fix, finding } = proposal
  if (trial) return next(applied(state, proposal), [verified(1)])
  const asks = fix?.asks?.filter(ask => ask.option !== undefined) ?? []
  if (asks.length > 0) return { ...state, scene: { kind: 'ask', proposal, asks }, said: [] }
  return next({ ...planning(state, finding), before: state }, [inPlan])
}

const inPlan = say('noted for the plan', '已列入计划')

const planning = (state: State, { fingerprint }: Finding): State => ({
  ...state,
  planned: with_(state.planned, fingerprint),
})

const applied = (state: State, { trial }: Proposal): State => ({
  ...state,
  before: state,
  standing: trial?.standing ?? state.standing,
  fixes: state.fixes + (trial?.applied.length ?? 0),
})

const verified = (count: number): Localized =>
  say(
    `${count} ${count === 1 ? 'fix' : 'fixes'} verified: parsed, resolved and checked again in memory`,
    `${count} 个修复已验证：已在内存中重新解析、求值并检查`,
  )

/** This one as proposed, the others of the rule in the same way where they have one, each verified. */
function acceptAll(state: State, proposal: Proposal): State {
  const { finding, fix } = proposal
  if (!proposal.trial) return planAll(state, finding)
  const one = applied(state, proposal)
  const queued = new Set(state.queue)
  const safety = fix?.safety === 'safe' ? 'safe' : 'unsafe'
  const rest = attempt(
    one.standing,
    (each, way) => each.rule === finding.rule && queued.has(each.fingerprint) && way.safety === safety,
  )
  const done = one.fixes + rest.applied.length
  return next({ ...one, standing: rest.standing, fixes: done }, [verified(1 + rest.applied.length)])
}

function planAll(state: State, { rule, fingerprint }: Finding): State {
  const queued = new Set([fingerprint, ...state.queue])
  const same = openOnes(state).filter(each => each.rule === rule && queued.has(each.fingerprint))
  const planned = new Set([...state.planned, ...same.map(each => each.fingerprint)])
  const queue = state.queue.filter(print => !planned.has(print))
  return next({ ...state, before: state, planned, queue }, [inPlan])
}

function other(state: State, { finding, others }: Proposal): State {
  const now = sameFinding(state, finding)
  if (!now) return next(state)
  const { proposal, left } = propose(state, now, others)
  return { ...state, scene: { kind: 'step', proposal }, said: left }
}
