import { type OpenvpnModel, type OptionLine, optionInfo, shownValue } from '../../formats/openvpn/index.ts'
import type { Problem, Word } from '../../tree/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

const wordAt = (problem: Problem, line: OptionLine | undefined): Word | undefined =>
  line?.words.find(word => word.span.start === problem.span.start)

/** A listed value that differs in case only. */
function recased(problem: Problem, line: OptionLine | undefined): Fix[] {
  const word = wordAt(problem, line)
  const lists = optionInfo(line?.name ?? '')?.checks ?? []
  const known = lists
    .flatMap(check => check.values ?? [])
    .filter(value => value.toLowerCase() === word?.value.toLowerCase())
  const [value] = new Set(known)
  if (!word || value === undefined || value === word.value) return []
  const title = { en: `Write ${value}`, zh: `改写为 ${value}` }
  return [safe({ title, edits: [replaceWord(problem.file, word, value)], changes: [line?.name ?? '*'] })]
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/invalid-value',
  title: { en: 'Value the daemon refuses', zh: '守护进程拒绝的值' },
  codes: ['invalid-value'],
  messages: {
    value: {
      en: 'Value "{value}" of {name} is refused by OpenVPN {version}',
      zh: 'OpenVPN {version} 拒绝 {name} 的值 "{value}"',
    },
    line: {
      en: 'Option {name} is refused by OpenVPN {version} as it is written',
      zh: 'OpenVPN {version} 拒绝这样书写的选项 {name}',
    },
  },
  message: (problem, line, model) => {
    const version = model.target.openvpn.slice(0, 2).join('.')
    const name = line?.name ?? ''
    const word = wordAt(problem, line)
    return word
      ? { id: 'value', params: { name, version, value: shownValue(word.value) } }
      : { id: 'line', params: { name, version } }
  },
  fixes: recased,
})
