import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { replaceWord, type Word } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'
import { missingNamed } from './named-locations.ts'
import { levelsBeside } from './same-protocol.ts'

/** The word that holds the name: itself, or `zone=name`. */
function holder(problem: LoadProblem): { word: Word; before: string } | undefined {
  const name = String(problem.params.zone ?? problem.params.word ?? '')
  for (const word of problem.directive?.args ?? [])
    for (const before of ['', 'zone=']) if (word.value === `${before}${name}`) return { word, before }
  return undefined
}

/** The nearest name that exists, in all statements that say the other: nginx stops at the first, and would at the next. */
function meant(problem: LoadProblem, model: NginxModel): Fix[] {
  const { directive, suggestion } = problem
  const found = holder(problem)
  if (!directive || !suggestion || !found) return []
  const title = { en: `Write ${suggestion}`, zh: `改写为 ${suggestion}` }
  const name = nameOf(directive)
  const alike = levelsBeside(model, directive).flatMap(level => level.written(name))
  const edits = [...new Set([directive, ...alike])].flatMap(each =>
    each.args
      .filter(word => word === found.word || word.value === found.word.value)
      .map(word => replaceWord(each.file, word, `${found.before}${suggestion}`)),
  )
  return [unsafe({ title, edits, changes: [name] })]
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
