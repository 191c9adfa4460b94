import { overlay } from '../../files/index.ts'
import { load } from '../../formats/nginx/load.ts'
import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { parse } from '../../formats/nginx/parse.ts'
import { resolve } from '../../formats/nginx/resolve/index.ts'
import { applyEdits, type Edit, type SourceFile } from '../../text/index.ts'
import type { Fix, RuleContext } from '../rule.ts'
import { unsafe } from './load-problems.ts'
import { type Missing, missingBrace } from './missing-brace.ts'
import { missingQuotes } from './missing-quote.ts'

/** The `}` or quote that a file lacks, where exactly one place can have it and nginx loads the result. */
export function closed({ file }: LoadProblem, model: NginxModel, { store }: RuleContext): Fix[] {
  if (file.part || model.forest.trees.some(tree => tree.file === file && tree.placeholders)) return []
  const loads = (edit: Edit): boolean => {
    const text = applyEdits(file.text, [edit])
    if (parse({ ...file, text }).problems.length > 0) return false
    const forest = load(model.root, overlay(store, new Map([[file.path, text]])), { context: model.fragment })
    return resolve(forest, model.target).verdict.loads !== false
  }
  const quotes = missingQuotes(file).map(missing => edited(file, missing))
  const quote = only(quotes, loads)
  if (quotes.length > 0) return quote ? [unsafe({ title: quoteTitle, edits: [quote], changes: ['*'] })] : []
  const brace = missingBrace(file)
  const edits = brace ? [edited(file, brace)] : []
  return only(edits, loads) ? [unsafe({ title: braceTitle, edits, changes: ['*'] })] : []
}

const quoteTitle = { en: 'Close the quoted value', zh: '闭合带引号的值' }
const braceTitle = { en: 'Close the block with }', zh: '用 } 闭合块' }

const edited = ({ path }: SourceFile, { offset, text }: Missing): Edit => ({
  path,
  span: { start: offset, end: offset },
  text,
})

/** The only one that does; undefined as soon as a second does, too. */
function only<T>(list: readonly T[], does: (one: T) => boolean): T | undefined {
  let found: T | undefined
  for (const one of list) {
    if (!does(one)) continue
    if (found !== undefined) return undefined
    found = one
  }
  return found
}
