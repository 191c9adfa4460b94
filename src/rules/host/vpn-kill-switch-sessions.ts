import type { Edit } from '../../text/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { nginxOf } from './full-tunnel.ts'
import { type KillSwitch, killSwitchOf } from './kill-switch.ts'
import type { HostModel } from './model.ts'

interface Options {
  /** TCP ports of services, on top of what nginx listens on. */
  readonly servicePorts: readonly number[]
}

export const rule: Rule<HostModel, Options> = defineRule<HostModel, Options>({
  id: 'host/vpn-kill-switch-sessions',
  format: 'host',
  title: { en: 'A kill switch cuts open sessions when it is loaded', zh: '断网保护加载时会切断现有会话' },
  severity: 'high',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    found: {
      en: '"{file}" lets replies out by connection tracking alone: sessions older than the rules are cut when they load',
      zh: '"{file}" 仅凭连接跟踪放行应答：规则加载时，早于规则的会话会被切断',
    },
  },
  schema: {
    type: 'object',
    properties: { servicePorts: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 65_535 } } },
  },
  defaults: { servicePorts: [22] },
  check: findings,
})

function* findings(host: HostModel, { servicePorts }: Options): Iterable<Observation> {
  const kill = killSwitchOf(host)
  const tracked = kill && /^[^\n]*\bct\s+direction\s+reply\b[^\n]*$/m.exec(kill.chain)
  if (!kill || !tracked || /\btcp\s+sport\b[^\n]*\baccept\b/.test(kill.chain)) return
  const listened = nginxOf(host).flatMap(({ listeners }) =>
    listeners
      .filter(({ reach, transport }) => reach !== 'loopback' && reach !== 'unix' && transport === 'tcp')
      .map(({ port }) => port),
  )
  const start = kill.start + tracked.index
  yield {
    at: { file: kill.file, span: { start, end: start + tracked[0].length } },
    subject: 'output chain',
    message: { id: 'found', params: { file: kill.file.path } },
    fixes: [inFront(kill, start, [...servicePorts, ...listened])],
  }
}

/** In front of the rule that asks connection tracking: it sees such a session the wrong way round. */
function inFront({ file }: KillSwitch, start: number, ports: readonly number[]): Fix {
  const indent = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? ''
  const list = [...new Set(ports)].sort((a, b) => a - b).join(', ')
  const line = `${indent}tcp sport { ${list} } tcp flags & (fin | syn | rst | ack) != syn accept\n`
  const edit: Edit = { path: file.path, span: { start, end: start }, text: line }
  return {
    title: { en: 'Let replies of the services out by their port', zh: '按服务端口放行应答' },
    safety: 'unsafe',
    edits: [edit],
    changes: [],
  }
}
