import { dirname, hostRoot } from '../../files/index.ts'
import { matchesPath } from '../../formats/nginx/glob.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { gather } from './gather.ts'
import { type Rotation, rotations } from './logrotate.ts'
import { statements } from './statements.ts'

interface Options {
  /** Days that logs are to be kept. */
  readonly days: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/log-rotation',
  format: 'nginx',
  title: { en: 'logs without end, or gone too early', zh: '日志不轮转或保留过短' },
  severity: 'info',
  confidence: 'medium',
  tags: ['logging'],
  messages: {
    uncovered: {
      en: 'No block of logrotate is about "{path}": the file grows until the disk is full',
      zh: 'logrotate 没有处理 "{path}" 的配置：文件会一直增长到磁盘写满',
    },
    short: {
      en: 'Logs in "{folder}" are kept for {kept} days, fewer than {days}: "{patterns}" in {file}',
      zh: '"{folder}" 中的日志只保留 {kept} 天，少于 {days} 天：{file} 中的 "{patterns}"',
    },
  },
  schema: {
    type: 'object',
    properties: { days: { type: 'integer', minimum: 0 } },
    additionalProperties: false,
  },
  defaults: { days: 180 },
  *check(model, { days }, { store }) {
    const logs = logFiles(model)
    const blocks = logs.size === 0 ? undefined : rotations(hostRoot(model.root), store)
    if (!blocks) return
    const short = new Map<Rotation, Directive[]>()
    for (const [path, entry] of logs) {
      const block = blocks.find(({ patterns }) => patterns.some(pattern => matchesPath(pattern, path)))
      if (!block) yield uncovered(model, path, entry, days)
      else if (block.days !== undefined && block.days < days) gather(short, block, entry)
    }
    for (const [block, [entry]] of short) if (entry) yield tooShort(block, entry, days)
  },
})

/** Log files by path, one for each folder: where one is not rotated, its neighbours are not either. */
function logFiles(model: NginxModel): Map<string, Directive> {
  const folders = new Map<string, [string, Directive]>()
  for (const { entry } of statements(model, 'access_log', 'error_log')) {
    const path = argumentAt(entry, 0)
    if (!/^\/[^$]*$/.test(path) || path.startsWith('/dev/') || folders.has(dirname(path))) continue
    folders.set(dirname(path), [path, entry])
  }
  return new Map(folders.values())
}

function uncovered(model: NginxModel, path: string, entry: Directive, days: number): Observation {
  const step = snippet(model, path, days)
  return {
    at: placeOf(entry),
    subject: dirname(path),
    message: { id: 'uncovered', params: { path } },
    fixes: step ? [fix([step])] : [],
  }
}

function tooShort(block: Rotation, entry: Directive, days: number): Observation {
  const folder = dirname(argumentAt(entry, 0))
  const params = {
    folder,
    kept: Math.floor(block.days ?? 0),
    days,
    file: block.file.path,
    patterns: block.patterns.join(' '),
  }
  return {
    at: placeOf(entry),
    subject: folder,
    message: { id: 'short', params },
    related: [{ at: block, message: { en: 'kept as this block says', zh: '按此配置保留' } }],
    fixes: block.count ? [fix([longer(block, block.count, days)])] : [],
  }
}

const fix = (steps: readonly Step[]): Fix => ({
  title: { en: 'let logrotate keep the logs', zh: '让 logrotate 保留日志' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps,
})

const check = (path: string): NonNullable<Step['verify']> => [
  {
    argv: ['logrotate', '-d', path],
    root: true,
    says: { en: `logrotate accepts ${path}`, zh: `logrotate 接受 ${path}` },
  },
]

/** Names that mean nothing but themselves, in a pattern of logrotate and in its shell. */
const plain = /^[A-Za-z0-9_./-]+$/

function snippet(model: NginxModel, log: string, days: number): Step | undefined {
  const folder = dirname(log)
  const pid = model.text(model.main, 'pid')
  if (!plain.test(folder) || !log.endsWith('.log')) return undefined
  const path = `/etc/logrotate.d/confward${folder.replace(/\//g, '-')}`
  const reopen =
    plain.test(pid) && pid.startsWith('/') ? `[ ! -f ${pid} ] || kill -USR1 "$(cat ${pid})"` : 'nginx -s reopen'
  const lines = [
    ...['daily', `rotate ${days}`, 'missingok', 'notifempty', 'compress', 'delaycompress', 'create 0640'],
    ...['sharedscripts', 'postrotate', `    ${reopen}`, 'endscript'],
  ]
  return {
    kind: 'write',
    id: `nginx/logrotate:${folder}`,
    title: { en: `Rotate the logs in ${folder}`, zh: `轮转 ${folder} 中的日志` },
    needs: [],
    risk: 'low',
    path,
    text: `${folder}/*.log {\n${lines.map(line => `    ${line}\n`).join('')}}\n`,
    mode: '0644',
    verify: check(path),
  }
}

const longer = ({ file, period }: Rotation, span: NonNullable<Rotation['count']>, days: number): Step => ({
  kind: 'edit',
  id: `nginx/logrotate:${file.path}`,
  title: { en: `Keep ${days} days of logs`, zh: `保留 ${days} 天的日志` },
  needs: [],
  risk: 'low',
  edits: [{ path: file.path, span, text: String(Math.ceil(days / period)) }],
  verify: check(file.path.startsWith('/') ? file.path : `/${file.path}`),
})
