import type { NginxModel, Statement } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceWord, type Word } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { answeredRequest, firstOf, handlerAt } from './request-to.ts'
import { statements } from './statements.ts'

const setters = ['add_header', 'add_trailer', 'more_set_headers', 'proxy_set_header', 'grpc_set_header']

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/header-multiline',
  format: 'nginx',
  title: { en: 'line feed inside a header value', zh: '响应头值中含换行' },
  severity: 'medium',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    folded: {
      en: '`{directive} {header}` is written over several lines: the line feeds go out with the header',
      zh: '`{directive} {header}` 跨多行书写：换行会随头一起发出',
    },
    bare: {
      en: '`{directive} {header}` holds a line feed without a blank behind it: what follows is a header line of its own',
      zh: '`{directive} {header}` 含后面没有空白的换行：其后内容会成为单独的一行头',
    },
  },
  defaults: {},
  *check(model) {
    for (const statement of statements(model, ...setters))
      if (argumentAt(statement.entry, 1).includes('\n'))
        yield { ...observation(statement), witness: () => folded(model, statement) }
  },
})

function observation({ level, entry }: Statement): Observation {
  const word = entry.args[1]!
  const folded = !/\r?\n(?![ \t])/.test(word.value)
  const header = argumentAt(entry, 0)
  const directive = nameOf(entry)
  return {
    at: placeOf(entry),
    subject: `${level.subject} ${header}`,
    message: { id: folded ? 'folded' : 'bare', params: { directive, header } },
    severity: folded ? 'low' : 'high',
    fixes: folded && word.raw.includes('\n') ? [oneLine(entry, word)] : [],
  }
}

const oneLine = (entry: Directive, word: Word): Fix => ({
  title: { en: 'write the value on one line', zh: '把值写在一行' },
  safety: 'safe',
  edits: [replaceWord(entry.file, word, joined(word.raw))],
  changes: [nameOf(entry)],
})

/** Folded lines joined with one blank. */
const joined = (raw: string): string =>
  raw
    .split('\n')
    .map((line, at) => (at === 0 ? line.trimEnd() : line.trim()))
    .join(' ')

/** A value whose line feeds arrive. */
function folded(model: NginxModel, { level, entry }: Statement): Witness | undefined {
  const name = argumentAt(entry, 0)
  const [, next = ''] = argumentAt(entry, 1).split('\n')
  if (nameOf(entry) !== 'add_header' || !/^[ \t]+[^$]*$/.test(next)) return undefined
  const found = firstOf(model.inheritors(level, 'add_header'), place => {
    const handler = handlerAt(model, place)
    const answer = handler && answeredRequest(model, handler)
    return answer?.shows.status && (answer.shows.status < 300 || entry.args[2]) ? answer : undefined
  })
  const summary = { en: `${name} comes over several lines`, zh: `${name} 跨多行返回` }
  return found && { ...found.request, provokes: { header: [name, `\n${next}`], summary } }
}
