import type { Handler, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { deleteDirective, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { emptyLogs, silentLogs } from './silent-logs.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/access-log-off',
  format: 'nginx',
  title: { en: 'requests that leave no trace', zh: '不留痕迹的请求' },
  severity: 'low',
  confidence: 'high',
  tags: ['logging'],
  messages: {
    off: {
      en: '`access_log {target}` keeps no record of {levels}',
      zh: '`access_log {target}` 不记录 {levels} 的请求',
    },
    empty: {
      en: '`access_log {target} {format}` writes an empty line for each request of {levels}: `combined` has small letters',
      zh: '`access_log {target} {format}` 对 {levels} 的每个请求只写入空行：`combined` 须用小写',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    const silent = silentLogs(model)
    if (silent.size === 0) return
    const empty = new Set(emptyLogs(model))
    const causes = new Map<Directive, Handler[]>()
    for (const server of model.servers)
      for (const handler of model.handlers(server)) {
        const { entries } = model.list(handler.level, 'access_log')
        const [first] = entries
        if (
          first &&
          silent.has(first) &&
          entries.every(entry => silent.has(entry)) &&
          (empty.has(first) || !harmless(handler))
        )
          gather(causes, first, handler)
      }
    for (const [entry, handlers] of causes)
      yield {
        at: placeOf(entry),
        subject: handlers[0]!.level.subject,
        message: { id: empty.has(entry) ? 'empty' : 'off' },
        params: () => ({
          target: argumentAt(entry, 0),
          format: argumentAt(entry, 1),
          levels: summary(handlers, ({ level }) => level.subject),
        }),
        related: () => affected(handlers.map(({ level }) => level)),
        ...(empty.has(entry)
          ? { severity: 'medium', fixes: () => [small(entry)], remedy: 'safe' }
          : { fixes: () => [removal(entry)], remedy: 'unsafe' }),
      }
  },
})

const small = (entry: Directive): Fix => ({
  title: { en: 'name the format in small letters', zh: '用小写书写格式名' },
  safety: 'safe',
  edits: entry.args[1] ? [replaceWord(entry.file, entry.args[1], 'combined')] : [],
  changes: ['access_log'],
})

const removal = (entry: Directive): Fix => ({
  title: { en: 'remove the line', zh: '删除该行' },
  safety: 'unsafe',
  edits: [deleteDirective(entry)],
  changes: ['access_log'],
})

/** Parts of paths that programs ask for again and again. */
const forMachines = ['acme-challenge', 'health', 'ping', 'ready', 'alive', 'status', 'metrics', 'favicon', 'robots']

/** Static files, health checks, challenges of a CA, refusals: nobody misses those. */
function harmless({ level, serve }: Handler): boolean {
  if (serve.kind === 'return' || serve.kind === 'redirect') return true
  const match = asLocation(level)?.match
  if (!match) return false
  const { kind, pattern } = match
  const asked = pattern.toLowerCase()
  if (serve.kind === 'module' || forMachines.some(word => asked.includes(word))) return true
  if (serve.kind !== 'static') return false
  return (
    kind === 'exact' || pattern.includes('\\.') || /\/(?:static|assets|img|images|css|js|fonts|media)\b/.test(pattern)
  )
}
