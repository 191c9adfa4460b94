import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { tableOf, takes } from '../../formats/nginx/tables/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, siblings, unsafe } from './load-problems.ts'

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

const headers = /^(?:add_header|add_trailer|proxy_set_header|grpc_set_header)$/

/** A header value without quotes ends at its first `;`: what follows on the line is part of it. */
function quoted({ directive }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || directive.block) return []
  const { path, text } = directive.file
  const around = siblings(directive, model)
  const at = around.indexOf(directive)
  const header = around[at - 1]
  const value = header?.args[1]
  if (!header || !value || !headers.test(header.name.value)) return []
  const table = tableOf(model.target)
  let last = directive
  for (const next of around.slice(at)) {
    const apart = /[^ \t]/.test(text.slice((next === directive ? header : last).span.end, next.span.start))
    if (apart || next.block || table.of(next.name.value).length > 0) break
    last = next
  }
  const end = (last.args.at(-1) ?? last.name).span.end
  const whole = text.slice(value.span.start, end)
  const raw = whole.replace(/ always$/, '')
  if (/["\\\n]/.test(raw) || header.file !== directive.file || header.span.end > directive.span.start) return []
  const edits = [{ path, span: { start: value.span.start, end }, text: `"${raw}"${whole.slice(raw.length)}` }]
  return [unsafe({ title: { en: 'Put the value in quotes', zh: '给值加上引号' }, edits, changes: ['*'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unknown-directive',
  title: { en: 'Directive that this nginx does not know', zh: '该 nginx 不认识的指令' },
  codes: ['unknown-directive', 'foreign-directive'],
  // One module brings all statements of a name.
  cause: ({ id, params }) => (/-(?:foreign|commercial|unbuilt|since)$/.test(id) ? `${id} ${params.name}` : undefined),
  texts: {
    'unknown-in-version': {
      en: 'unknown directive "{name}": nginx has it since {since}, the target is {version}',
      zh: '未知指令 "{name}"：nginx 自 {since} 起才有，目标版本为 {version}',
    },
    'unknown-since': {
      en: 'nginx has "{name}" since {since}; which version runs is not known',
      zh: 'nginx 自 {since} 起才有 "{name}"；未知实际运行的版本',
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
  fixes: (problem, model) => [...meant(problem, model), ...quoted(problem, model)],
})
