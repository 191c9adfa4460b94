import type { EffectiveValue, Model } from '../formats/format.ts'
import { formatOf } from '../formats/named.ts'
import type { Directive } from '../tree/index.ts'
import type { Analysis, EffectiveChange } from './types.ts'

interface Held {
  value: string
  readonly origin: Directive | 'default'
}

/** Everything that is in force: by scope, then by setting. A list's values are joined in order. */
type Effective = ReadonlyMap<string, ReadonlyMap<string, Held>>

/** A change of an effective value with the statement that brought the new value, if one did, else the old one. */
export interface TracedChange extends EffectiveChange {
  readonly new: Directive | undefined
  readonly old: Directive | undefined
  /** Path of the root it is in force for. */
  readonly root: string
}

type Change = Omit<TracedChange, 'root'>

const known = new WeakMap<Model, Effective>()

function effectiveOf(model: Model): Effective {
  const cached = known.get(model)
  if (cached) return cached
  const all = new Map<string, Map<string, Held>>()
  for (const each of formatOf(model.format).effective(model)) add(all, each)
  known.set(model, all)
  return all
}

function add(all: Map<string, Map<string, Held>>, { scope, setting, value, origin }: EffectiveValue): void {
  let settings = all.get(scope)
  if (!settings) {
    settings = new Map()
    all.set(scope, settings)
  }
  const held = settings.get(setting)
  if (held) held.value += `\n${value}`
  else settings.set(setting, { value, origin })
}

/** What is in force differently. Roots correspond by position: both analyses are of one session. */
export function effectiveChanges(before: Analysis, after: Analysis): TracedChange[] {
  return before.host.models.flatMap((model, at) => {
    const now = after.host.models[at]
    if (!now || sameTexts(model, now)) return []
    return changesOf(effectiveOf(model), effectiveOf(now)).map(each => ({ ...each, root: model.root }))
  })
}

/** Models of the very same texts are equal; nothing needs to be compared. */
const sameTexts = (a: Model, b: Model): boolean =>
  a.forest.trees.length === b.forest.trees.length &&
  a.forest.trees.every((tree, at) => tree.file === b.forest.trees[at]?.file)

const nothing: ReadonlyMap<string, Held> = new Map()

function changesOf(before: Effective, after: Effective): Change[] {
  const changes: Change[] = []
  for (const [scope, was] of before) inScope(changes, scope, { was, is: after.get(scope) ?? nothing })
  for (const [scope, is] of after) if (!before.has(scope)) inScope(changes, scope, { was: nothing, is })
  return changes
}

type Pair = { readonly was: ReadonlyMap<string, Held>; readonly is: ReadonlyMap<string, Held> }

function inScope(changes: Change[], scope: string, { was, is }: Pair): void {
  for (const [setting, held] of was) {
    const now = is.get(setting)
    if (now?.value !== held.value) changes.push(change(scope, setting, [held, now]))
  }
  for (const [setting, now] of is) if (!was.has(setting)) changes.push(change(scope, setting, [undefined, now]))
}

const change = (scope: string, setting: string, [was, is]: [Held | undefined, Held | undefined]): Change => ({
  scope,
  setting,
  before: was?.value,
  after: is?.value,
  old: written(was),
  new: written(is),
})

const written = (held: Held | undefined): Directive | undefined =>
  held === undefined || held.origin === 'default' ? undefined : held.origin
