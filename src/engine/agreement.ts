import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Fix, Observation, Related, RuleContext } from '../rules/rule.ts'
import { gapsOf } from './gaps.ts'
import { observations, observe } from './observe.ts'
import { isOpen, quoting } from './quoting.ts'
import { type ActiveRule, paramsOf, relatedOf, SeenFinding } from './seen.ts'
import { inTemplate } from './template-edits.ts'
import type { Finding } from './types.ts'
import { counterpart, isTemplate, type View } from './worlds.ts'

type Subject = Model | HostModel

/** Runs a rule over what templates may become: what it says of each of the worlds stands. */
export function within(views: readonly View[]): typeof observe {
  return (active, subject, context) => {
    if ('forest' in subject && subject.format === 'nginx') return observe(active, subject, context)
    const own = 'forest' in subject && isTemplate(subject) ? views : views.slice(0, 1)
    return own.flatMap(view => inView(view, active, { subject, context }))
  }
}

interface Asked {
  readonly subject: Subject
  readonly context: RuleContext
}

function inView(view: View, active: ActiveRule, { subject, context: given }: Asked): Finding[] {
  let asked = false
  const seen = (at: 0 | 1 | 2): Observation[] => {
    const world = view.worlds()[at]
    const context = contextIn(world, given, () => {
      asked = true
    })
    const own = counterpart(subject, world)
    const quoted = quoting(subject, own)
    return own
      ? observations(active, own, context)
          .filter(each => view.holds(each.at))
          .map(quoted)
      : []
  }
  const least = seen(0)
  if (least.length === 0 || (view.branch && asked)) return []
  const gaps = gapsOf(subject).length > 0
  const [other, most] = [byWords(seen(1)), byWords(seen(2))]
  return least.flatMap(each => {
    const words = wordsOf(each)
    const same = other.get(words)
    if (!same || !most.has(words) || (comparing(active) && isOpen(subject, each))) return []
    const fixes = (): readonly Fix[] =>
      common(fixesOf(each), fixesOf(same)).flatMap(fix => inTemplate(fix, each.at, subject) ?? [])
    const { remedy: _, ...rest } = each
    const lacking = gaps && isLacking(fixesOf(each)) ? { confidence: 'low' as const } : {}
    const related = commonPlaces(relatedOf(each), relatedOf(same))
    return [new SeenFinding(active, { ...rest, ...lacking, related, fixes }, given.store)]
  })
}

/** Rules that hold a value against one of another machine, or of this one as it runs: any that is tried differs from it. */
const comparing = ({ rule }: ActiveRule): boolean => rule.tags.includes('pair') || rule.tags.includes('live')

/** A condition may stand for what the host is there for: a rule that asks for that cannot judge its branches. */
const contextIn = ({ roles, shown }: HostModel, given: RuleContext, asked: () => void): RuleContext => ({
  ...given,
  ...(given.shown && { shown }),
  get roles() {
    asked()
    return roles
  },
})

const byWords = (list: readonly Observation[]): Map<string, Observation> =>
  new Map(list.map(each => [wordsOf(each), each]))

function wordsOf(observation: Observation): string {
  const { at, subject, message } = observation
  return JSON.stringify([at.file.path, at.span.start, at.span.end, subject, message.id, paramsOf(observation) ?? {}])
}

const fixesOf = ({ fixes = [] }: Observation): readonly Fix[] => (typeof fixes === 'function' ? fixes() : fixes)

/** Places of which the same is said whatever is put in. */
function commonPlaces(these: readonly Related[], those: readonly Related[]): Related[] {
  const named = ({ at, message }: Related): string => `${at.file.path}\0${at.span.start}\0${message.en}`
  const known = new Set(those.map(named))
  return these.filter(each => known.has(named(each)))
}

/** What is mended by adding lines is written nowhere, and may be what a template brings. */
const isLacking = (fixes: readonly Fix[]): boolean =>
  fixes.length > 0 && fixes.every(({ edits }) => edits.length > 0 && edits.every(({ span }) => span.start === span.end))

/** Fixes that do not depend on what is put in. */
function common(these: readonly Fix[], those: readonly Fix[]): Fix[] {
  const known = new Set(those.map(fix => JSON.stringify(fix)))
  return these.filter(fix => known.has(JSON.stringify(fix)))
}
