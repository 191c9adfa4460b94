import type { EffectiveValue, Model } from '../formats/format.ts'
import { formatOf } from './formats.ts'
import type { Analysis, EffectiveChange } from './types.ts'

/** One scope's value of one setting, with the files it comes from. */
interface Held {
  readonly scope: string
  readonly setting: string
  value: string
  path: string | undefined
}

export type Effective = ReadonlyMap<string, Held>

/** A change of an effective value with the file that brought the new (else the old) value. */
export interface TracedChange extends EffectiveChange {
  readonly path: string | undefined
}

const known = new WeakMap<Model, Effective>()

/** Everything that is in force, by root, scope and setting. A list's values are joined in order. */
function effectiveOf(model: Model): Effective {
  const cached = known.get(model)
  if (cached) return cached
  const all = new Map<string, Held>()
  for (const each of formatOf(model.format).effective(model)) add(all, each)
  known.set(model, all)
  return all
}

function add(all: Map<string, Held>, { scope, setting, value, origin }: EffectiveValue): void {
  const key = `${scope}\0${setting}`
  const held = all.get(key)
  const path = origin === 'default' ? undefined : origin.file.path
  if (!held) all.set(key, { scope, setting, value, path })
  else held.value += `\n${value}`
}

/** What is in force differently. Roots correspond by position: both analyses are of one session. */
export function effectiveChanges(before: Analysis, after: Analysis): TracedChange[] {
  return before.host.models.flatMap((model, at) => {
    const now = after.host.models[at]
    return now && !sameTexts(model, now) ? changesOf(effectiveOf(model), effectiveOf(now)) : []
  })
}

/** Models of the very same texts are equal; nothing needs to be compared. */
const sameTexts = (a: Model, b: Model): boolean =>
  a.forest.trees.length === b.forest.trees.length &&
  a.forest.trees.every((tree, at) => tree.file === b.forest.trees[at]?.file)

function changesOf(before: Effective, after: Effective): TracedChange[] {
  const changes: TracedChange[] = []
  for (const [key, { scope, setting, value, path }] of before) {
    const now = after.get(key)
    if (now?.value !== value)
      changes.push({ scope, setting, before: value, after: now?.value, path: now?.path ?? path })
  }
  for (const [key, { scope, setting, value, path }] of after)
    if (!before.has(key)) changes.push({ scope, setting, before: undefined, after: value, path })
  return changes
}
