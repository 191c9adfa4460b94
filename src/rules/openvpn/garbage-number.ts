import { type OpenvpnModel, type OptionLine, optionInfo, shownValue } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

/** Positions (1-based) of parameters that the daemon reads as numbers. */
const numeric = (line: OptionLine): number[] =>
  (optionInfo(line.name)?.checks ?? []).flatMap(check =>
    check.kind === 'integer' &&
    typeof check.param === 'number' &&
    !check.values?.includes(line.params[check.param - 1] ?? '')
      ? [check.param]
      : [],
  )

function decimal(line: OptionLine, at: number): Fix[] {
  const word = line.words[at - 1]
  const value = word && /^0x[0-9a-f]{1,8}$/i.test(word.value) ? Number.parseInt(word.value, 16) : undefined
  if (!word || value === undefined) return []
  const title = { en: `Write ${value}`, zh: `改写为 ${value}` }
  return [unsafe({ title, edits: [replaceWord(line.directive.file, word, String(value))], changes: [line.name] })]
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/garbage-number',
  title: { en: 'Number that is none', zh: '不是数字的数值' },
  severity: 'medium',
  tags: ['numbers'],
  messages: {
    garbage: {
      en: '{name} "{value}" is no decimal number: the daemon takes {read}, and OpenVPN 2.7 refuses the file',
      zh: '{name} 的 "{value}" 不是十进制数：守护进程按 {read} 处理，而 OpenVPN 2.7 会拒绝整个文件',
    },
  },
  *faults(model) {
    if (atLeast(model.target.openvpn, '2.7')) return
    for (const line of model.lines) {
      if (line.effect !== 'applies' || line.inline) continue
      for (const at of new Set(numeric(line))) {
        const value = line.params[at - 1]
        if (value === undefined || /^-?\d+$/.test(value)) continue
        const read = Number.parseInt(/^\s*[+-]?\d+/.exec(value)?.[0] ?? '0', 10)
        yield { line, id: 'garbage', params: { value: shownValue(value), read }, fixes: decimal(line, at) }
      }
    }
  },
})
