import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertAt, setAt } from '../../remedies/nginx/set-at.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { byAuthority, type Pass, passes, widest } from './targets.ts'

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
  },
  defaults: {},
  *check(model) {
    for (const group of byAuthority(passes(model))) {
      const tls = group.filter(pass => pass.tls && widest(pass.targets) !== 'unix')
      const failing = tls.filter(pass => unusableName(model, pass) !== undefined)
      if (failing.length > 0) yield observation(model, 'unusable', failing)
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

/** What the checked name is when no certificate can be for it. Measured: 502 with verify on. */
function unusableName(model: NginxModel, pass: Pass): 'address' | 'group' | undefined {
  const { level } = pass.handler
  if (!model.on(level, `${pass.family}_ssl_verify`)) return undefined
  const name = model.text(level, `${pass.family}_ssl_name`)
  if (name !== '' && name !== '$proxy_host') return undefined
  if (pass.serve.upstream) return certificateName(pass.serve.upstream.name) ? undefined : 'group'
  return pass.targets[0]?.literal ? 'address' : undefined
}

/** A group called like a host is the usual way to give it a certificate's name. */
const certificateName = (group: string): boolean => group.includes('.')

function observation(model: NginxModel, id: 'no-sni' | 'unusable', group: readonly Pass[]): Observation {
  const first = group[0]!
  const kind = unusableName(model, first)
  return {
    at: placeOf(first.serve.directive),
    subject: `${id} ${first.family} ${first.serve.authority}`,
    message: {
      id: id === 'no-sni' ? id : (kind ?? 'group'),
      params: {
        directive: first.serve.directive.name.value,
        argument: first.serve.directive.args[0]?.value ?? '',
        family: first.family,
        name: first.serve.authority,
        levels: summary(group.map(pass => pass.handler.level.subject)),
      },
    },
    severity: id === 'unusable' ? 'high' : 'medium',
    related: affected(group.map(pass => pass.handler.level)),
    fixes: id === 'no-sni' ? sendName(group) : [],
  }
}

/** At the level where the request is handed on: a value directive, so nothing inherited is lost. */
function sendName(group: readonly Pass[]): Fix[] {
  const levels = [...new Set(group.map(pass => pass.handler.level))]
  const setting = `${group[0]!.family}_ssl_server_name`
  const edits = levels.flatMap(level =>
    level.written(setting).length > 0 ? setAt(level, setting, 'on') : insertAt(level, setting, [`${setting} on;`]),
  )
  return [
    {
      title: { en: `send the server name (${setting} on)`, zh: `发送 SNI（${setting} on）` },
      safety: 'unsafe',
      edits,
      changes: [setting],
    },
  ]
}
