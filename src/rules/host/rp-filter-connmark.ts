import { numberOf } from '../../formats/sysctl/integer.ts'
import type { InForce, SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { marksConnections, routesByMark, routingFiles } from './marks.ts'
import type { HostModel } from './model.ts'

const mark = 'net.ipv4.conf.all.src_valid_mark'

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl.find(({ scope }) => scope === 'host')
  if (!model || numberOf(model.value(mark)?.value ?? '0') !== 0) return
  const strict = strictInterface(model)
  const origin = strict?.force.from.find(({ value, statement }) => statement && numberOf(value) === 1)?.statement
  if (!strict || !origin) return
  const files = routingFiles(host)
  const file = marksConnections(files) && routesByMark(files)
  if (!file || marked(model, strict.name)) return
  yield {
    at: placeOf(origin.directive),
    subject: 'net.ipv4.conf.all.rp_filter',
    message: { id: 'dropped', params: { key: origin.systemd.key ?? '', file: file.path } },
    related: [{ at: { file, span: { start: 0, end: 0 } }, message: { en: 'routes by a mark', zh: '按标记选路' } }],
    fixes: [validMark(model)],
  }
}

/** Interfaces of tunnels are not those that visitors come in by. */
function strictInterface(model: SysctlModel): { name: string; force: InForce } | undefined {
  for (const name of model.names) {
    if (name === 'all' || name === 'default' || name === 'lo' || /^(?:tun|tap|wg)/.test(name)) continue
    const force = model.inForce('ipv4', 'rp_filter', name)
    if (force?.value === 1) return { name, force }
  }
  return undefined
}

const marked = (model: SysctlModel, name: string): boolean => model.inForce('ipv4', 'src_valid_mark', name)?.value === 1

const validMark = (model: SysctlModel): Fix => ({
  title: { en: `Set ${mark} to 1`, zh: `将 ${mark} 设为 1` },
  safety: 'safe',
  edits: assign(model, [[mark, '1']], model.value('net.ipv4.conf.all.rp_filter')?.statement),
  changes: changesOf(model, [mark]),
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/rp-filter-connmark',
  format: 'host',
  title: { en: 'Strict reverse path filter against routing by marks', zh: '严格反向路径过滤与按标记选路冲突' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    dropped: {
      en: '{key} checks the way back without the mark that {file} routes by: with a tunnel up, packets of visitors are dropped',
      zh: '{key} 检查回程时不考虑 {file} 选路所用的标记：隧道建立后，访问者的数据包会被丢弃',
    },
  },
  defaults: {},
  check: findings,
})
