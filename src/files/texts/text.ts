import type { Part, Span } from '../../text/index.ts'
import type { Inset } from '../scalar/index.ts'

/** What is read here for the files and the commands in it. */
export type Language = 'yaml' | 'shell' | 'dockerfile' | 'hcl' | 'vagrantfile' | 'jenkinsfile' | 'makefile'

/** A place in a file that holds a configuration by its name, or may. */
export interface Key extends Pick<Part, 'name' | 'context' | 'modules' | 'placed'> {
  /** What it stands in, to tell keys of one name apart. */
  readonly owner: string
  readonly at: number
  /** Undefined when its text is not there, or cannot be read. */
  readonly inset: Inset | undefined
}

/** A text of a language inside another text. */
export interface Nested {
  readonly language: Language
  readonly inset: Inset
  /** Kernel settings made there are those of no host. */
  readonly container?: true
}

/** What stands in a text: files, and texts of other languages. */
export interface Held {
  readonly keys: readonly Key[]
  readonly texts: readonly Nested[]
}

/** A text as it stands in its file. */
export const whole = (text: string): Inset => ({
  style: 'plain',
  value: { text, at: offset => offset },
  write: change => change,
})

/** A stretch of a text. */
export const slice = (source: string, { start, end }: Span, style: string): Inset => ({
  style,
  value: { text: source.slice(start, end), at: offset => start + offset },
  write: ({ span, text }) => ({ span: { start: start + span.start, end: start + span.end }, text }),
})

/** A text that stands inside another one, as one of the file that the other stands in. */
export const within = (outer: Inset, { style, value, write }: Inset): Inset => ({
  style,
  value: { text: value.text, at: offset => outer.value.at(value.at(offset)) },
  write: change => {
    const written = write(change)
    return written && outer.write(written)
  },
})
