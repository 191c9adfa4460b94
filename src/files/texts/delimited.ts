import type { Inset } from '../scalar/index.ts'

/**
 * The text of a here-document: no line of it may be one that ends it, and its last line has an end. Undefined for a change
 * that the file cannot hold.
 */
export const delimited = (inset: Inset, closes: (line: string) => boolean): Inset => ({
  ...inset,
  write: change => {
    const { text } = inset.value
    const left = change.text || text.slice(0, change.span.start)
    const isOpen = change.span.end === text.length && left !== '' && !left.endsWith('\n')
    const written = inset.write(isOpen ? { ...change, text: `${change.text}\n` } : change)
    return !written || written.text.includes('\0') || written.text.split('\n').some(closes) ? undefined : written
  },
})
