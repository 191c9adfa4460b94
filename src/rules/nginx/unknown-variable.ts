import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceWord, type Word } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'
import { levelsBeside, worldOf } from './same-protocol.ts'

/** The nearest name that exists, wherever the other is used: nginx stops at the first, and would at the next. */
function meant({ directive, word, suggestion, params }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || !word || !suggestion) return []
  const pattern = new RegExp(`(\\$\\{?)${params.variable}(?![A-Za-z0-9_])`, 'gi')
  const edits: Edit[] = []
  for (const used of new Map([[word, directive], ...words(model, directive)])) {
    const [{ raw }, { file }] = used
    const better = raw.replace(pattern, `$1${suggestion.slice(1)}`)
    if (better !== raw) edits.push(replaceWord(file, used[0], better))
  }
  if (edits.length === 0) return []
  const title = { en: `Write ${suggestion}`, zh: `改写为 ${suggestion}` }
  return [unsafe({ title, edits, changes: ['*'] })]
}

function words(model: NginxModel, refused: Directive): (readonly [Word, Directive])[] {
  const world = worldOf(model, refused)
  const maps = model.tables.filter(table => table.kind === 'map' && table.world === world)
  const statements = [...levelsBeside(model, refused).flatMap(({ own }) => own), ...maps.flatMap(each => each.entries)]
  return statements.flatMap(directive => directive.args.map(word => [word, directive] as const))
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unknown-variable',
  title: { en: 'Variable that nobody defines', zh: '没有定义的变量' },
  codes: ['unknown-variable'],
  texts: {
    'variable-since': {
      en: 'nginx has "${variable}" since {since}; which version runs is not known',
      zh: 'nginx 自 {since} 起才有 "${variable}"；未知实际运行的版本',
    },
  },
  fixes: meant,
})
