import { describe, expect, it } from 'vitest'
import { type Answer, settle, settleApart } from '../../src/engine/settle.ts'

const because = { en: 'no', zh: '否' }

interface Item {
  readonly kind: string
  readonly bad?: boolean
}

/** What was tried, kept and refused, where `gets` says whether items may stand on what is kept. */
function settled(items: readonly Item[], gets: (more: readonly Item[], kept: readonly Item[]) => boolean) {
  const [tried, kept, refused]: [number[], Item[], Item[]] = [[], [], []]
  settle(items, {
    attempt(more) {
      tried.push(more.length)
      if (!gets(more, kept)) return because
      kept.push(...more)
      return undefined
    },
    refuse: item => refused.push(item),
    kind: item => item.kind,
  })
  return { tried, kept, refused }
}

const heavy: readonly Item[] = Array.from({ length: 1000 }, () => ({ kind: 'heavy' }))
const light: readonly Item[] = Array.from({ length: 1000 }, () => ({ kind: 'light' }))

describe('settle', () => {
  it('needs one attempt where everything goes together', () => {
    expect(settled([...heavy, ...light], () => true).tried).toEqual([2000])
  })

  it('needs one for each kind where only kinds do not go together', () => {
    const one = (more: readonly Item[]): boolean => new Set(more.map(({ kind }) => kind)).size === 1
    const { tried, kept } = settled([...heavy, ...light], one)
    expect(tried).toEqual([2000, 1000, 1000])
    expect(kept).toHaveLength(2000)
  })

  it('finds the one that does not go, by halves', () => {
    const items = heavy.with(321, { kind: 'heavy', bad: true })
    const { tried, kept, refused } = settled(items, more => !more.some(({ bad }) => bad))
    expect(refused).toEqual([items[321]])
    expect(kept).toHaveLength(999)
    expect(tried.length).toBeLessThan(25)
  })
})

interface Piece {
  readonly whole: number
  readonly part?: number
  readonly bad?: boolean
  /** Fails beside another piece of the same name. */
  readonly rival?: string
}

/** As above with `settleApart`: a group fails for what is bad in it, and jointly where rivals meet in different groups. */
function settledApart(pieces: readonly Piece[]) {
  const [kept, refused]: [Piece[], Piece[]] = [[], []]
  let attempts = 0
  const rivals = (group: readonly Piece[]): string[] => group.flatMap(({ rival }) => rival ?? [])
  const clash = (names: readonly string[]): boolean => new Set(names).size < names.length
  const judge = (groups: readonly (readonly Piece[])[]): Answer[] => {
    attempts++
    const answers = groups.map((group): Answer => {
      if (group.some(({ bad }) => bad) || clash([...rivals(kept), ...rivals(group)])) return because
      const others = groups.filter(other => other !== group).flatMap(rivals)
      return clash([...rivals(group), ...others]) && rivals(group).some(name => others.includes(name))
        ? { joint: 'all' }
        : undefined
    })
    const good = groups.filter((_, at) => answers[at] === undefined)
    if (good.length > 0 && good.length < groups.length) {
      const again = judge(good)
      return groups.map((group, at) => answers[at] ?? again[good.indexOf(group)])
    }
    if (good.length === groups.length) kept.push(...groups.flat())
    return answers
  }
  settleApart(pieces, {
    attempt: judge,
    refuse: piece => refused.push(piece),
    whole: ({ whole }) => whole,
    part: ({ part }) => part,
  })
  return { attempts, kept, refused }
}

describe('settleApart', () => {
  it('needs as many attempts for many roots as for the worst of them', () => {
    const roots = (count: number): Piece[] =>
      Array.from({ length: count * 4 }, (_, at) => ({ whole: at >> 2, bad: at % 4 === 1 }))
    const [few, many] = [settledApart(roots(10)), settledApart(roots(1000))]
    expect(many.attempts).toBe(few.attempts)
    expect(many.refused).toHaveLength(1000)
    expect(many.kept).toHaveLength(3000)
  })

  it('settles many parts of one root side by side once halves are no longer cheap', () => {
    const parts = (count: number): Piece[] =>
      Array.from({ length: count }, (_, at) => ({ whole: 0, part: at, bad: at % 2 === 1 }))
    const { attempts, kept, refused } = settledApart(parts(1000))
    expect(attempts).toBeLessThan(40)
    expect([kept.length, refused.length]).toEqual([500, 500])
  })

  it('tries by itself what touches all of a root, and loses nothing of it', () => {
    const wide = Array.from({ length: 40 }, (_, at): Piece => ({ whole: 0, bad: at % 8 === 3 }))
    const local = Array.from({ length: 40 }, (_, at): Piece => ({ whole: 0, part: at, bad: at % 8 === 5 }))
    const { kept, refused } = settledApart([...wide, ...local])
    expect([kept.length, refused.length]).toEqual([70, 10])
  })

  it('settles as one what turns out not to stand alone: of two rivals the first is kept', () => {
    const pieces = Array.from({ length: 50 }, (_, at): Piece => ({ whole: at, ...(at % 20 === 7 && { rival: 'x' }) }))
    const { kept, refused } = settledApart([...pieces, { whole: 60, bad: true }])
    expect(kept).toHaveLength(48)
    expect(refused).toContain(pieces[27])
    expect(refused).toContain(pieces[47])
    expect(refused).not.toContain(pieces[7])
  })
})
