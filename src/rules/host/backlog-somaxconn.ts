import type { Listen, Listener } from '../../formats/nginx/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign } from '../../remedies/sysctl/assign.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

const key = 'net.core.somaxconn'

/** What nginx asks for on Linux when nobody writes a backlog. */
const usual = 511

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl[0]
  const held = model?.value(key)
  if (!model || !held) return
  const limit = numberOf(held.value)
  const wanted = host.nginx
    .flatMap(({ listeners }) => listeners.flatMap(asked))
    .filter(({ backlog }) => backlog > limit)
  const most = Math.max(...wanted.map(({ backlog }) => backlog))
  for (const { listener, listen, backlog } of wanted) {
    if (!listen.directive) continue
    const id = backlog === usual && !listen.options.has('backlog') ? 'default' : 'cut'
    yield {
      at: placeOf(listen.directive),
      subject: listener.subject,
      message: { id, params: { socket: listener.subject, backlog, limit: held.value } },
      ...(host.store.complete || held.statement ? {} : { confidence: 'medium' as const }),
      fixes: [raise(model, String(most))],
    }
    if (id === 'default') return
  }
}

interface Asked {
  readonly listener: Listener
  readonly listen: Listen
  readonly backlog: number
}

/** One question per socket; those that nobody outside reaches with the usual backlog do not matter. */
function asked(listener: Listener): Asked[] {
  if (listener.transport !== 'tcp') return []
  const own = listener.listens.find(listen => listen.options.has('backlog'))
  const listen = own ?? listener.listens[0]
  if (!listen || (!own && listener.reach !== 'public')) return []
  const backlog = own ? Number(own.options.get('backlog')) : usual
  return Number.isInteger(backlog) ? [{ listener, listen, backlog }] : []
}

const raise = (model: SysctlModel, value: string): Fix => ({
  title: { en: `Set ${key} to ${value}`, zh: `将 ${key} 设为 ${value}` },
  safety: 'safe',
  edits: assign(model, [[key, value]], model.value(key)?.statement),
  changes: [key],
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/backlog-somaxconn',
  format: 'host',
  title: { en: 'Listen backlogs that the kernel cuts', zh: '被内核截断的 listen backlog' },
  severity: 'low',
  confidence: 'high',
  tags: ['host'],
  messages: {
    cut: {
      en: '{socket} asks for a backlog of {backlog}, and net.core.somaxconn is "{limit}": the kernel cuts it without a word',
      zh: '{socket} 要求 backlog 为 {backlog}，而 net.core.somaxconn 为 "{limit}"：内核会静默截断',
    },
    default: {
      en: 'net.core.somaxconn is "{limit}", below the 511 that nginx asks for on {socket}: the kernel cuts it without a word',
      zh: 'net.core.somaxconn 为 "{limit}"，低于 nginx 在 {socket} 上要求的 511：内核会静默截断',
    },
  },
  defaults: {},
  check: findings,
})
