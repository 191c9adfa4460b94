import { type Document, isNode, parseAllDocuments } from 'yaml'
import type { SourceFile, Span } from '../../text/index.ts'

/** One document of a YAML file. */
export interface Yaml {
  readonly file: SourceFile
  readonly data: unknown
  /** Where the value below a path of keys and places stands. */
  at(...path: readonly (string | number)[]): { readonly file: SourceFile; readonly span: Span } | undefined
}

const known = new WeakMap<SourceFile, readonly Yaml[]>()

/** The documents of a file, also of one that is no YAML before its tags are filled in; what does not read is left out. */
export function documentsOf(file: SourceFile): readonly Yaml[] {
  const found = known.get(file) ?? read(file)
  known.set(file, found)
  return found
}

function read(file: SourceFile): Yaml[] {
  try {
    return [...parseAllDocuments(withoutTags(file.text), { merge: true, logLevel: 'silent' })].flatMap(document =>
      document.errors.length > 0 ? [] : [opened(file, document)],
    )
  } catch {
    return []
  }
}

function opened(file: SourceFile, document: Document): Yaml {
  return {
    file,
    data: document.toJS(),
    at: (...path) => {
      const node = document.getIn(path, true)
      const range = isNode(node) ? node.range : undefined
      return range ? { file, span: { start: range[0], end: range[1] } } : undefined
    },
  }
}

/**
 * Every tag of a template as a word of the same length, the same for the same tag; lines that hold nothing else are blank.
 * Offsets stay.
 */
export function withoutTags(text: string): string {
  if (!text.includes('{{')) return text
  const lines = replaced(text, tag => tag.replace(/\W/g, each => (each === '\n' ? each : '_'))).split('\n')
  const blank = replaced(text, tag => tag.replace(/[^\n]/g, ' ')).split('\n')
  return lines.map((line, at) => (blank[at]?.trim() === '' ? blank[at] : line)).join('\n')
}

function replaced(text: string, by: (tag: string) => string): string {
  let done = ''
  let at = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open)
    if (close === -1) break
    done += text.slice(at, open) + by(text.slice(open, close + 2))
    at = close + 2
  }
  return done + text.slice(at)
}
