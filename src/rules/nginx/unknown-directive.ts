import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { tableOf, takes } from '../../formats/nginx/tables/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'

/** Another name of the same shape: it takes these arguments, and a block where there is one. */
function meant({ directive, suggestion }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || !suggestion) return []
  const entries = tableOf(model.target).of(suggestion)
  const fits = entries.some(
    entry => takes(entry, directive.args.length) && entry.block === (directive.block !== undefined),
  )
  if (!fits) return []
  const title = { en: `Write ${suggestion}`, zh: `改写为 ${suggestion}` }
  return [unsafe({ title, edits: [replaceWord(directive.file, directive.name, suggestion)], changes: ['*'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unknown-directive',
  title: { en: 'Directive that this nginx does not know', zh: '该 nginx 不认识的指令' },
  codes: ['unknown-directive', 'foreign-directive'],
  texts: {
    'unknown-in-version': {
      en: 'unknown directive "{name}": nginx has it since {since}, the target is {version}',
      zh: '未知指令 "{name}"：nginx 自 {since} 起才有，目标版本为 {version}',
    },
    'unknown-foreign': {
      en: 'unknown directive "{name}" unless the module {module} is loaded',
      zh: '未知指令 "{name}"，除非已加载模块 {module}',
    },
    'unknown-commercial': {
      en: 'unknown directive "{name}": only the commercial edition has it ({module})',
      zh: '未知指令 "{name}"：仅商业版提供（{module}）',
    },
    'unknown-unbuilt': {
      en: 'unknown directive "{name}" unless nginx was built --with-{needs}',
      zh: '未知指令 "{name}"，除非 nginx 编译时使用了 --with-{needs}',
    },
  },
  fixes: meant,
})
