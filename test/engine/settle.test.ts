import { describe, expect, it } from 'vitest'
import { settle } from '../../src/engine/settle.ts'

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
