import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { write } from '../../formats/sysctl/write.ts'
import { changesOf, setValue } from '../../remedies/sysctl/assign.ts'
import type { Directive } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    const { key, value } = reading
    const result = write(key, value)
    if (result.kind !== 'refused') continue
    const repair = meant(value)
    const { directive } = statement
    const sure = repair !== undefined && write(key, repair).kind === 'stored'
    yield {
      at: placeOf(directive),
      subject: key,
      ...(reading.ignore && model.applier === 'systemd' ? { severity: 'info' as const } : {}),
      message: {
        id: result.because in messages ? result.because : 'number',
        params: { key, value: value.slice(0, 60), least: result.least ?? '…', most: result.most ?? '…' },
      },
      fixes: sure ? [fixOf(model, key, { directive, repair })] : [],
    }
  }
}

const messages: Readonly<Record<string, true>> = { number: true, range: true, order: true, seal: true, overflow: true }

/** A spelling with one meaning. */
function meant(value: string): string | undefined {
  const word = value.toLowerCase()
  if (['yes', 'true', 'on', 'enabled'].includes(word)) return '1'
  if (['no', 'false', 'off', 'disabled'].includes(word)) return '0'
  if (/^\+\d+$/.test(value)) return value.slice(1)
  return /^\d+(?:[ \t]*,[ \t]*\d+)+$/.test(value) ? value.replace(/[ \t]*,[ \t]*/g, ' ') : undefined
}

const fixOf = (
  model: SysctlModel,
  key: string,
  { directive, repair }: { directive: Directive; repair: string },
): Fix => ({
  title: { en: `Write ${repair}`, zh: `改为 ${repair}` },
  safety: 'safe',
  edits: [setValue(directive, repair)],
  changes: changesOf(model, [key]),
})

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/rejected-value',
  format: 'sysctl',
  title: { en: 'Values the kernel refuses', zh: '内核拒绝的值' },
  severity: 'high',
  confidence: 'high',
  tags: ['values', 'loads'],
  messages: {
    number: {
      en: '{key} is "{value}", which is no number: the kernel refuses it and the old value stays',
      zh: '{key} 为 "{value}"，不是数字：内核会拒绝，原值保留',
    },
    range: {
      en: '{key} is "{value}", outside {least} to {most}: the kernel refuses it and the old value stays',
      zh: '{key} 为 "{value}"，超出 {least} 到 {most}：内核会拒绝，原值保留',
    },
    order: {
      en: '{key} is "{value}", the first number is larger than the second: the kernel refuses it',
      zh: '{key} 为 "{value}"，第一个数大于第二个：内核会拒绝',
    },
    seal: {
      en: '{key} is "{value}": the kernel never takes a 0 here, not even when it is 0 already',
      zh: '{key} 为 "{value}"：内核从不接受 0，即使当前已经是 0',
    },
    overflow: {
      en: '{key} is "{value}", more than the kernel can store: it refuses it',
      zh: '{key} 为 "{value}"，超出内核可存储的范围：内核会拒绝',
    },
  },
  defaults: {},
  check: model => findings(model),
})
