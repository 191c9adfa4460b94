import {
  defaultCiphers,
  isAead,
  isWeakCipher,
  last,
  type OpenvpnModel,
  type OptionLine,
} from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { removeLines, roleLine, safe, unsafe, writtenAt } from './placing.ts'
import { staticFailure, staticFix } from './static-cipher.ts'

interface Options {
  /** AES-CBC may stand in the list. */
  readonly allowCbc: boolean
}

const bad = (name: string, options: Options): boolean => isWeakCipher(name) || (!options.allowCbc && !isAead(name))

const listName = (model: OpenvpnModel): string =>
  atLeast(model.target.openvpn, '2.5') ? 'data-ciphers' : 'ncp-ciphers'

/** The line that brings a cipher in: the list, the fallback, or `cipher`. */
function culprit(model: OpenvpnModel, name: string): OptionLine | undefined {
  const named = (line: OptionLine | undefined): boolean =>
    line?.params[0]
      ?.toUpperCase()
      .split(':')
      .some(word => word.replace(/^\?/, '') === name) ?? false
  return [listName(model), 'data-ciphers-fallback', 'cipher'].map(option => last(model, option)).find(named)
}

function repairs(model: OpenvpnModel, line: OptionLine, options: Options): Fix[] {
  const changes = ['data-ciphers', 'ncp-ciphers', 'cipher', 'data-ciphers-fallback']
  if (line.name !== 'data-ciphers' && line.name !== 'ncp-ciphers') {
    const title = { en: `Delete ${line.name}`, zh: `删除 ${line.name}` }
    return [unsafe({ title, edits: removeLines([line]), changes })]
  }
  const words = (line.params[0] ?? '').split(':')
  const kept = words.filter(word => !bad(word.replace(/^\?/, '').toUpperCase(), options))
  const text = kept.join(':')
  if (kept.some(word => isAead(word.replace(/^\?/, '').toUpperCase())))
    return [
      safe({
        title: { en: 'Remove the weak ciphers from the list', zh: '从列表中去掉弱算法' },
        edits: [replaceArguments(line.directive, text)],
        changes,
      }),
    ]
  const list = defaultCiphers(model.target.openvpn).join(':')
  const title = { en: `Write ${line.name} ${list}`, zh: `改写为 ${line.name} ${list}` }
  return [unsafe({ title, edits: [replaceArguments(line.directive, list)], changes })]
}

/** Weak ciphers by the line that brings them in. */
function weakByLine(model: OpenvpnModel, options: Options): Map<OptionLine | undefined, string[]> {
  const byLine = new Map<OptionLine | undefined, string[]>()
  for (const name of model.ciphers.possible.filter(each => bad(each, options))) {
    const line = culprit(model, name)
    byLine.set(line, [...(byLine.get(line) ?? []), name])
  }
  return byLine
}

function fixesOf(model: OpenvpnModel, line: OptionLine | undefined, options: Options): readonly Fix[] {
  if (model.role === 'static') return [staticFix(model)]
  return line ? repairs(model, line, options) : []
}

function* findings(model: OpenvpnModel, options: Options): Iterable<Observation> {
  for (const [line, names] of weakByLine(model, options)) {
    const at = line ?? roleLine(model)
    if (!at) continue
    const clear = names.includes('NONE')
    yield {
      at: writtenAt(line, at),
      subject: line?.name ?? 'default',
      message: { id: clear ? 'clear' : line ? 'weak' : 'default', params: { names } },
      severity: clear ? 'critical' : 'high',
      fixes: fixesOf(model, line, options),
    }
  }
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/data-ciphers',
  format: 'openvpn',
  title: { en: 'Ciphers of the data channel', zh: '数据通道的加密算法' },
  severity: 'high',
  confidence: 'high',
  tags: ['crypto', 'ciphers'],
  messages: {
    weak: {
      en: 'Data channel may use {names}: 64-bit blocks, a broken cipher or no authenticated encryption',
      zh: '数据通道可能使用 {names}：64 位分组、已破解的算法，或不是认证加密',
    },
    default: {
      en: 'Data channel falls back to {names} by default of this release',
      zh: '数据通道按该版本的默认值会退回到 {names}',
    },
    clear: {
      en: 'Data channel may use {names}: the traffic then travels in clear text',
      zh: '数据通道可能使用 {names}：流量将以明文传输',
    },
  },
  schema: { type: 'object', additionalProperties: false, properties: { allowCbc: { type: 'boolean' } } },
  defaults: { allowCbc: true },
  *check(model, options) {
    const used = model.tls.side !== undefined || (model.role === 'static' && staticFailure(model) === undefined)
    if (used && model.verdict.loads !== false) yield* findings(model, options)
  },
})
