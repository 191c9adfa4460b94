import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { type Change, write } from '../../formats/sysctl/write.ts'
import { changesOf, setValue } from '../../remedies/sysctl/assign.ts'
import type { Directive } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

/** The kernel's documentation writes one of its four numbers, the level of the console. */
const levels = 'kernel.printk'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    const { key, value } = reading
    const result = write(key, value)
    if (result.kind !== 'stored' || result.changes.length === 0) continue
    const change = result.changes[0] as Change
    if (change === 'missing-words' && key === levels) continue
    yield {
      at: placeOf(statement.directive),
      subject: key,
      ...(change === 'rounded' ? { severity: 'info' as const } : {}),
      message: { id: change, params: { key, value: value.slice(0, 60), stored: result.value } },
      fixes: fixesOf(change, value, { directive: statement.directive, key, stored: result.value, model }),
    }
  }
}

interface Where {
  readonly directive: Directive
  readonly key: string
  readonly stored: string
  readonly model: SysctlModel
}

function fixesOf(change: Change, value: string, { directive, key, stored, model }: Where): Fix[] {
  const same = change === 'dropped-words' || change === 'clamped'
  const text = same ? stored : change === 'octal' ? value.replace(/(^|\s)0+(?=\d)/g, '$1') : undefined
  if (text === undefined) return []
  return [
    {
      title: { en: `Write ${text}`, zh: `改为 ${text}` },
      safety: same ? 'safe' : 'unsafe',
      edits: [setValue(directive, text)],
      changes: changesOf(model, [key]),
    },
  ]
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/changed-value',
  format: 'sysctl',
  title: { en: 'Values the kernel stores differently', zh: '内核存储为其他值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['values'],
  messages: {
    octal: {
      en: '{key} is "{value}", which the kernel reads as octal and stores as {stored}',
      zh: '{key} 为 "{value}"，内核按八进制读取并存储为 {stored}',
    },
    wrapped: {
      en: '{key} is "{value}", which wraps above 32 bits and is stored as {stored}',
      zh: '{key} 为 "{value}"，超过 32 位后回绕，存储为 {stored}',
    },
    'dropped-words': {
      en: '{key} is "{value}": the kernel drops everything behind {stored}',
      zh: '{key} 为 "{value}"：内核丢弃 {stored} 之后的内容',
    },
    'missing-words': {
      en: '{key} is "{value}", fewer numbers than the key holds: the rest keeps its old value',
      zh: '{key} 为 "{value}"，数字个数少于该键所需：其余保留原值',
    },
    rounded: {
      en: '{key} is "{value}": the kernel counts in ticks and stores {stored}',
      zh: '{key} 为 "{value}"：内核按节拍计数，存储为 {stored}',
    },
    clamped: {
      en: '{key} is "{value}": the kernel knows on and off only and stores {stored}',
      zh: '{key} 为 "{value}"：内核只区分开与关，存储为 {stored}',
    },
  },
  defaults: {},
  check: model => findings(model),
})
