import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { shapeOf } from '../../formats/sysctl/table.ts'
import { isTextKey, write } from '../../formats/sysctl/write.ts'
import { changesOf } from '../../remedies/sysctl/assign.ts'
import { replaceDirective } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { commentAt, faultOf } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const statement of model.statements) {
    const { directive, systemd } = statement
    if (systemd.kind !== 'assign' || faultOf(statement, model) !== 'comment') continue
    const { key, value } = systemd
    const at = commentAt(systemd) ?? 0
    const result = write(key, value)
    const id = result.kind === 'refused' ? 'refused' : isTextKey(shapeOf(key)) ? 'stored' : 'tolerated'
    const comment = value
      .slice(at)
      .replace(/^[#;]+\s*/, '')
      .trim()
    const own = `${directive.name.raw} = ${value.slice(0, at).trim()}`
    yield {
      at: placeOf(directive),
      subject: key,
      ...(id === 'refused' ? { severity: 'high' as const } : {}),
      message: { id, params: { key, value } },
      fixes: [
        {
          title: { en: 'Move the comment to a line of its own', zh: '把注释移到单独一行' },
          safety: 'safe',
          edits: [replaceDirective(directive, comment === '' ? [own] : [`# ${comment}`, own])],
          changes: changesOf(model, [key]),
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/inline-comment',
  format: 'sysctl',
  title: { en: 'Comments inside values', zh: '值中的注释' },
  severity: 'medium',
  confidence: 'high',
  tags: ['syntax'],
  messages: {
    refused: {
      en: '{key} is "{value}": the comment belongs to the value and the kernel refuses it',
      zh: '{key} 为 "{value}"：注释属于值的一部分，内核会拒绝',
    },
    stored: {
      en: '{key} is "{value}": the comment is stored as part of the text',
      zh: '{key} 为 "{value}"：注释会作为文本的一部分存储',
    },
    tolerated: {
      en: '{key} is "{value}": it works only because the kernel stops at the blank',
      zh: '{key} 为 "{value}"：仅因内核在空格处停止读取才有效',
    },
  },
  defaults: {},
  check: model => findings(model),
})
