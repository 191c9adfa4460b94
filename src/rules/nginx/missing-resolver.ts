import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { answersItself, firstOf, passedRequest } from './request-to.ts'
import { byAuthority, familyOf, type Pass, passes, streamPasses } from './targets.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/missing-resolver',
  format: 'nginx',
  title: { en: 'a name to look up at run time, and no resolver', zh: '需要在运行时解析名称却没有 resolver' },
  severity: 'high',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    variable: {
      en: '`{directive} {argument}` looks its host up at run time, and no resolver is in scope: {levels} answers 502',
      zh: '`{directive} {argument}` 在运行时解析主机名，但没有生效的 resolver：{levels} 将返回 502',
    },
    resolve: {
      en: '`server {address} resolve` of upstream {upstream} has no resolver in scope',
      zh: 'upstream {upstream} 的 `server {address} resolve` 没有生效的 resolver',
    },
  },
  defaults: {},
  *check(model) {
    const isLost = (pass: Pass): boolean => looksUp(model, pass) && !resolves(model, pass)
    for (const all of [passes(model), streamPasses(model)])
      for (const lost of byAuthority(all.filter(isLost)))
        yield { ...variable(lost), witness: () => firstOf(lost, pass => unresolved(model, pass)) }
    yield* resolving(model)
  },
})

const resolves = (model: NginxModel, pass: Pass): boolean =>
  model.setting(pass.handler.level, 'resolver').value.length > 0

/**
 * A variable in the host part whose values are not all addresses or names of upstreams. Behind the colon of an address
 * only its port is open, or the path: `127.0.0.1:$port`, `127.0.0.1:3000$1`. A socket has a path and no host.
 */
function looksUp(model: NginxModel, { handler: { level }, serve }: Pass): boolean {
  if (!serve.hasVariables || !serve.authority.includes('$') || serve.upstream) return false
  if (/^(?:[\d.]+:|\[[\da-f:.]+\]:|unix:)/i.test(serve.authority)) return false
  if (/^\$\{?server_addr\b/i.test(serve.authority)) return false
  const { values, certain } = variablesOf(model).contents(serve.authority, { level, before: serve.directive })
  return !certain || !values || values.some(value => !known(model, value))
}

function known(model: NginxModel, value: string): boolean {
  const authority = value.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')
  return (
    value === '' ||
    /^[\d.]+(?::\d+)?$/.test(authority) ||
    value.includes('[') ||
    value.startsWith('unix:') ||
    // With a port it would be another host.
    model.upstreams.some(one => one.name === authority)
  )
}

/** Where every value is a name that has to be looked up. */
function unresolved(model: NginxModel, { handler, serve }: Pass): Witness | undefined {
  const { level } = handler
  if (level.world !== 'http') return undefined
  const { values } = variablesOf(model).contents(serve.authority, { level })
  const named = values?.every(value => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+(?::\d+)?$/i.test(value))
  if (!named || values?.some(value => known(model, value)) || !answersItself(model, level, 502)) return undefined
  const request = passedRequest(model, handler, { named: true })
  const summary = { en: 'the name is never looked up', zh: '主机名从未被解析' }
  return request && { ...request, provokes: { status: 502, summary } }
}

const variable = (group: readonly Pass[]): Observation => ({
  at: { ...placeOf(group[0]!.serve.directive), lacks: 'anywhere' },
  subject: `${familyOf(group[0]!)} ${group[0]!.serve.authority}`,
  message: {
    id: 'variable',
    params: {
      directive: nameOf(group[0]!.serve.directive),
      argument: argumentAt(group[0]!.serve.directive, 0),
      levels: summary(group, pass => pass.handler.level.subject),
    },
  },
  related: affected(group.map(pass => pass.handler.level)),
})

/** From 1.27.3 `resolver` may stand in the upstream block itself. */
function* resolving(model: NginxModel): Generator<Observation> {
  const own = atLeast(model.target.nginx, '1.27.3')
  for (const level of model.levels({ context: 'upstream' })) {
    const outer = level.parent && model.setting(level.parent, 'resolver').value.length > 0
    if (outer || (own && level.writes('resolver'))) continue
    for (const server of level.written('server')) {
      if (!server.args.some(word => word.value === 'resolve')) continue
      const address = argumentAt(server, 0)
      const upstream = level.directive?.args[0]?.value ?? ''
      yield {
        at: { ...placeOf(server), lacks: 'anywhere' },
        subject: `upstream ${upstream} ${address}`,
        message: { id: 'resolve', params: { address, upstream } },
      }
    }
  }
}
