import type { SourceFile, Span } from '../../text/index.ts'
import { join } from '../path.ts'

/** A file or folder of a build context that a Dockerfile puts into its image. */
export interface Copied {
  readonly source: string
  readonly span: Span
}

const instruction = /^[ \t]*(?:COPY|ADD)[ \t]+((?:\\\r?\n|[^\n])*)/gim

/** What `COPY` and `ADD` take from the context, not from other stages (Dockerfile reference). */
export function copiedBy(dockerfile: SourceFile): Copied[] {
  return [...dockerfile.text.matchAll(instruction)].flatMap(({ 0: whole, 1: rest = '', index }) => {
    const span = { start: index + whole.search(/\S/), end: index + whole.trimEnd().length }
    const words = wordsOf(rest.replace(/\\\r?\n/g, ' '))
    if (words.some(each => each.startsWith('--from='))) return []
    const sources = words.filter(each => !each.startsWith('--')).slice(0, -1)
    return sources.map(source => ({ source, span }))
  })
}

function wordsOf(rest: string): string[] {
  if (!rest.trimStart().startsWith('[')) return rest.trim().split(/\s+/)
  return [...rest.matchAll(/"([^"\n]*)"/g)].map(([, text = '']) => text)
}

/** Is a file of the store among what a source names, in a context that is a folder of the store? */
export function covers({ source }: Copied, context: string, path: string): boolean {
  if (/^\w+:\/\//.test(source)) return false
  const wild = source.search(/[*?[]/)
  const fixed = wild === -1 ? source : source.slice(0, source.lastIndexOf('/', wild) + 1)
  const place = join(context, fixed.replace(/^\/+/, ''))
  return place === '.' ? !/^(?:\/|\.\.\/)/.test(path) : path === place || path.startsWith(`${place}/`)
}
