import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { tableOf, takes } from '../../formats/nginx/tables/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { lacking } from './line-breaks.ts'
import { loadRule, unsafe } from './load-problems.ts'

/** Header values are written without quotes by mistake: the surplus words become one. */
function quoted({ directive, id }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || id !== 'arguments' || !/^(?:add_header|add_trailer|proxy_set_header)$/.test(nameOf(directive)))
    return []
  const [first, ...rest] = directive.args.map(word => word.raw)
  const always = rest.at(-1) === 'always' ? rest.pop() : undefined
  if (!first || rest.length < 2 || rest.some(word => /["\\]/.test(word))) return []
  const count = always ? 3 : 2
  if (
    !tableOf(model.target)
      .of(nameOf(directive))
      .some(entry => takes(entry, count))
  )
    return []
  const raw = [first, `"${rest.join(' ')}"`, ...(always ? [always] : [])].join(' ')
  const title = { en: 'Put the value in quotes', zh: '给值加上引号' }
  return [unsafe({ title, edits: [replaceArguments(directive, raw)], changes: ['*'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/directive-arguments',
  title: { en: 'Wrong number of arguments', zh: '参数个数不正确' },
  codes: ['directive-arguments'],
  fixes: (problem, model) => [...lacking(problem, model), ...quoted(problem, model)],
})
