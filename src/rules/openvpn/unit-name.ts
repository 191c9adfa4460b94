import type { FileStore } from '../../files/index.ts'
import { hostRoot, onHost } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { roleLine, unsafe } from './placing.ts'

const plainName = /^[\w.@-]+$/

/** Other templates that are enabled for a file of the same name. */
function rivals(model: OpenvpnModel, store: FileStore): string[] {
  const { unit } = model
  if (!unit) return []
  const wants = onHost(hostRoot(model.root), '/etc/systemd/system/multi-user.target.wants')
  const names = store.list(wants) ?? []
  const own = `${unit.template}${unit.instance}.service`
  return names.filter(
    name => name !== own && /^openvpn(?:-client|-server)?@/.test(name) && name.endsWith(`@${unit.instance}.service`),
  )
}

const step = (rival: string, own: string): Step => ({
  kind: 'command',
  id: `openvpn/one-unit:${own}`,
  title: { en: `Run ${own} and nothing else`, zh: `只运行 ${own}` },
  needs: [],
  risk: 'outage',
  commands: [
    { argv: ['systemctl', 'disable', '--now', rival], root: true },
    { argv: ['systemctl', 'enable', '--now', own], root: true },
  ],
  verify: [{ argv: ['systemctl', 'is-active', own], says: { en: `${own} runs`, zh: `${own} 正在运行` } }],
  units: [rival, own],
})

function* findings(model: OpenvpnModel, store: FileStore): Iterable<Observation> {
  const { unit } = model
  const line = roleLine(model)
  if (!unit || !line) return
  const own = `${unit.template}${unit.instance}.service`
  const at = placeOf(line.directive)
  const wrong =
    (unit.template === 'openvpn-client@' && model.role === 'server') ||
    (unit.template === 'openvpn-server@' && model.role === 'client')
  if (wrong) yield { at, subject: 'folder', message: { id: 'folder', params: { unit: own, role: model.role } } }
  for (const rival of rivals(model, store)) {
    const title = { en: `Disable ${rival}`, zh: `停用 ${rival}` }
    const steps = plainName.test(rival) && plainName.test(own) ? [step(rival, own)] : []
    yield {
      at,
      subject: rival,
      message: { id: 'rival', params: { unit: own, rival } },
      fixes: steps.length > 0 ? [unsafe({ title, edits: [], changes: [], steps })] : [],
    }
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/unit-name',
  format: 'openvpn',
  title: { en: 'File and unit that do not belong together', zh: '文件与单元不匹配' },
  severity: 'high',
  confidence: 'high',
  tags: ['unit'],
  messages: {
    folder: {
      en: 'File is read by {unit} and makes a {role}: the unit is made for the other role',
      zh: '文件由 {unit} 读取，却是 {role}：该单元用于另一种角色',
    },
    rival: {
      en: 'File is read by {unit}, and {rival} is enabled, which reads another file of that name',
      zh: '文件由 {unit} 读取，而启用的是 {rival}，它读取另一个同名文件',
    },
  },
  defaults: {},
  check: (model, _options, { store }) => findings(model, store),
})
