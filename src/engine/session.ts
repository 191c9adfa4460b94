import type { Baseline } from '../baseline/index.ts'
import type { FileStore } from '../files/index.ts'
import type { Target } from '../target/index.ts'
import { activeRules, baselineOf, rulesFor } from './active.ts'
import { openInput, targetOf } from './input.ts'
import { type Loaded, loadRoots } from './roots.ts'
import type { ActiveRule } from './seen.ts'
import { type Stopwatch, stopwatch } from './stats.ts'
import type { AnalyzeInput, FileProblem, Root } from './types.ts'

/** What stays the same while a fix or plan analyses many versions of the same files. */
export interface Session {
  readonly input: AnalyzeInput
  readonly store: FileStore
  readonly target: Target
  readonly baseline: Baseline
  readonly rules: readonly ActiveRule[]
  readonly roots: readonly Root[]
  /** Of the search for roots. */
  readonly problems: readonly FileProblem[]
}

/** Opens the input and finds the roots. What was loaded on the way is handed out for the first analysis. */
export function openSession(input: AnalyzeInput, watch: Stopwatch = stopwatch(input)): Opened {
  const baseline = baselineOf(input.baseline)
  const { store, roots } = openInput(input)
  const { loaded, problems } = watch.time('load', () => loadRoots(input, store, roots))
  const session: Session = {
    input,
    store,
    target: targetOf(input.target),
    baseline,
    rules: activeRules(baseline, rulesFor(loaded.map(({ format }) => format.id))),
    roots: loaded.map(({ format, forest, named }) => ({
      path: forest.root,
      format: format.id,
      ...(named && { named }),
    })),
    problems,
  }
  return { session, loaded }
}

export interface Opened {
  readonly session: Session
  readonly loaded: readonly Loaded[]
}
