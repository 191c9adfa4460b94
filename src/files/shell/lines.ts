import { leading } from '../../text/index.ts'
import type { Inset } from '../scalar/index.ts'

/** Texts as one, each with a line end behind it. A change is one of a single text. */
export function lines(insets: readonly Inset[]): Inset {
  let length = 0
  const ends = insets.map(({ value: { text } }) => (length += text.length + 1))
  const placeOf = (offset: number): { readonly inset: Inset; readonly at: number } => {
    const nth = Math.min(
      insets.length - 1,
      leading(ends, end => end <= offset),
    )
    const inset = insets[nth] as Inset
    return { inset, at: offset - ((ends[nth] as number) - inset.value.text.length - 1) }
  }
  const text = insets.map(({ value }) => `${value.text}\n`).join('')
  return {
    style: insets[0]?.style ?? 'printed',
    value: {
      text,
      at: offset => {
        const { inset, at } = placeOf(Math.min(offset, Math.max(0, text.length - 1)))
        return inset.value.at(at)
      },
    },
    write({ span: { start, end }, text: own }) {
      const { inset, at } = placeOf(start)
      const stop = at + end - start
      return stop <= inset.value.text.length ? inset.write({ span: { start: at, end: stop }, text: own }) : undefined
    },
  }
}
