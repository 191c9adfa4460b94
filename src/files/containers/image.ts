import type { SourceFile, Span } from '../../text/index.ts'
import { basename, join } from '../path.ts'
import type { FileStore } from '../store.ts'
import type { Mount } from './container.ts'

/** A file or folder of a build context that a Dockerfile puts into its image. */
export interface Copied {
  readonly source: string
  /** Where it goes; into that folder when a slash ends it. */
  readonly target: string
  readonly span: Span
}

const instruction = /^[ \t]*(?:COPY|ADD)[ \t]+((?:\\\r?\n|[^\n])*)/gim

/** What `COPY` and `ADD` take from the context, not from other stages (Dockerfile reference). */
export function copiedBy(dockerfile: SourceFile): Copied[] {
  return [...dockerfile.text.matchAll(instruction)].flatMap(({ 0: whole, 1: rest = '', index }) => {
    const span = { start: index + whole.search(/\S/), end: index + whole.trimEnd().length }
    const words = wordsOf(rest.replace(/\\\r?\n/g, ' '))
    if (words.some(each => each.startsWith('--from='))) return []
    const sources = words.filter(each => !/^--|^\w+:\/\//.test(each))
    const target = sources.pop() ?? ''
    return sources.map(source => ({ source, span, target }))
  })
}

function wordsOf(rest: string): string[] {
  if (!rest.trimStart().startsWith('[')) return rest.trim().split(/\s+/)
  return [...rest.matchAll(/"([^"\n]*)"/g)].map(([, text = '']) => text)
}

/** What it puts where, of a context that is a folder of the store: a folder's content, or a file. */
export function mountOf({ source, target }: Copied, context: string, store: FileStore): Mount {
  const place = join(context, fixedPart(source))
  return { place, target: isFolder(target) && !store.list(place) ? join(target, basename(place)) : target }
}

/** A folder of an image may stand there without a slash: `/etc/nginx/conf.d`. */
const isFolder = (target: string): boolean => target.endsWith('/') || !/\.(?!d$)[^./]*$/.test(basename(target))

/** The folder above what stands for any name. */
function fixedPart(source: string): string {
  const wild = source.search(/[*?[]/)
  return (wild === -1 ? source : source.slice(0, source.lastIndexOf('/', wild) + 1)).replace(/^\/+/, '')
}

/** The images that its stages start from. */
export const basesOf = ({ text }: SourceFile): string[] =>
  [...text.matchAll(/^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(\S+)/gim)].map(([, image = '']) => image)
