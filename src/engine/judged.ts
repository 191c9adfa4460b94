import type { Model } from '../formats/format.ts'
import type { Problem } from '../tree/index.ts'
import { counterpart, isTemplate, type View } from './worlds.ts'

/** Models whose verdict is that of all the worlds: false where every one is refused for the same reason, else unknown. */
export function judged(models: readonly Model[], hosts: readonly (readonly View[])[]): Model[] {
  return models.map(model => {
    if (!isTemplate(model)) return model
    const all = hosts.flatMap(([base]) => (base ? [base.worlds().map(world => counterpart(model, world))] : []))
    const worlds = all.find(each => each.every(one => one !== undefined)) as Model[] | undefined
    const because = worlds ? certain(model, worlds) : []
    return {
      ...model,
      verdict: because.length > 0 ? { loads: false, because } : { loads: null, because: templates(model) },
    }
  })
}

const templates = ({ forest }: Model): readonly Problem[] => forest.problems.filter(({ code }) => code === 'template')

function certain(model: Model, worlds: readonly Model[]): readonly Problem[] {
  const [first, ...others] = worlds.map(({ verdict }) => (verdict.loads === false ? verdict.because : []))
  const reasons = others.map(list => new Set(list.map(reasonOf)))
  return (first ?? []).filter(
    each => !each.warning && reasons.every(list => list.has(reasonOf(each))) && !mends(model, each),
  )
}

const reasonOf = ({ file, span, code }: Problem): string => `${file.path}\0${span.start}\0${code}`

/** What makes up for a missing option, an unknown name or a refused value may stand where nobody has seen it. */
const mendable: ReadonlySet<string> = new Set([
  ...['missing-requirement', 'unknown-option', 'removed-option', 'option-conflict', 'refused-value', 'is-a-directory'],
])

const mends = ({ forest }: Model, { code }: Problem): boolean =>
  mendable.has(code) && forest.trees.some(({ gaps = [] }) => gaps.length > 0)
