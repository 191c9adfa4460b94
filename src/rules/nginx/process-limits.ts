import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { placeOfLevel } from './affected.ts'

interface Options {
  /** Processors of the host; 0: nobody said. */
  readonly cpus: number
  /** Connections that one process has to be good for. */
  readonly minConnections: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/process-limits',
  format: 'nginx',
  title: { en: 'processes run out of files, connections or processors', zh: '进程的文件、连接或处理器不足' },
  severity: 'info',
  confidence: 'high',
  tags: ['limits'],
  messages: {
    files: {
      en: '`worker_rlimit_nofile {files}` is less than two files for each of {connections} connections',
      zh: '`worker_rlimit_nofile {files}` 不足以为 {connections} 个连接各提供两个文件',
    },
    connections: {
      en: '`worker_connections {connections}` is below {min}',
      zh: '`worker_connections {connections}` 低于 {min}',
    },
    processes: {
      en: 'one worker process uses one of {cpus} processors: worker_processes is {words}',
      zh: '一个工作进程只使用 {cpus} 个处理器中的一个：worker_processes 为 {words}',
    },
  },
  schema: {
    type: 'object',
    properties: { cpus: { type: 'integer', minimum: 0 }, minConnections: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
  },
  defaults: { cpus: 0, minConnections: 512 },
  *check(model, { cpus, minConnections }) {
    // A fragment says nothing about processes.
    if (model.fragment.length > 0) return
    const events = model.main.children.find(({ context }) => context === 'events') ?? model.main
    yield* files(model, events)
    yield* connections(model, events, minConnections)
    yield* processes(model, cpus)
  },
})

const number = (model: NginxModel, level: Level, name: string): number =>
  Number(model.setting(level, name).value[0] ?? Number.NaN)

/** A connection that is handed on needs two files, one that is answered from disk as well. */
function* files(model: NginxModel, events: Level): Iterable<Observation> {
  const line = model.main.written('worker_rlimit_nofile').at(-1)
  const limit = number(model, model.main, 'worker_rlimit_nofile')
  const connections = number(model, events, 'worker_connections')
  if (line && limit < 2 * connections)
    yield {
      at: placeOf(line),
      subject: 'worker_rlimit_nofile',
      message: { id: 'files', params: { files: limit, connections } },
    }
}

function* connections(model: NginxModel, events: Level, min: number): Iterable<Observation> {
  const line = events.written('worker_connections').at(-1)
  const count = number(model, events, 'worker_connections')
  if (line && count < min)
    yield {
      at: placeOf(line),
      subject: 'worker_connections',
      message: { id: 'connections', params: { connections: count, min } },
    }
}

function* processes(model: NginxModel, cpus: number): Iterable<Observation> {
  const line = model.main.written('worker_processes').at(-1)
  const words = model.text(model.main, 'worker_processes')
  const at = line ? placeOf(line) : placeOfLevel(model.main)
  if (cpus < 2 || words !== '1' || !at) return
  yield {
    at,
    subject: 'worker_processes',
    message: { id: 'processes', params: { cpus, words } },
    fixes: [
      {
        title: { en: 'one worker process per processor', zh: '每个处理器一个工作进程' },
        safety: 'safe',
        edits: setAt(model.main, 'worker_processes', 'auto'),
        changes: ['worker_processes'],
      },
    ],
  }
}
