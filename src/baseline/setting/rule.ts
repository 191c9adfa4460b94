import type { Model } from '../../formats/format.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { type AnyRule, defineRule, type Fix, type Observation } from '../../rules/rule.ts'
import { replaceArguments } from '../../tree/index.ts'
import { settingId } from '../merge.ts'
import type { SettingControl } from '../types.ts'
import { fulfils, wanted } from './compare.ts'
import type { Held } from './held.ts'
import { heldByOpenvpn, heldBySysctl } from './line-formats.ts'
import { heldByNginx } from './nginx.ts'

const messages = {
  wrong: { en: '{setting} is "{value}", wanted: {wanted}', zh: '{setting} 为 "{value}"，要求：{wanted}' },
  unset: { en: '{setting} is not set, wanted: {wanted}', zh: '未设置 {setting}，要求：{wanted}' },
} as const

/** A check that a baseline declares, as a rule: one finding for each cause of an effective value it does not accept. */
export function settingRule(control: SettingControl): AnyRule {
  return defineRule<Model>({
    id: settingId(control),
    format: control.format,
    title: { en: control.why, zh: control.why },
    severity: control.severity,
    confidence: 'high',
    tags: ['setting'],
    messages,
    defaults: {},
    *check(model) {
      for (const held of heldBy(model, control))
        if (!fulfils(control, held.words, held.numberOf)) yield observation(control, held)
    },
  })
}

function heldBy(model: Model, control: SettingControl): Held[] {
  if (model.format === 'nginx') return heldByNginx(model as NginxModel, control)
  if (model.format === 'openvpn') return heldByOpenvpn(model as OpenvpnModel, control)
  return heldBySysctl(model as SysctlModel, control)
}

/** Reports list no more than this many places; the message of a cause never depends on how many there are. */
const mostAffected = 20

function observation(control: SettingControl, held: Held): Observation {
  const fix = repair(control, held)
  return {
    at: held.at,
    subject: `${control.setting} ${held.subject}`,
    message: {
      id: held.words ? 'wrong' : 'unset',
      params: { setting: control.setting, value: (held.words ?? []).join(' '), wanted: wanted(control) },
    },
    related: held.affected.slice(0, mostAffected).map(at => ({ at, message: { en: 'applies here', zh: '在此生效' } })),
    ...(fix && { fixes: [fix] }),
  }
}

/** Where the control names the value, the line that decides can be rewritten. */
function repair({ setting, equals, absent }: SettingControl, { origin }: Held): Fix | undefined {
  if (origin === 'default' || equals === undefined || absent) return undefined
  const value = Array.isArray(equals) ? equals.join(' ') : String(equals)

  return {
    title: { en: `Set ${setting} to ${value}`, zh: `将 ${setting} 设为 ${value}` },
    safety: 'unsafe',
    edits: [replaceArguments(origin, value)],
    changes: [setting],
  }
}
