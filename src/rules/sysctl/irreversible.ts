import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

/** What stays, and the value that protects as well and can be changed. */
const seals: Readonly<Record<string, readonly [value: number, instead: string | undefined]>> = {
  'kernel.unprivileged_bpf_disabled': [1, '2'],
  'kernel.yama.ptrace_scope': [3, '2'],
  'kernel.kexec_load_disabled': [1, undefined],
}

function* findings(model: SysctlModel): Generator<Observation> {
  for (const [key, [value, instead]] of Object.entries(seals)) {
    const held = model.value(key)
    if (held?.statement && numberOf(held.value) === value) yield found(model, held, instead)
  }
  for (const [key, held] of model.outcomes[model.applier].values)
    if (key.startsWith('kernel.kexec_load_limit_') && numberOf(held.value) >= 0) yield found(model, held, undefined)
}

function found(model: SysctlModel, held: Effective, instead: string | undefined): Observation {
  const { key, written } = held
  return {
    at: placeOf(held.statement!.directive),
    subject: key,
    message: { id: 'sealed', params: { key, value: written } },
    fixes: instead
      ? [
          {
            title: { en: `Set ${key} to ${instead}`, zh: `将 ${key} 设为 ${instead}` },
            safety: 'unsafe',
            edits: assign(model, [[key, instead]], held.statement),
            changes: changesOf(model, [key]),
          },
        ]
      : [],
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/irreversible',
  format: 'sysctl',
  title: { en: 'Values that stay until the next boot', zh: '重启前无法撤销的值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['values', 'life-cycle'],
  messages: {
    sealed: {
      en: '{key} is "{value}": it cannot be taken back before a reboot',
      zh: '{key} 为 "{value}"：重启之前无法撤销',
    },
  },
  defaults: {},
  check: model => findings(model),
})
