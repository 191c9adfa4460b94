/** A word or sentence; code is shown as such. */
export type Inline = string | { readonly code: string }

/** A part of a document that can be written as Markdown and as HTML. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly kind: 'code'; readonly text: string; readonly language: 'diff' | 'text' }

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text })
export const paragraph = (...text: readonly Inline[]): Block => ({ kind: 'paragraph', text })
export const code = (text: string): Inline => ({ code: text })
