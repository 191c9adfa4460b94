import type { Model } from '../formats/format.ts'
import { encode } from '../text/index.ts'
import { sha256 } from '../text/sha256.ts'
import { located } from './location.ts'
import { byPlace } from './order.ts'
import type { FileProblem, Report } from './types.ts'

/** Every file that was read, each once; with `hashes` what its bytes are. */
export function filesOf(models: readonly Model[], problems: readonly FileProblem[], hashes: boolean): Report['files'] {
  const files = new Map<string, Report['files'][number]>()
  for (const { forest, format } of models)
    for (const { file } of forest.folder ? forest.trees.slice(1) : forest.trees)
      if (!files.has(file.path))
        files.set(file.path, { path: file.path, format, ...(hashes && { sha256: sha256(encode(file)) }) })
  for (const { path, code } of problems) if (code === 'unknown-format') files.set(path, { path, format: 'unknown' })
  return [...files.values()]
}

/**
 * Whatever kept a text from being read or understood: it must never pass for "no issues found". That an included file
 * is missing hides no text: whether it matters is for verdict and rules to say.
 */
export function problemsOf(models: readonly Model[], search: readonly FileProblem[]): FileProblem[] {
  const found = [...search]
  for (const { forest } of models) {
    for (const tree of forest.trees) for (const each of tree.problems) found.push(located(each))
    for (const each of forest.problems.map(located)) found.push(isMissing(each) ? { ...each, warning: true } : each)
  }
  return [...new Map(found.map(each => [key(each), each])).values()].sort(byPlace)
}

const isMissing = ({ code }: FileProblem): boolean => code === 'include-missing'

/** A pattern may lead to several files that are not read. */
const key = ({ path, span, code, message }: FileProblem): string => `${path}\0${span.start}\0${code}\0${message.en}`
