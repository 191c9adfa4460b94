import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { asNamed, isHidden, leadersTo } from './led-to.ts'
import { families } from './open-places.ts'
import { passedIdentities } from './passed-identities.ts'
import { passedOn } from './passed-on.ts'
import { answeredRequest, firstOf, handlerAt, openRequestTo, withHeaders } from './request-to.ts'
import { direct, userSinks } from './user-sinks.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/remote-user-unauthenticated',
  format: 'nginx',
  title: { en: 'a user name that nobody checked', zh: '未经验证的用户名' },
  severity: 'high',
  confidence: 'high',
  tags: ['proxy', 'access'],
  messages: {
    unchecked: {
      en: '`{statement}` uses a user name that any client invents: no auth_basic is in force in {levels}',
      zh: '`{statement}` 使用了任何客户端都可捏造的用户名：{levels} 中没有生效的 auth_basic',
    },
    skippable: {
      en: '`{statement}` uses a user name that clients of {networks} invent: `satisfy any` lets them skip the password in {levels}',
      zh: '`{statement}` 使用了 {networks} 的客户端可捏造的用户名：{levels} 中 `satisfy any` 使其跳过口令',
    },
    delegated: {
      en: '`{statement}` uses a user name that only {authentication} may have checked, in {levels}',
      zh: '`{statement}` 使用的用户名只可能由 {authentication} 验证过，位于 {levels}',
    },
    passed: {
      en: '{authority} learns the user from `{statement}`, but gets the {header} that a client invents in {levels}',
      zh: '{authority} 由 `{statement}` 得知用户，但在 {levels} 收到的是客户端自行捏造的 {header}',
    },
    'passed-users': {
      en: '{authority} learns the user from `{statement}`, but in {levels} whoever logs in sends the {header} of anybody',
      zh: '{authority} 由 `{statement}` 得知用户，但在 {levels} 任何已登录者都可发送他人的 {header}',
    },
  },
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, Use[]>()
    for (const { entry, handler } of userSinks(model)) {
      const verdict = judge(model, handler)
      if (verdict) gather(causes, entry, { verdict, handler })
    }
    for (const [entry, uses] of causes) yield observation(model, entry, uses)
    for (const passed of passedIdentities(model)) yield passedOn(model, passed)
  },
})

/** The worst comes first. */
const verdicts = ['unchecked', 'skippable', 'delegated'] as const
type Verdict = (typeof verdicts)[number]

interface Use {
  readonly verdict: Verdict
  readonly handler: Pick<Handler, 'level' | 'server'>
}

/** Who vouches for the user at a place; undefined: somebody does, or no client from outside gets there. */
function judge(model: NginxModel, { level, server }: Use['handler']): Verdict | undefined {
  if (isHidden(level) || families(server).length === 0) return undefined
  const named = asNamed(level)
  if (!named || model.access(level).authentication.length > 0) return judgeAt(model, level)
  const leading = leadersTo(model, named).map(leader => judgeAt(model, leader))
  return verdicts.find(verdict => leading.includes(verdict))
}

function judgeAt(model: NginxModel, level: Level): Verdict | undefined {
  const { authentication, satisfy, rules, open } = model.access(level)
  const allowed = rules.entries.some(entry => nameOf(entry) === 'allow')
  if (authentication.length === 0) return open.ipv4 || open.ipv6 || allowed ? 'unchecked' : undefined
  if (satisfy === 'any' && allowed) return 'skippable'
  return authentication.some(one => /^auth_(?:basic|ldap|pam)$/.test(nameOf(one))) ? undefined : 'delegated'
}

function observation(model: NginxModel, entry: Directive, uses: readonly Use[]): Observation {
  const verdict = verdicts.find(one => uses.some(use => use.verdict === one)) as Verdict
  const found = uses.filter(use => use.verdict === verdict)
  const { level } = found[0]!.handler
  const levels = found.map(use => use.handler.level)
  return {
    at: placeOf(entry),
    subject: `${writtenIn(level, entry)?.subject ?? level.subject} ${nameOf(entry)} ${headerName(entry)}`,
    message: {
      id: verdict,
      params: {
        statement: [nameOf(entry), ...entry.args.map(word => word.raw)].join(' ').slice(0, 80),
        levels: summary([...new Set(levels.map(one => one.subject))]),
        networks: summary(allowedAt(model, level)),
        authentication: model.access(level).authentication.map(one => nameOf(one)),
      },
    },
    ...weight(verdict, entry),
    related: affected(new Set(levels)),
    witness: () => (verdict === 'unchecked' ? witnessOf(model, entry, found) : undefined),
  }
}

function writtenIn(level: Level, entry: Directive): Level | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.own.includes(entry)) return at
  return undefined
}

const allowedAt = (model: NginxModel, level: Level): string[] =>
  model
    .access(level)
    .rules.entries.filter(entry => nameOf(entry) === 'allow')
    .map(entry => argumentAt(entry, 0))

/** `REMOTE_USER` of a parameter file that comes with nginx is sent to every application, whether it asks or not. */
function weight(verdict: Verdict, entry: Directive): Pick<Observation, 'severity' | 'confidence'> {
  if (verdict === 'delegated') return { severity: 'info', confidence: 'low' }
  const usual = headerName(entry) === 'remote_user' && /(?:^|\/)\w*(?:params|fastcgi\.conf)$/.test(entry.file.path)
  if (usual) return { severity: 'low', confidence: 'low' }
  return entry.args.some(({ value }) => direct.test(value)) ? {} : { confidence: 'medium' }
}

/** `admin:x` as a browser sends it. */
const credentials = ['Authorization', 'Basic YWRtaW46eA=='] as const

function witnessOf(model: NginxModel, entry: Directive, uses: readonly Use[]): Witness | undefined {
  if (nameOf(entry) === 'if') return firstOf(uses, ({ handler }) => letIn(model, entry, handler.level))
  const use = uses.find(({ handler }) => handler.level.context !== 'if-in-location')
  const plain = /^\$\{?remote_user\}?$/i.test(argumentAt(entry, 1))
  const handler = use && plain ? handlerAt(model, use.handler.level) : undefined
  const request = handler && openRequestTo(model, handler)
  if (!request || !/^(?:proxy_set_header|add_header|\w+_param)$/.test(nameOf(entry))) return undefined
  const header = argumentAt(entry, 0)
  const says = { en: `the client is taken for admin without a password`, zh: '客户端无需口令即被当作 admin' }
  const seen = nameOf(entry) === 'proxy_set_header' ? `${header}: admin` : 'admin'
  const provokes = nameOf(entry) === 'add_header' ? { header: [header, 'admin'] as const } : { upstreamSees: seen }
  return { ...request, headers: [...request.headers, credentials], provokes: { ...provokes, summary: says } }
}

/** `if ($remote_user != boss) { return 403; }`: whoever says that name passes. */
function letIn(model: NginxModel, { args }: Directive, level: Level): Witness | undefined {
  const name = /^\( ?\$remote_user != "?([\w.-]+)"? ?\)$/i.exec(args.map(({ value }) => value).join(' '))?.[1]
  const place = level.context.startsWith('if-') ? level.parent : level
  const handler = name === undefined || !place ? undefined : handlerAt(model, place)
  const passing = ({ directive }: Level): boolean => directive?.args === args
  const found = handler && answeredRequest(model, handler, { passing })
  const summary = { en: `the client is taken for ${name} without a password`, zh: `客户端无需口令即被当作 ${name}` }
  const said = ['Authorization', `Basic ${btoa(`${name}:x`)}`] as const
  return found && { ...withHeaders(found.request, said), provokes: { ...found.shows, summary } }
}
