import { describe, expect, test } from 'vitest'
import { directive } from '../../src/formats/nginx/tables/index.ts'
import { type AnalyzeInput, analyze } from '../../src/index.ts'
import { defaultTarget } from '../../src/target/index.ts'
import { inputOf, written } from './rules.ts'

// nginx reads a file in other spellings as the same file: words in quotes, `${name}`, flags and header names in other
// letters, other blanks. What is said of the examples of all pages has to be the same in each of them.

const eachLine = (text: string, keep: RegExp, change: (line: string) => string): string =>
  text
    .split('\n')
    .map(line => (keep.test(line) ? line : change(line)))
    .join('\n')

/** Flags and words of a list are the same in other letters: `ssl_protocols tlsv1.2` (ngx_conf_set_enum_slot and others). */
const isListed = (name: string): boolean =>
  name === 'starttls' || /^(?:flag|enum|bitmask)$/.test(directive(name, undefined, defaultTarget)?.kind ?? '')

const swapped = (words: string): string => (/[A-Z]/.test(words) ? words.toLowerCase() : words.toUpperCase())

const headers =
  /\b(?:X-[A-Z]\w*(?:-\w+)*|Host|Upgrade|Connection|Authorization|Strict-Transport-Security|Access-Control-[\w-]+|Content-[\w-]+|Cache-Control)(?= )/g

const spellings: Readonly<Record<string, (text: string) => string>> = {
  'every second word in quotes': text => {
    let count = 0
    return eachLine(text, /['"#{}\\]|_by_lua|js_|perl/, line =>
      line.replace(/(?<=[ \t])[\w/.:$=-]+(?=[ ;])/g, word => (++count % 2 ? word : `"${word}"`)),
    )
  },
  'variables in braces': text =>
    eachLine(text, /^\s*(?:map|geo|set|split_clients|\w+_set|charset_map)\b|_by_lua|#|\bif\b|~|\\/, line =>
      line.replace(/\$([a-z_][a-z0-9_]*)/g, '${$1}'),
    ),
  'words of a list in other letters': text =>
    text.replace(/^([ \t]*)([a-z_0-9]+) ([^;{}'"$\n]+);/gm, (line, blanks, name, words) =>
      isListed(name) ? `${blanks}${name} ${swapped(words)};` : line,
    ),
  'tabs and more blanks': text => eachLine(text, /['"#]|_by_lua|js_/, line => line.replace(/ (?=\S)/g, '\t ')),
  'CR LF': text => text.replaceAll('\n', '\r\n'),
  'variables in capitals': text =>
    // \$scheme in front of a rewrite and the name of a definition are compared letter by letter, or are not variables.
    eachLine(
      text,
      /_by_lua|#|~|\\|js_|perl|log_format|\$scheme:|^\s*(?:map|geo|split_clients|limit_\w+_zone)\b/,
      line =>
        line.replace(/\$(?:host|request_uri|uri|args|http_\w+|arg_\w+|remote_\w+|server_name)\b/g, name =>
          name.toUpperCase(),
        ),
    ),
  'names of servers in capitals': text =>
    text.replace(/^([ \t]*server_name )([\w .*-]+);/gm, (_all, head, names) => `${head}${names.toUpperCase()};`),
  'every address written': text => text.replace(/^([ \t]*listen )(\d+)(?=[ ;])/gm, '$1*:$2'),
  'header names in small letters': text => text.replace(headers, word => word.toLowerCase()),
}

/** Without fixes: not every spelling is one that they change. */
function said(input: AnalyzeInput): string[] {
  const { findings, problems, verdicts } = analyze(input)
  return [
    ...findings.map(({ rule, severity, line }) => `${rule} ${severity} in line ${line}`),
    ...problems.map(({ message }) => message.en),
    ...verdicts.map(({ loads }) => `loads: ${loads}`),
  ].sort()
}

/** What is said about the spelling itself: nobody quotes a name, so a word in quotes is none; and files whose rights are told by their text. */
const spelled = /^nginx\/(?:syntax|unterminated-directive|header-multiline|file-permissions)$/

const examples = written
  .filter(([id]) => id.startsWith('nginx/') && !spelled.test(id))
  .flatMap(([id, , page]) => [...page.bad, ...page.good].map(example => ({ id, example, input: inputOf(example, id) })))
  .map(each => ({ ...each, plain: said(each.input) }))

describe.each(Object.entries(spellings))('%s', (_name, spell) => {
  test('change nothing that is said', () => {
    let changed = 0
    for (const { id, example, input, plain } of examples) {
      const files = Object.fromEntries(
        Object.entries(input.files).map(([path, text]) => [path, path.endsWith('.conf') ? spell(String(text)) : text]),
      )
      if (JSON.stringify(files) === JSON.stringify(input.files)) continue
      changed++
      expect.soft(said({ ...input, files }), `src/rules/${id}.md:${example.line}`).toEqual(plain)
    }
    expect(changed).toBeGreaterThan(100)
  })
})
