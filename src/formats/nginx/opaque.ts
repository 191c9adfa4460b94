import { ownText, type SourceFile } from '../../text/index.ts'
import { type Directive, type Problem, type Tree, walk } from '../../tree/index.ts'
import { syntaxProblem } from './problems.ts'

/** Statements that run code of another language, whether it stands here or in a file of its own. */
const languages: readonly (readonly [language: string, statement: RegExp])[] = [
  ['Lua', /_by_lua(?:_block|_file)?$/],
  ['njs', /^js_(?:content|set|access|preread|filter|header_filter|body_filter|periodic)$/],
  ['Perl', /^perl(?:_set)?$/],
  ['mruby', /^mruby_/],
]

/** Most files hold none: their text is not even walked. */
function mayHold(file: SourceFile): boolean {
  const text = ownText(file)
  return text.includes('_by_lua') || text.includes('js_') || text.includes('perl') || text.includes('mruby_')
}

const languageOf = (name: string): string | undefined => languages.find(([, statement]) => statement.test(name))?.[0]

/** Code that can do anything to a request: what it does is not judged, and must not pass for clean. One per file. */
export function opaqueCode(tree: Tree): Problem | undefined {
  if (!mayHold(tree.file)) return undefined
  const found: Directive[] = []
  const names = new Set<string>()
  for (const directive of walk(tree.nodes)) {
    const language = languageOf(directive.name.value)
    if (language === undefined) continue
    names.add(language)
    found.push(directive)
  }
  const [first] = found
  if (!first) return undefined
  const params = { languages: [...names].join(', '), count: found.length }
  return { ...syntaxProblem(tree.file, first.name.span, 'opaque-code', params), warning: true }
}
