import { planFrom } from '../engine/guided.ts'
import { scoreAfter } from '../engine/score.ts'
import type { Report } from '../engine/types.ts'
import { propose } from './queue.ts'
import { isOpen, openOnes, type Proposal, type Scene, type State, say, waysOf } from './state.ts'

// What is said of a file that is read in half is half the truth: what makes it readable comes before everything else.

const problems = ({ standing }: Pick<State, 'standing'>): Report['problems'] =>
  standing.analysis.report.problems.filter(({ warning }) => !warning)

/** Is there text that could not be read? */
export const isBroken = (state: Pick<State, 'standing'>): boolean => problems(state).length > 0

/** No more repairs are tried: each means reading everything again. */
const most = 20

const end: Scene = { kind: 'end', discarded: true }

/** Asks for the first of the repairs that together make everything readable; there is nothing to ask for without them. */
export function mending(state: State): State {
  const first = repairOf(state)
  let at = first
  let count = 0
  while (at?.trial && isBroken(at.trial) && ++count < most) at = repairOf({ ...state, standing: at.trial.standing })
  if (!first || !at?.trial || isBroken(at.trial)) return { ...state, scene: end, said: [] }
  return { ...state, chosen: 1, scene: { kind: 'step', proposal: first }, said: [...state.said, comesFirst] }
}

const comesFirst = say('this repair makes text readable: it comes first', '此修复使文本可以读取：须先处理')

/** A repair after which less is unreadable. */
function repairOf(state: State): Proposal | undefined {
  const before = problems(state)
  const paths = new Set(before.map(({ path }) => path))
  const { rules } = state.standing.session
  const loads = new Set(rules.filter(({ rule }) => rule.tags.includes('loads')).map(({ rule }) => rule.id))
  const open = openOnes(state).filter(each => loads.has(each.rule) && paths.has(each.path) && each.fixes.length > 0)
  for (const finding of open.slice(0, most)) {
    const { proposal } = propose(state, finding, waysOf(finding))
    if (proposal.trial && problems(proposal.trial).length < before.length) return proposal
  }
  return undefined
}

/** Where an answer to a repair leads: to the next one, to the overview, or out of the session. */
export function afterMending(before: State, after: State): State {
  if (after.scene.kind !== 'review') return after
  if (isBroken(after)) return after.standing === before.standing ? { ...after, scene: end, said: [] } : mending(after)
  const { report } = after.standing.analysis
  const reachable = scoreAfter(report, planFrom(after.standing, new Set())).value
  const scene: Scene = report.findings.some(isOpen) ? { kind: 'overview' } : after.scene
  return { ...after, reachable, scene, said: [...after.said, readable] }
}

const readable = say('everything can be read now', '现在所有文件均可读取')
