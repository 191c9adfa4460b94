import type { NginxModel } from '../../formats/nginx/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign } from '../../remedies/sysctl/assign.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl[0]
  if (!model) return
  for (const nginx of host.nginx) {
    const open = nginx.setting(nginx.main, 'worker_rlimit_nofile')
    if (open.origin !== 'default')
      yield* beyond(model, 'fs.nr_open', { id: 'rlimit', wanted: Number(open.value[0]), at: open.origin })
    const total = connections(nginx)
    if (total) yield* beyond(model, 'fs.file-max', { id: 'total', ...total })
  }
}

interface Need {
  readonly id: 'rlimit' | 'total'
  readonly wanted: number
  readonly at: Directive
}

/** Two files for each proxied connection, in each process. */
function connections(nginx: NginxModel): Omit<Need, 'id'> | undefined {
  const events = [...nginx.levels({ context: 'events' })][0]
  const per = events && nginx.setting(events, 'worker_connections')
  if (!per || per.origin === 'default') return undefined
  const processes = Number(nginx.text(nginx.main, 'worker_processes')) || 1
  return { wanted: Number(per.value[0]) * processes * 2, at: per.origin }
}

/** Only what a file says: the defaults depend on memory, and systemd raises both at boot. */
function* beyond(model: SysctlModel, key: string, { id, wanted, at }: Need): Generator<Observation> {
  const held = model.value(key)
  if (!held?.statement || !(wanted > numberOf(held.value))) return
  yield {
    at: placeOf(at),
    subject: key,
    message: { id, params: { wanted, limit: held.written } },
    related: [{ at: placeOf(held.statement.directive), message: { en: `${key} is set here`, zh: `${key} 在此设置` } }],
    fixes: [
      {
        title: { en: `Set ${key} to ${wanted}`, zh: `将 ${key} 设为 ${wanted}` },
        safety: 'unsafe',
        edits: assign(model, [[key, String(wanted)]], held.statement),
        changes: [key],
      },
    ],
  }
}

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/file-limits',
  format: 'host',
  title: { en: 'Open files: nginx asks for more than the kernel gives', zh: '打开文件数：nginx 的要求超过内核上限' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    rlimit: {
      en: 'worker_rlimit_nofile is "{wanted}", and fs.nr_open is "{limit}": the limit cannot be raised that far and stays as it was',
      zh: 'worker_rlimit_nofile 为 "{wanted}"，而 fs.nr_open 为 "{limit}"：无法提高到该值，限制保持不变',
    },
    total: {
      en: 'nginx may open {wanted} files for its connections, and fs.file-max is "{limit}" for the whole host',
      zh: 'nginx 的连接可能打开 {wanted} 个文件，而整台主机的 fs.file-max 为 "{limit}"',
    },
  },
  defaults: {},
  check: findings,
})
