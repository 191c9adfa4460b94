import { openStanding, planFrom } from '../engine/guided.ts'
import { scoreAfter } from '../engine/score.ts'
import type { AnalyzeInput } from '../engine/types.ts'
import type { Look, Presented } from './look.ts'
import { afterMending, isBroken, mending } from './mend.ts'
import type { Answer } from './question.ts'
import { answerAsk, presentAsk } from './scene/ask.ts'
import { answerChoose, answerPick, presentChoose, presentPick } from './scene/choose.ts'
import { answerEdit, presentEdit } from './scene/edit.ts'
import { answerExplain, presentExplain } from './scene/explain.ts'
import { answerOverview, presentOverview } from './scene/overview.ts'
import { answerPlan, answerPlanFile, presentPlan, presentPlanFile } from './scene/plan.ts'
import { answerPatch, answerReview, presentPatch, presentReview } from './scene/review.ts'
import { answerStep, presentStep } from './scene/step.ts'
import { answerWaive, presentWaive } from './scene/waive.ts'
import { isOpen, type Scene, type State, say } from './state.ts'

/** The session before its first question. Pure, like everything that follows from it. */
export function begin(input: AnalyzeInput, today: string): State {
  const standing = openStanding(input)
  const { report } = standing.analysis
  const idle = !report.findings.some(isOpen)
  const state: State = {
    today,
    start: report,
    reachable: scoreAfter(report, planFrom(standing, new Set())).value,
    standing,
    scene: idle ? { kind: 'end', discarded: false } : { kind: 'overview' },
    queue: [],
    chosen: 0,
    skipped: new Set(),
    skippedRules: new Set(),
    planned: new Set(),
    waivers: [],
    fixes: 0,
    said: idle ? [nothingOpen] : [],
  }
  return isBroken(state) ? mending(state) : state
}

const nothingOpen = say('no open findings: there is nothing to go through', '没有未处理的发现：无需处理')

/** Scenes that ask. The others do something: `write`, `save`, `end`. */
type Asking = Exclude<Scene['kind'], 'write' | 'save' | 'end'>
type SceneOf<K> = Extract<Scene, { readonly kind: K }>

type Acts = {
  readonly [K in Asking]: {
    readonly present: (scene: SceneOf<K>, state: State, look: Look) => Presented
    readonly answer: (scene: SceneOf<K>, state: State, answer: Answer) => State
  }
}

const acts: Acts = {
  overview: {
    present: (_, state, look) => presentOverview(state, look),
    answer: (_, state, answer) => answerOverview(state, answer),
  },
  pick: { present: presentPick, answer: answerPick },
  choose: { present: presentChoose, answer: answerChoose },
  step: { present: presentStep, answer: answerStep },
  explain: { present: (scene, _, look) => presentExplain(scene, look), answer: answerExplain },
  edit: { present: presentEdit, answer: answerEdit },
  ask: { present: presentAsk, answer: answerAsk },
  waive: { present: presentWaive, answer: answerWaive },
  review: {
    present: (_, state, look) => presentReview(state, look),
    answer: (_, state, answer) => answerReview(state, answer),
  },
  patch: { present: presentPatch, answer: answerPatch },
  plan: { present: presentPlan, answer: answerPlan },
  'plan-file': { present: presentPlanFile, answer: answerPlanFile },
}

type Act = {
  readonly present: (scene: Scene, state: State, look: Look) => Presented
  readonly answer: (scene: Scene, state: State, answer: Answer) => State
}

const actOf = (kind: Asking): Act => acts[kind] as Act

const isAsking = (kind: Scene['kind']): kind is Asking => kind in acts

/** What is shown and asked now; undefined where something is to be done instead. */
export function present(state: State, look: Look): Presented | undefined {
  const { scene } = state
  return isAsking(scene.kind) ? actOf(scene.kind).present(scene, state, look) : undefined
}

/** The session after an answer that fits the question. What was said before has been heard. */
export function advance(state: State, answer: Answer): State {
  const { scene } = state
  if (!isAsking(scene.kind)) return state
  const after = actOf(scene.kind).answer(scene, { ...state, said: [] }, answer)
  return isBroken(state) ? afterMending(state, after) : after
}
