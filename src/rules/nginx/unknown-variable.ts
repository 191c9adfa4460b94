import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'

/** The nearest name that exists. */
function meant({ directive, word, suggestion, params }: LoadProblem): Fix[] {
  if (!directive || !word || !suggestion) return []
  const name = String(params.variable)
  const better = suggestion.slice(1)
  const pattern = new RegExp(`(\\$\\{?)${name}(?![A-Za-z0-9_])`, 'gi')
  const raw = word.raw.replace(pattern, `$1${better}`)
  if (raw === word.raw) return []
  const title = { en: `Write ${suggestion}`, zh: `改写为 ${suggestion}` }
  return [unsafe({ title, edits: [replaceWord(directive.file, word, raw)], changes: ['*'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unknown-variable',
  title: { en: 'Variable that nobody defines', zh: '没有定义的变量' },
  codes: ['unknown-variable'],
  fixes: meant,
})
