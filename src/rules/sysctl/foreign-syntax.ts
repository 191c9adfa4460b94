import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { byFile, foreignSystem } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const [file, [first]] of byFile(model.statements)) {
    const system = foreignSystem(file, model)
    if (!system || !first) continue
    const id = system === 'template' ? 'template' : 'system'
    yield { at: placeOf(first.directive), subject: system, message: { id, params: { system } } }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/foreign-syntax',
  format: 'sysctl',
  title: { en: 'A file for another system', zh: '其他系统的文件' },
  severity: 'medium',
  confidence: 'high',
  tags: ['syntax'],
  messages: {
    system: {
      en: 'Most keys of this file belong to {system}, not to Linux',
      zh: '该文件的大多数键属于 {system}，而不是 Linux',
    },
    template: {
      en: 'This file is a template whose placeholders are not filled in yet',
      zh: '该文件是尚未填充占位符的模板',
    },
  },
  defaults: {},
  check: model => findings(model),
})
