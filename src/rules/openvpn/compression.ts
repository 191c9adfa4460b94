import { every, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { migrating, otherEnd, withoutCompression } from '../../remedies/openvpn/compression.ts'
import { withFormerFile } from '../../remedies/openvpn/service.ts'
import { atLeast } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { unsafe } from './placing.ts'

const touched = ['comp-lzo', 'compress', 'comp-noadapt', 'allow-compression']

/** The line whose framing is in force, when it is one that a peer without compression cannot read. */
function deciding(model: OpenvpnModel): OptionLine | undefined {
  const { value, origin } = model.compression.framing
  if (value === 'none' || value === 'stub-v2') return undefined
  if (value === 'migrate' && model.role === 'server') return undefined
  return [...every(model, 'comp-lzo'), ...every(model, 'compress')].find(line => line.directive === origin)
}

const edit = (model: OpenvpnModel, edits: readonly Edit[], needs: readonly string[]): Step => ({
  kind: 'edit',
  id: `openvpn/compression:${model.root}`,
  title: { en: 'Change the compression line', zh: '修改压缩选项' },
  needs,
  risk: 'outage',
  edits,
  ...withFormerFile(model),
})

function repairs(model: OpenvpnModel): Fix[] {
  const staged = model.role === 'server' && atLeast(model.target.openvpn, '2.6')
  const edits = staged ? migrating(model) : withoutCompression(model)
  const title = staged
    ? {
        en: 'Let old clients in and compress nothing: compress migrate',
        zh: '兼容旧客户端且不再压缩：compress migrate',
      }
    : { en: 'Delete the compression lines', zh: '删除压缩选项' }
  const steps = staged ? [edit(model, edits, [])] : [otherEnd, edit(model, edits, [otherEnd.id])]
  return [unsafe({ title, edits, changes: touched }), unsafe({ title, edits: [], changes: touched, steps })]
}

function* framing(model: OpenvpnModel): Iterable<Observation> {
  const line = deciding(model)
  if (!line) return
  const real = !['stub', 'migrate'].includes(model.compression.framing.value)
  yield {
    at: placeOf(line.directive),
    subject: 'framing',
    message: { id: real ? 'active' : 'framed', params: { text: [line.name, ...line.params].join(' ') } },
    severity: real ? 'high' : 'medium',
    fixes: repairs(model),
  }
}

function* allowing(model: OpenvpnModel): Iterable<Observation> {
  const { value, origin } = model.compression.accepts
  if (origin === 'default' || (value !== 'yes' && value !== 'asym')) return
  const line = every(model, 'allow-compression').find(found => found.directive === origin)
  const word = line?.words[0]
  if (!line || !word) return
  const title = { en: 'Write allow-compression no', zh: '改写为 allow-compression no' }
  const edits = [{ path: line.directive.file.path, span: word.span, text: 'no' }]
  yield {
    at: placeOf(line.directive),
    subject: 'allow-compression',
    message: { id: 'allowed', params: { value } },
    fixes: deciding(model) ? [] : [unsafe({ title, edits, changes: touched })],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/compression',
  format: 'openvpn',
  title: { en: 'Compression inside the tunnel', zh: '隧道内压缩' },
  severity: 'high',
  confidence: 'high',
  tags: ['compression', 'voracle'],
  messages: {
    active: {
      en: '"{text}" compresses before it encrypts: the length of packets tells their content, and a peer without compression gets no data',
      zh: '"{text}" 先压缩后加密：包长会泄露内容，且不压缩的对端收不到数据',
    },
    framed: {
      en: '"{text}" compresses nothing but adds a framing byte: a peer without compression gets no data',
      zh: '"{text}" 并不压缩，却添加一个帧字节：不压缩的对端收不到数据',
    },
    allowed: {
      en: 'allow-compression "{value}" lets the other end switch compression on',
      zh: 'allow-compression "{value}" 允许对端启用压缩',
    },
  },
  defaults: {},
  *check(model) {
    yield* framing(model)
    yield* allowing(model)
  },
})
