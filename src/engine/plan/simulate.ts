import { type FileStore, isUnreadable } from '../../files/index.ts'
import {
  byPath,
  type Edit,
  type Pieces,
  revise,
  type SourceFile,
  textOf,
  transplant,
  untouched,
} from '../../text/index.ts'
import { real } from '../search.ts'
import { tagsOf } from '../tags.ts'
import type { PlanStep } from '../types.ts'
import { allNeeds, type Needy } from './sequence.ts'

/** What is known of a file while steps are walked through. A `write` starts it anew. */
interface Simulated {
  readonly original: SourceFile | undefined
  /** Text the pieces count in: the original's, or that of the last `write`. */
  readonly base: string
  readonly pieces: Pieces
}

/** Files after some steps, by the path behind links. */
export type Scene = ReadonlyMap<string, Simulated>

export class StepConflict extends Error {
  override readonly name = 'StepConflict'
  readonly step: string
  constructor(step: string) {
    super(`${step}: other steps changed what it edits`)
    this.step = step
  }
}

export interface Walked {
  /** The steps, every edit counting in the text as it is when its turn comes. */
  readonly steps: readonly PlanStep[]
  readonly scene: Scene
}

/**
 * Walks through ordered steps. A step's own edits count in the text after its needs alone; what independent steps did
 * in between is made up for.
 * @throws StepConflict when an independent step changed the very text an edit touches.
 */
export function walkThrough(steps: readonly PlanStep[], store: FileStore, from: Scene = new Map()): Walked {
  const byId = new Map<string, Needy>(steps.map(step => [step.id, step]))
  const stage: Stage = { store, from, byId, known: new Map() }
  const done = new Map<string, number>()
  const out: PlanStep[] = []
  const scene = new Map(from)
  for (const [at, step] of steps.entries()) {
    const needed = countedIn(step, byId)
    const before = [...needed].flatMap(id => done.get(id) ?? []).sort((one, other) => one - other)
    const alone = replay(
      before.map(nth => steps[nth] as PlanStep),
      stage,
    )
    const [moved, changed] = take(step, { scene, alone, store })
    out.push(moved)
    if (touches(step)) done.set(step.id, at)
    for (const [path, now] of changed) scene.set(path, now)
  }
  return { steps: out, scene }
}

interface Stage {
  readonly store: FileStore
  readonly from: Scene
  readonly byId: ReadonlyMap<string, Needy>
  /** Scenes by the steps that lead there. */
  readonly known: Map<string, Scene>
}

const countedIn = (step: PlanStep, byId: ReadonlyMap<string, Needy>): ReadonlySet<string> =>
  step.kind === 'edit' && step.against ? new Set(step.against) : allNeeds(step, byId)

const touches = ({ kind }: PlanStep): boolean => kind === 'edit' || kind === 'write'

/** Only these steps, as if nobody else had done anything. */
function replay(steps: readonly PlanStep[], stage: Stage): Scene {
  const key = steps.map(({ id }) => id).join('\0')
  const known = stage.known.get(key)
  if (known) return known
  const scene = new Map(stage.from)
  for (const [at, step] of steps.entries()) {
    const needed = countedIn(step, stage.byId)
    const alone = replay(
      steps.slice(0, at).filter(({ id }) => needed.has(id)),
      stage,
    )
    const [, changed] = take(step, { scene, alone, store: stage.store })
    for (const [path, now] of changed) scene.set(path, now)
  }
  stage.known.set(key, scene)
  return scene
}

interface Taking {
  readonly scene: Scene
  /** The files after the step's own needs: what its edits count in. */
  readonly alone: Scene
  readonly store: FileStore
}

/** The step as it is to be taken now, and the files that it changes. */
function take(step: PlanStep, { scene, alone, store }: Taking): [PlanStep, Scene] {
  const changed = new Map<string, Simulated>()
  if (step.kind === 'write') {
    const key = real(step.path, store)
    changed.set(key, {
      original: open(step.path, scene, store).original,
      base: step.text,
      pieces: untouched(step.text),
    })
    return [step, changed]
  }
  if (step.kind !== 'edit') return [step, changed]
  const edits: Edit[] = []
  for (const [key, group] of byPath(step.edits.map(edit => ({ path: real(edit.path, store), edit })))) {
    const own = group.map(({ edit }) => edit)
    const path = own[0]?.path ?? key
    const now = open(path, scene, store)
    const then = open(path, alone, store)
    const sources = new Map<Edit, Edit>()
    for (const edit of own) {
      const moved = transplant(edit, then.pieces, now.pieces)
      if (!moved) throw new StepConflict(step.id)
      sources.set(moved, edit)
    }
    edits.push(...sources.keys())
    const pieces = revise(now.pieces, [...sources.keys()], edit => sources.get(edit) ?? edit)
    changed.set(key, { ...now, pieces })
  }
  return [{ ...step, edits }, changed]
}

function open(path: string, scene: Scene, store: FileStore): Simulated {
  const known = scene.get(real(path, store))
  if (known) return known
  const entry = store.read(path)
  const original = isUnreadable(entry) ? undefined : entry
  const base = original?.text ?? ''
  return { original, base, pieces: untouched(base) }
}

/** The texts of a scene, for an overlay. */
export const textsOf = (scene: Scene): Map<string, string> =>
  new Map([...scene].map(([path, { base, pieces }]) => [path, textOf(base, pieces)]))

/** Is a tag of a template not there any more as it was? */
export const tearsIn = (scene: Scene): boolean =>
  [...scene.values()].some(({ original, base, pieces }) => {
    const tags = original && base === original.text ? tagsOf(original) : []
    const before = untouched(base)
    return tags.some(span => !transplant({ path: '', span, text: '' }, before, pieces))
  })
