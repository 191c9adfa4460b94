import { restartQuestion } from '../../remedies/openvpn/restart-question.ts'
import type { PlanStep } from '../types.ts'
import { questionsIn } from './questions.ts'

/**
 * Each restart of a tunnel is an outage: one that a later step repeats is left out, unless another step waits for
 * it, or the later one waits for a person.
 * The later one then stands behind the edits of both, checks for both and resolves what both do.
 */
export function restartedOnce(steps: readonly PlanStep[]): PlanStep[] {
  const all = new Map<string, number[]>()
  for (const [at, step] of steps.entries())
    for (const unit of restartsOf(step)) all.set(unit, [...(all.get(unit) ?? []), at])
  const heldUp = questionsIn(steps)
  const awaited = new Set(steps.flatMap(step => step.needs))
  const earlier = new Map<number, PlanStep[]>()
  const left = new Set<PlanStep>()
  for (const [at, step] of steps.entries()) {
    if (!onlyRestarts(step) || awaited.has(step.id)) continue
    const later = restartsOf(step).map(
      unit => (all.get(unit) ?? []).findLast(other => other <= at || !heldUp(at, other)) ?? at,
    )
    if (later.includes(at)) continue
    const by = Math.max(...later)
    earlier.set(by, [...(earlier.get(by) ?? []), step])
    left.add(step)
  }
  return steps.flatMap((step, at) => (left.has(step) ? [] : [together(step, earlier.get(at) ?? [])]))
}

/** Names without the suffix that systemctl takes for granted. */
const plain = (word: string): string => word.replace(/\.service$/, '')

const isRestart = (argv: readonly string[]): boolean =>
  argv[0] === 'systemctl' && argv[1] === 'restart' && argv[2]?.startsWith('openvpn') === true

/** The tunnels that a step restarts; the question to a person is one that stands for those that nobody knows. */
function restartsOf(step: PlanStep): string[] {
  if (step.kind === 'decide') return step.question.en === restartQuestion.en ? [restartQuestion.en] : []
  if (step.kind !== 'command') return []
  return step.commands.flatMap(({ argv }) => (isRestart(argv) ? argv.slice(2).map(plain) : []))
}

const onlyRestarts = (step: PlanStep): boolean =>
  restartsOf(step).length > 0 && (step.kind !== 'command' || step.commands.every(({ argv }) => isRestart(argv)))

function together(step: PlanStep, earlier: readonly PlanStep[]): PlanStep {
  if (earlier.length === 0) return step
  const group = [step, ...earlier]
  const checks = group.flatMap(({ verify = [] }) => verify)
  const verify = checks.filter((one, at) => checks.findIndex(each => sameCheck(one.argv, each.argv)) === at)
  return {
    ...step,
    why: step.why ?? why,
    needs: [...new Set(group.flatMap(({ needs }) => needs))],
    resolves: [...new Set(group.flatMap(({ resolves }) => resolves))],
    ...(verify.length > 0 && { verify }),
  }
}

const sameCheck = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, at) => plain(word) === plain(other[at] as string))

const why = {
  en: 'Once for all changes to the files: each restart interrupts the tunnel',
  zh: '文件的全部修改只重启一次：每次重启都会中断隧道',
}
