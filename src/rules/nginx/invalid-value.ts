import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { directive as entryOf } from '../../formats/nginx/tables/index.ts'
import { lookUp } from '../../text/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { lacking } from './line-breaks.ts'
import { loadRule, safe } from './load-problems.ts'

const switches: Readonly<Record<string, string>> = {
  yes: 'on',
  true: 'on',
  1: 'on',
  enable: 'on',
  enabled: 'on',
  no: 'off',
  false: 'off',
  0: 'off',
  disable: 'off',
  disabled: 'off',
}

/** `10mb` → `10m`, `2GB` → `2g` where that unit is known, `30sec` → `30s`. */
function unit(value: string, kind: string): string | undefined {
  const found = /^(\d+)(kb|mb|gb|sec|min|kib|mib|gib)$/i.exec(value)
  if (!found) return undefined
  const short = `${found[1]}${(found[2] as string)[0]?.toLowerCase()}`
  const time = /^(?:sec|min)$/i.test(found[2] as string)
  if (time) return kind.startsWith('time') ? short : undefined
  if (kind === 'offset') return short
  return kind === 'size' && !short.endsWith('g') ? short : undefined
}

/** A spelling with one meaning. */
function normalised({ directive, word, id }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || !word) return []
  const kind = entryOf(nameOf(directive), undefined, model.target)?.kind ?? ''
  const value =
    id === 'flag' ? lookUp(switches, word.value.toLowerCase()) : id === 'value' ? unit(word.value, kind) : undefined
  if (value === undefined) return []
  const title = { en: `Write ${value}`, zh: `改写为 ${value}` }
  const edits = [replaceWord(directive.file, word, value)]
  return [safe({ title, edits, changes: [nameOf(directive)] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/invalid-value',
  title: { en: 'Value that nginx refuses', zh: 'nginx 拒绝的值' },
  codes: ['invalid-value'],
  cause: ({ id, params }) => (id === 'parameter-since' ? `${id} ${params.name} ${params.word}` : undefined),
  texts: {
    'parameter-since': {
      en: 'nginx has the parameter "{word}" since {since}; which version runs is not known',
      zh: 'nginx 自 {since} 起才有参数 "{word}"；未知实际运行的版本',
    },
    value: {
      en: 'invalid value "{word}" in "{name}" directive',
      zh: '"{name}" 指令的值 "{word}" 无效',
    },
    number: {
      en: 'invalid number "{word}" in "{name}" directive',
      zh: '"{name}" 指令的数字 "{word}" 无效',
    },
    'not-allowed': {
      en: 'invalid value "{word}" in "{name}" directive, known are: {allowed}',
      zh: '"{name}" 指令的值 "{word}" 无效，可用的有：{allowed}',
    },
  },
  fixes: (problem, model) => [...normalised(problem, model), ...lacking(problem, model)],
})
