import {
  afterEdits,
  type Edit,
  hunksOf,
  leading,
  patchText,
  type SourceFile,
  type Span,
  Stretches,
} from '../text/index.ts'
import { secrets } from './redact.ts'

/** Lines of context in a diff. */
const context = 3

/**
 * A file on its way through the steps of a plan, with the secrets in it. Each step costs as much as what it changes:
 * a plan may change a large file thousands of times.
 */
export class FollowedText {
  readonly #path: string
  readonly #text: Stretches
  #isNew: boolean
  #secrets: readonly Span[]

  /** @param file undefined: it is not there yet. */
  constructor(path: string, file: SourceFile | undefined) {
    this.#path = path
    this.#isNew = file === undefined
    this.#text = new Stretches(file?.text ?? '')
    this.#secrets = file ? secrets(file) : []
  }

  get length(): number {
    return this.#text.length
  }

  /** Makes the edits, and says so as a unified diff with as few lines with secrets on them as it can do with. */
  change(edits: readonly Edit[]): string {
    const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    const diff = this.#diff(sorted)
    const kept = afterEdits(this.#secrets, sorted)
    let grown = 0
    const added: Span[] = []
    for (const { span, text } of sorted) {
      const start = span.start + grown
      this.#text.replace({ start, end: span.end + grown }, text)
      grown += text.length - (span.end - span.start)
      if (text !== '') added.push({ start, end: start + text.length })
    }
    this.#isNew = false
    this.#secrets = together(
      kept,
      added.flatMap(span => this.#secretsAround(span)),
    )
    return diff
  }

  #diff(sorted: readonly Edit[]): string {
    const hunks: string[] = []
    let grown = 0
    for (const { span, edits } of this.#windows(sorted)) {
      const part = hunksOf(
        {
          path: this.#path,
          before: this.#text.slice(span.start, span.end),
          edits: edits.map(edit => ({ ...edit, span: moved(edit.span, -span.start) })),
          hidden: this.#secretLines(span),
        },
        { lines: this.#text.linesBefore(span.start), grown },
        context,
      )
      hunks.push(...part.hunks)
      grown = part.grown
    }
    return patchText({ path: this.#path, isNew: this.#isNew }, hunks)
  }

  /** The lines around the edits, so many that what stands in different windows would not share a hunk either. */
  #windows(sorted: readonly Edit[]): { readonly span: Span; readonly edits: Edit[] }[] {
    const found: { span: Span; edits: Edit[] }[] = []
    for (const edit of sorted) {
      const start = this.#text.lineStart(edit.span.start, context + 1)
      const end = this.#text.lineEnd(edit.span.end, context + 1)
      const last = found.at(-1)
      if (last && start <= last.span.end) {
        last.span = { start: last.span.start, end: Math.max(last.span.end, end) }
        last.edits.push(edit)
      } else found.push({ span: { start, end }, edits: [edit] })
    }
    return found
  }

  /** Lines of a window, counted in it, on which secrets begin. */
  #secretLines({ start, end }: Span): Set<number> {
    const lines = new Set<number>()
    const above = this.#text.linesBefore(start)
    for (let nth = leading(this.#secrets, each => each.start < start); nth < this.#secrets.length; nth++) {
      const secret = this.#secrets[nth] as Span
      if (secret.start >= end) break
      lines.add(this.#text.linesBefore(secret.start) - above)
    }
    return lines
  }

  /** What the lines say that hold something new; a secret that is known may be among it. */
  #secretsAround(span: Span): Span[] {
    const start = this.#text.lineStart(span.start, 0)
    const text = this.#text.slice(start, this.#text.lineEnd(span.end, 0))
    return secrets({ path: this.#path, text, encoding: 'utf8' }).map(each => moved(each, start))
  }
}

/** In order, each once. */
function together(known: readonly Span[], found: readonly Span[]): readonly Span[] {
  if (found.length === 0) return known
  const all = new Map([...known, ...found].map(span => [span.start, span]))
  return [...all.values()].sort((a, b) => a.start - b.start)
}

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })
