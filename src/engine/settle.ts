import type { Localized } from '../message/index.ts'

export interface Trying<T> {
  /** Keeps what it did when it succeeds (gives nothing) and changes nothing when it gives a reason against. */
  attempt(items: readonly T[]): Localized | undefined
  refuse(item: T, because: Localized): void
  /** Items of one kind stand together and tend to get on; another kind is tried on top of what they made. */
  kind?(item: T): unknown
}

/** A reason against some groups of which nobody can tell whose doing it is: of one whole, or of all together. */
export interface Joint {
  readonly joint: 'whole' | 'all'
}

/** Of one group: nothing against it, a reason, or a reason against several. */
export type Answer = Localized | Joint | undefined

export const isJoint = (answer: Answer): answer is Joint => answer !== undefined && 'joint' in answer

/** Groups to be tried at once, each judged by itself; then how each fared. */
type Run<T> = Generator<readonly (readonly T[])[], void, readonly Answer[]>

export interface TryingApart<T> extends Pick<Trying<T>, 'refuse' | 'kind'> {
  /** Keeps the groups that succeed. A single group has no joint answer. */
  attempt(groups: readonly (readonly T[])[]): readonly Answer[]
  /** What stands alone: items of different wholes do not touch each other. */
  whole(item: T): unknown
  /** What tends to stand alone within a whole; undefined: the item touches all of it. */
  part(item: T): unknown
}

/** Tries all items at once, so that a good batch costs one attempt; on failure kind by kind, then by halves. */
export function settle<T>(items: readonly T[], trying: Trying<T>): void {
  const run = byHalves(items, { ...trying, purse: boundless() })
  for (let step = run.next(); !step.done; step = run.next([trying.attempt(step.value.flat())]));
}

/**
 * The same for items of which many may fail: wholes are settled side by side, so that the attempts are as many as those
 * of the worst of them. Within a whole it goes by halves while that is cheap, then part beside part.
 */
export function settleApart<T>(items: readonly T[], trying: TryingApart<T>): void {
  const undecided = new Set(items)
  const refuse = (item: T, because: Localized): void => {
    undecided.delete(item)
    trying.refuse(item, because)
  }
  const rules: Rules<T> = { ...trying, refuse, undecided }
  const run = allAtOnce(items, rules)
  for (let step = run.next(); !step.done; ) {
    const answers = trying.attempt(step.value)
    for (const [at, group] of step.value.entries())
      if (answers[at] === undefined) for (const item of group) undecided.delete(item)
    step = run.next(answers)
  }
}

interface Rules<T> extends Pick<TryingApart<T>, 'refuse' | 'kind' | 'whole' | 'part'> {
  readonly undecided: ReadonlySet<T>
}

/** How many attempts a search by halves may still make, and what it left untried for want of them. */
interface Purse<T> {
  attempts: number
  readonly untried: T[]
}

const boundless = <T>(): Purse<T> => ({ attempts: Number.POSITIVE_INFINITY, untried: [] })

/** So many attempts find out exactly what goes with what among a few. */
const cheap = 16

function* allAtOnce<T>(items: readonly T[], rules: Rules<T>): Run<T> {
  if (items.length === 0) return
  const [because] = yield [items]
  if (because === undefined || isJoint(because)) return
  const wholes = grouped(items, rules.whole)
  if (wholes.length === 1) yield* withinWhole(items, rules, because)
  else {
    const isLost = (answer: Answer, asked: number): boolean =>
      isJoint(answer) && (answer.joint === 'all' || asked === 1)
    yield* besides(
      wholes.map(whole => ({ items: whole, run: withinWhole(whole, rules) })),
      { rules, isLost },
    )
  }
}

/** @param because the reason against all of them at once, where that was tried. */
function* withinWhole<T>(items: readonly T[], rules: Rules<T>, because?: Localized): Run<T> {
  const purse: Purse<T> = { attempts: cheap, untried: [] }
  const halving = { ...rules, purse }
  yield* because ? afterFailure(items, because, halving) : byHalves(items, halving)
  if (purse.untried.length === 0) return
  const wide = purse.untried.filter(item => rules.part(item) === undefined)
  const local = purse.untried.filter(item => rules.part(item) !== undefined)
  yield* byHalves(wide, { ...rules, purse: boundless() })
  const parts = grouped(local, rules.part)
  const runs = parts.map(part => ({ items: part, run: byHalves(part, { ...rules, purse: boundless() }) }))
  yield* besides(runs, { rules, isLost: isJoint })
}

/** A run with the items that it settles. */
interface Settling<T> {
  readonly items: readonly T[]
  readonly run: Run<T>
}

interface Besides<T> {
  readonly rules: Rules<T>
  /** Does the answer to a run, which asked so many groups, mean that it does not stand alone after all? */
  isLost(answer: Answer, asked: number): boolean
}

/** Several runs, step beside step. Those that turn out not to stand alone are settled by halves, as one. */
function* besides<T>(runs: readonly Settling<T>[], { rules, isLost }: Besides<T>): Run<T> {
  let open = runs.map(begun)
  for (;;) {
    open = open.filter(({ step }) => !step.done)
    if (open.length === 0) return
    const asked = open.map(({ step }) => step.value ?? [])
    const answers = yield asked.flat()
    let at = 0
    const lost: T[] = []
    const next: typeof open = []
    for (const [nth, { items, run }] of open.entries()) {
      const count = asked[nth]?.length ?? 0
      const own = answers.slice(at, at + count)
      at += count
      if (own.some(answer => isLost(answer, count))) for (const item of items) lost.push(item)
      else next.push({ items, run, step: run.next(own) })
    }
    const left = lost.filter(item => rules.undecided.has(item))
    if (left.length > 0) next.push(begun({ items: left, run: byHalves(left, { ...rules, purse: boundless() }) }))
    open = next
  }
}

const begun = <T>({ items, run }: Settling<T>): Settling<T> & { readonly step: ReturnType<Run<T>['next']> } => ({
  items,
  run,
  step: run.next(),
})

interface Halving<T> extends Pick<Trying<T>, 'refuse' | 'kind'> {
  readonly purse: Purse<T>
}

function* byHalves<T>(items: readonly T[], halving: Halving<T>): Run<T> {
  if (items.length === 0) return
  if (halving.purse.attempts <= 0) {
    for (const item of items) halving.purse.untried.push(item)
    return
  }
  halving.purse.attempts -= 1
  const [because] = yield [items]
  if (because && !isJoint(because)) yield* afterFailure(items, because, halving)
}

function* afterFailure<T>(items: readonly T[], because: Localized, halving: Halving<T>): Run<T> {
  const [first] = items
  if (items.length === 1 && first !== undefined) {
    halving.refuse(first, because)
    return
  }
  const middle = boundary(items, halving)
  yield* byHalves(items.slice(0, middle), halving)
  yield* byHalves(items.slice(middle), halving)
}

function boundary<T>(items: readonly T[], { kind }: Pick<Trying<T>, 'kind'>): number {
  const own = kind?.(items[0] as T)
  const other = kind ? items.findIndex(item => kind(item) !== own) : -1
  return other === -1 ? items.length >> 1 : other
}

function grouped<T>(items: readonly T[], by: (item: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return [...groups.values()]
}
