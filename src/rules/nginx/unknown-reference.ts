import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { replaceWord, type Word } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'
import { missingNamed } from './named-locations.ts'

/** The word that holds the name: itself, or `zone=name`. */
function holder(problem: LoadProblem): { word: Word; before: string } | undefined {
  const name = String(problem.params.zone ?? problem.params.word ?? '')
  for (const word of problem.directive?.args ?? [])
    for (const before of ['', 'zone=']) if (word.value === `${before}${name}`) return { word, before }
  return undefined
}

function meant(problem: LoadProblem): Fix[] {
  const { directive, suggestion } = problem
  const found = holder(problem)
  if (!directive || !suggestion || !found) return []
  const title = { en: `Write ${suggestion}`, zh: `改写为 ${suggestion}` }
  const edits = [replaceWord(directive.file, found.word, `${found.before}${suggestion}`)]
  return [unsafe({ title, edits, changes: [nameOf(directive)] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unknown-reference',
  title: { en: 'Name that nobody defines', zh: '没有定义的名称' },
  codes: ['unknown-reference'],
  texts: {
    'named-location': {
      en: '`{name}` leads to {location}, which {servers} does not have: such requests get 500',
      zh: '`{name}` 指向 {location}，而 {servers} 中没有它：此类请求得到 500',
    },
  },
  fixes: meant,
  beside: missingNamed,
})
