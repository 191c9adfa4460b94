import type { Edit } from '../text/index.ts'
import type { Repair, Spot } from './compared.ts'
import { landedIn } from './landed.ts'
import type { Parts } from './parts.ts'
import type { Answer } from './settle.ts'
import type { Finding } from './types.ts'
import { concerns, type Fault } from './verify.ts'

/** Groups of repairs that were tried at once on top of those that are done; all their edits count in one text. */
export interface Tried {
  readonly parts: Parts
  readonly done: readonly Repair[]
  readonly groups: readonly (readonly Repair[])[]
  /** Who is a host for what may have changed as well: then a new finding may be anybody's doing. */
  readonly elsewhere: boolean
  /** For what kinds of faults fixes of a rule were refused one by one. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>
}

/** How each group fared: the first fault that is its doing, or one of which nobody can tell whose it is. */
export function blame(faults: Iterable<Fault>, tried: Tried): Answer[] {
  const answers: Answer[] = tried.groups.map(() => undefined)
  const judges = tried.groups.map(group => concerns(group))
  const culprits = culpritsIn(tried)
  const open: Open[] = []
  for (const fault of faults) {
    const among = culprits(fault)
    const [only] = among
    const concerned = among.filter(at => judges[at]?.(fault))
    // A change that one of them announced is taken for its doing.
    if (concerned.length === 0 || (fault.setting !== undefined && concerned.length < among.length)) continue
    if (among.length === 1 && only !== undefined) answers[only] ??= fault.because
    else open.push({ fault, among })
  }
  for (const some of ofOneKind(open)) shareOut(some, answers, tried)
  return answers
}

/** A fault of which more than one group may be the cause. */
interface Open {
  readonly fault: Fault
  readonly among: readonly number[]
}

function ofOneKind(open: readonly Open[]): Open[][] {
  const kinds = new Map<string, Open[]>()
  for (const each of open) {
    const key = `${each.fault.kind}\0${each.among.join()}`
    const same = kinds.get(key) ?? []
    kinds.set(key, same)
    same.push(each)
  }
  return [...kinds.values()]
}

/** As many faults as there are repairs of rules that are known to bring them: each has its own. */
function shareOut(open: readonly Open[], answers: Answer[], tried: Tried): void {
  const [first] = open
  if (!first) return
  const { fault, among } = first
  // Perhaps the doing of those that are refused anyway: the others are tried again without them.
  if (among.some(at => answers[at] !== undefined)) return
  const brings = ({ finding }: Repair): boolean => tried.known.get(finding.rule)?.has(fault.kind) === true
  const likely = among.filter(at => tried.groups[at]?.every(brings))
  if (likely.length > 0 && likely.length <= open.length)
    for (const [nth, at] of likely.entries()) answers[at] = open[nth]?.fault.because
  else for (const at of among) answers[at] = { joint: wholesAmong(among, tried) > 1 ? 'all' : 'whole' }
}

const wholesAmong = (among: readonly number[], { parts, groups }: Tried): number =>
  new Set(
    among.flatMap(at => (groups[at] ?? []).flatMap(({ fix }) => fix.edits.map(({ path }) => parts.wholeOf(path)))),
  ).size

/** The groups whose doing a fault may be. */
function culpritsIn({ parts, done, groups, elsewhere }: Tried): (fault: Fault) => readonly number[] {
  const all = [...groups.keys()]
  const own = new Map(groups.flatMap((group, at) => group.map(repair => [repair, at] as const)))
  const blockOf = ({ path, span }: Pick<Edit, 'path' | 'span'>): string | undefined => parts.blockOf(path, span.start)
  const byBlock = groupsBy(groups, ({ fix }) => fix.edits.map(blockOf))
  const byFinding = groupsBy(groups, ({ finding }) => [finding, ...finding.related].map(blockOf))
  const byWhole = groupsBy(groups, ({ fix }) => fix.edits.map(({ path }) => parts.wholeOf(path)))
  const now = landedIn([...done, ...groups.flat()], parts.fileOf)
  const then = landedIn(done, parts.fileOf)
  const at = ({ path, offset, of }: Spot): readonly number[] => {
    const whole = byWhole.get(parts.wholeOf(path)) ?? all
    if (offset === undefined) return whole
    const place = (of === 'after' ? now : then)(path, offset)
    const repairer = typeof place === 'object' ? own.get(place) : undefined
    if (repairer !== undefined) return [repairer]
    const block = typeof place === 'number' ? parts.blockOf(path, place) : undefined
    return (block === undefined ? undefined : (byBlock.get(block) ?? byFinding.get(block))) ?? whole
  }
  const besideOthers = (path: string): boolean => {
    const whole = parts.wholeOf(path)
    return whole !== undefined && !parts.isAlone(whole)
  }
  /** Of a finding that looks at several roots: those that have to do with it. */
  const involved = (finding: Finding): readonly number[] => {
    const wholes = [finding, ...finding.related].map(({ path }) => byWhole.get(parts.wholeOf(path)) ?? [])
    const found = [...new Set(wholes.flat())]
    return found.length > 0 ? found : all
  }
  return ({ repair, spot, finding }) => {
    const repairer = repair && own.get(repair)
    if (repairer !== undefined) return [repairer]
    if (!spot) return all
    if (!finding || !besideOthers(spot.path)) return at(spot)
    return elsewhere ? all : finding.rule.startsWith('host/') ? involved(finding) : at(spot)
  }
}

function groupsBy<K>(
  groups: readonly (readonly Repair[])[],
  keys: (repair: Repair) => readonly (K | undefined)[],
): Map<K | undefined, readonly number[]> {
  const found = new Map<K | undefined, Set<number>>()
  for (const [at, group] of groups.entries())
    for (const own of group.flatMap(keys)) if (own !== undefined) found.set(own, (found.get(own) ?? new Set()).add(at))
  return new Map([...found].map(([own, set]) => [own, [...set]]))
}
