import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Localized } from '../../message/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, lacking, summary } from './affected.ts'
import { dependsOn } from './depends-on.ts'
import { familyOf, type Pass } from './targets.ts'
import { tlsGroups } from './tls-passes.ts'
import { hostOf, settableLevels, unusable, writeAt } from './upstream-tls-edits.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/upstream-tls-name',
  format: 'nginx',
  title: { en: 'upstream TLS without a usable name', zh: '与上游的 TLS 缺少可用的名称' },
  severity: 'medium',
  confidence: 'high',
  tags: ['upstream', 'tls'],
  messages: {
    'no-sni': {
      en: '`{directive} {argument}` sends no server name to the upstream: {family}_ssl_server_name is off for {levels}',
      zh: '`{directive} {argument}` 不向上游发送 SNI：{levels} 的 {family}_ssl_server_name 为 off',
    },
    address: {
      en: '`{directive} {argument}` verifies the certificate against `{name}`, an address: every request fails with 502, for {levels}',
      zh: '`{directive} {argument}` 用地址 `{name}` 校验证书：{levels} 的每个请求都会以 502 失败',
    },
    group: {
      en: '`{directive} {argument}` verifies the certificate against `{name}`, the name of an upstream group: every request fails with 502, for {levels}',
      zh: '`{directive} {argument}` 用 upstream 组名 `{name}` 校验证书：{levels} 的每个请求都会以 502 失败',
    },
    variable: {
      en: '`{directive} {argument}` verifies the certificate against `{name}`, which the client chooses, for {levels}',
      zh: '`{directive} {argument}` 用客户端可选择的 `{name}` 校验证书，作用于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    for (const tls of tlsGroups(model)) {
      const failing = tls.filter(pass => unusableName(model, pass) !== undefined)
      if (failing.length > 0) yield observation(model, 'unusable', failing)
      const chosen = tls.filter(pass => isChosen(model, pass))
      if (chosen.length > 0) yield observation(model, 'variable', chosen)
      const silent = tls.filter(pass => needsSni(model, pass))
      if (silent.length > 0) yield observation(model, 'no-sni', silent)
    }
  },
})

/** An address needs no SNI: only names have virtual hosts behind them. */
function needsSni(model: NginxModel, pass: Pass): boolean {
  if (model.on(pass.handler.level, `${pass.family}_ssl_server_name`)) return false
  return pass.targets.some(target => !target.literal && target.reach !== 'unknown')
}

/** Measured: 502 with verify on. */
const unusableName = (model: NginxModel, pass: Pass): 'address' | 'group' | undefined =>
  model.on(pass.handler.level, `${pass.family}_ssl_verify`) ? unusable(model, pass) : undefined

const fromClient = /^(?:host|http_.*|arg_.*|cookie_.*|args|query_string|request_uri|uri|document_uri|ssl_server_name)$/

/** A name of the client's choice for a target that is always the same: any name the backend has a certificate for is right. */
function isChosen(model: NginxModel, { handler: { level }, family, serve }: Pass): boolean {
  const name = model.text(level, `${family}_ssl_name`)
  if (!name.includes('$') || serve.authority.includes('$') || !model.on(level, `${family}_ssl_verify`)) return false
  return [...dependsOn(model, name)].some(one => fromClient.test(one))
}

function observation(model: NginxModel, id: 'no-sni' | 'unusable' | 'variable', group: readonly Pass[]): Observation {
  const first = group[0]!
  const kind = unusableName(model, first)
  return {
    at: id === 'no-sni' ? lacking(first.serve.directive, first.handler.level) : placeOf(first.serve.directive),
    subject: `${id} ${familyOf(first)} ${first.serve.authority}`,
    message: {
      id: id === 'unusable' ? (kind ?? 'group') : id,
      params: {
        directive: nameOf(first.serve.directive),
        argument: argumentAt(first.serve.directive, 0),
        family: first.family,
        name: id === 'variable' ? model.text(first.handler.level, `${first.family}_ssl_name`) : first.serve.authority,
        levels: summary(group, pass => pass.handler.level.subject),
      },
    },
    severity: severities[id],
    related: affected(group.map(pass => pass.handler.level)),
    fixes: id === 'no-sni' ? sendName(group) : checkName(group),
  }
}

const severities = { unusable: 'high', variable: 'low', 'no-sni': 'medium' } as const

/** At the level where the request is handed on. */
const sendName = (group: readonly Pass[]): Fix[] => [
  fixOf(group, { suffix: 'ssl_server_name', value: 'on' }, { en: 'send the server name', zh: '发送 SNI' }),
]

/** The one host behind the group; of an address nobody knows what it is called. */
function checkName(group: readonly Pass[]): Fix[] {
  const value = group[0] && hostOf(group[0])
  if (!value) return []
  return [fixOf(group, { suffix: 'ssl_name', value }, { en: 'name the host', zh: '写明主机名' })]
}

function fixOf(group: readonly Pass[], { suffix, value }: { suffix: string; value: string }, title: Localized): Fix {
  const setting = `${group[0]!.family}_${suffix}`
  return {
    title: { en: `${title.en} (${setting} ${value})`, zh: `${title.zh}（${setting} ${value}）` },
    safety: 'unsafe',
    edits: settableLevels(group).flatMap(level => writeAt(level, { [setting]: value })),
    changes: [setting],
  }
}
