import type { Level, NginxModel, Statement } from '../../formats/nginx/model.ts'
import { NginxDirective } from '../../formats/nginx/syntax.ts'
import { directive, takes } from '../../formats/nginx/tables/index.ts'
import type { SourceFile } from '../../text/index.ts'
import { indentAt, type Word } from '../../tree/index.ts'
import { statements } from './statements.ts'

/** Directives that take any number of words and look at none of them when they load. */
export const takers: readonly string[] = [
  ...['index', 'try_files', 'server_name', 'log_format', 'valid_referers', 'gzip_disable', 'ancient_browser'],
  ...['gzip_types', 'ssi_types', 'sub_filter_types', 'charset_types', 'addition_types', 'addtion_types', 'xslt_types'],
  'brotli_types',
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].flatMap(way => [`${way}_no_cache`, `${way}_cache_bypass`]),
  ...['proxy_cookie_flags', 'ssl_alpn', 'proxy_ssl_alpn', 'imap_capabilities', 'pop3_capabilities'],
  ...['smtp_capabilities', 'early_hints', 'client_body_early_read', 'fancyindex_ignore', 'subs_filter_types'],
  ...['more_set_headers', 'more_clear_headers', 'more_set_input_headers', 'more_clear_input_headers'],
]

/** A directive and those on the next lines that it takes for words of its own, each as its words. */
export interface Swallowing {
  readonly level: Level
  readonly file: SourceFile
  readonly whole: readonly Word[]
  readonly swallowed: readonly (readonly Word[])[]
}

/** Every directive without its `;` that nginx loads all the same. */
export function* swallowings(model: NginxModel): Generator<Swallowing> {
  for (const statement of statements(model, ...takers)) {
    if (!runsOn(statement)) continue
    const [whole, ...swallowed] = pieces(model, statement)
    if (whole && swallowed.length > 0) yield { level: statement.level, file: statement.entry.file, whole, swallowed }
  }
}

const runsOn = ({ entry }: Statement): boolean =>
  entry instanceof NginxDirective ? entry.written.includes('\n') : true

/**
 * The words, cut before each line that stands no deeper than the statement itself (the lines of a list do) and is,
 * up to the next cut, a statement that may stand there. One word alone on its line is rather a host or file of that name.
 */
function pieces(model: NginxModel, { level, entry }: Statement): readonly (readonly Word[])[] {
  const { text } = entry.file
  const words = [entry.name, ...entry.args]
  const depth = lineIndent(text, entry.name)
  if (depth === undefined) return []
  const found: (readonly Word[])[] = []
  let end = words.length
  for (let at = words.length - 2; at > 1; at--) {
    const [last, word, next] = [words[at - 1], words[at], words[at + 1]] as [Word, Word, Word]
    if (hasBreak(text, word, next) || !hasBreak(text, last, word) || isDeeper(lineIndent(text, word), depth)) continue
    if (word.raw !== word.value || !stands(model, level, { name: word, count: end - at - 1 })) continue
    found.push(words.slice(at, end))
    end = at
  }
  const isWhole = found.length > 0 && stands(model, level, { name: entry.name, count: end - 1 })
  return isWhole ? [words.slice(0, end), ...found.reverse()] : []
}

const isDeeper = (indent: string | undefined, than: string): boolean => indent === undefined || !than.startsWith(indent)

/** The blanks before a word that begins its line. */
function lineIndent(text: string, { span }: Word): string | undefined {
  const indent = indentAt(text, span.start)
  const before = span.start - indent.length
  return before === 0 || text[before - 1] === '\n' ? indent : undefined
}

const hasBreak = (text: string, { span }: Word, next: Word): boolean =>
  text.slice(span.end, next.span.start).includes('\n')

interface Piece {
  readonly name: Word
  /** How many arguments follow the name. */
  readonly count: number
}

function stands({ target }: NginxModel, { context }: Level, { name, count }: Piece): boolean {
  const entry = directive(name.value, context, target)
  return entry !== undefined && !entry.block && takes(entry, count)
}

/** As many as anybody reads. */
const mostNames = 5

/** The names of what is swallowed, without the words that may be secret. */
export function namesOf({ swallowed }: Swallowing): string {
  const names = [...new Set(swallowed.flatMap(([name]) => name?.value ?? []))]
  return names.slice(0, mostNames).join(', ') + (names.length > mostNames ? ', …' : '')
}
