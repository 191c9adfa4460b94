import {
  hasLetter,
  ipv4Text,
  ipv4Value,
  maskOf,
  type OpenvpnModel,
  optionInfo,
  optionNames,
  type PushedOption,
} from '../../formats/openvpn/index.ts'
import { nearest } from '../../text/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { type Fault, lineRule } from './line-rule.ts'
import { safe } from './placing.ts'

function cidrFix({ line, params }: PushedOption): Fix[] {
  const [address = '', bits = ''] = (params[0] ?? '').split('/')
  const value = ipv4Value(address)
  if (value === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32 || params.length > 1) return []
  const mask = maskOf(Number(bits))
  const network = ipv4Text((value & (ipv4Value(mask) as number)) >>> 0)
  const text = `"route ${network} ${mask}"`
  const title = { en: `Push ${text}`, zh: `改为推送 ${text}` }
  return [safe({ title, edits: [replaceArguments(line.directive, text)], changes: ['push'] })]
}

/** Those of the server itself, then those in the files of single clients, each once. */
function* ownPushes(model: OpenvpnModel): Iterable<PushedOption> {
  yield* model.push
  for (const { file, push } of model.clientFiles) yield* push.filter(({ line }) => line.directive.file === file)
}

/** More wrong pushes than this get no guess. */
const mostGuesses = 100

function fault(model: OpenvpnModel, option: PushedOption, guessing: boolean): Fault | undefined {
  const { line, name, params, text } = option
  const shown = { text: text.slice(0, 80), option: name.slice(0, 40) }
  const arity = optionInfo(name)?.arity(model.target.openvpn)
  if (!optionInfo(name)) {
    const names = guessing ? [...optionNames()].filter(known => hasLetter(known, 'p')) : []
    const guess = nearest(name, names)
    const id = guess === undefined ? 'unknown' : 'similar'
    return { line, id, subject: text, params: { ...shown, guess: guess ?? '' } }
  }
  if (!hasLetter(name, 'p')) return { line, id: 'refused', subject: text, params: shown }
  if (arity && (params.length < arity.min || params.length > arity.max))
    return { line, id: 'count', subject: text, params: shown }
  if (name === 'route' && params[0]?.includes('/'))
    return { line, id: 'cidr', subject: text, params: shown, fixes: cidrFix(option) }
  return undefined
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/push-content',
  title: { en: 'Push that clients cannot use', zh: '客户端无法使用的推送' },
  severity: 'medium',
  tags: ['server', 'push'],
  messages: {
    unknown: { en: 'push "{text}": clients know no option "{option}"', zh: 'push "{text}"：客户端没有选项 "{option}"' },
    similar: {
      en: 'push "{text}": clients know no option "{option}", the nearest is "{guess}"',
      zh: 'push "{text}"：客户端没有选项 "{option}"，最接近的是 "{guess}"',
    },
    refused: {
      en: 'push "{text}": clients do not accept "{option}" from a server',
      zh: 'push "{text}"：客户端不接受服务器推送 "{option}"',
    },
    count: { en: 'push "{text}" has a wrong number of parameters', zh: 'push "{text}" 的参数个数错误' },
    cidr: {
      en: 'push "{text}" has a prefix length where clients want a mask',
      zh: 'push "{text}" 使用了前缀长度，而客户端需要掩码',
    },
  },
  *faults(model) {
    if (model.role !== 'server') return
    let seen = 0
    for (const option of ownPushes(model)) {
      const found = fault(model, option, seen++ < mostGuesses)
      if (found) yield found
    }
  },
})
