import { type FileStore, hostRoot, isUnreadable, join, onHost } from '../../files/index.ts'
import type { OpenvpnModel, Unit } from '../../formats/openvpn/index.ts'
import { restartDropIn } from '../../remedies/openvpn/units.ts'
import { daemonReload, property, reloadedByFile } from '../../remedies/systemd.ts'
import { defineRule, type Fix, placeOf, type Rule, type Step } from '../rule.ts'
import { roleLine, unsafe } from './placing.ts'

/** Does any drop-in of the unit, or of its template, ask for a restart? */
function restarts(model: OpenvpnModel, unit: Unit, store: FileStore): boolean {
  const root = hostRoot(model.root)
  const folders = [`${unit.template}${unit.instance}.service.d`, `${unit.template}.service.d`]
  return folders.some(folder => {
    const directory = onHost(root, `/etc/systemd/system/${folder}`)
    return (store.list(directory) ?? []).some(name => {
      const file = store.read(join(directory, name))
      return name.endsWith('.conf') && !isUnreadable(file) && /^[ \t]*Restart=(?!no\b)\S/m.test(file.text)
    })
  })
}

function repairs(unit: Unit): Fix[] {
  if (!/^[\w.-]+$/.test(unit.instance)) return []
  const name = `${unit.template}${unit.instance}.service`
  const write: Step = {
    kind: 'write',
    id: `openvpn/restart:${name}`,
    title: { en: `Let systemd restart ${name}`, zh: `让 systemd 重启 ${name}` },
    needs: [],
    risk: 'low',
    path: `/etc/systemd/system/${name}.d/restart.conf`,
    text: restartDropIn,
    undo: [daemonReload],
  }
  const reload: Step = {
    kind: 'command',
    id: 'openvpn/daemon-reload',
    title: { en: 'Read the units again', zh: '重新读取单元' },
    needs: [write.id],
    risk: 'none',
    commands: [daemonReload],
    verify: [property(name, 'Restart', 'on-failure')],
    undone: reloadedByFile,
  }
  return [unsafe({ title: write.title, edits: [], changes: [], steps: [write, reload] })]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/unit-restart',
  format: 'openvpn',
  title: { en: 'Client that nothing restarts', zh: '无人重启的客户端' },
  severity: 'medium',
  confidence: 'high',
  tags: ['unit', 'availability'],
  messages: {
    never: {
      en: '{unit} has no Restart= in any release: one fatal error ends the tunnel for good',
      zh: '{unit} 在任何版本中都没有 Restart=：一次致命错误就使隧道永久终止',
    },
  },
  defaults: {},
  *check(model, _options, { store }) {
    const { unit } = model
    const line = roleLine(model)
    if (unit?.template !== 'openvpn-client@' || !line || restarts(model, unit, store)) return
    yield {
      at: placeOf(line.directive),
      subject: 'unit',
      message: { id: 'never', params: { unit: `${unit.template}${unit.instance}` } },
      fixes: repairs(unit),
    }
  },
})
