import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { byAuthority, type Pass, passes, widest } from './targets.ts'

interface Options {
  /** nginx has to show a certificate of its own to the upstream. */
  readonly requireClientCertificate: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/upstream-tls-unverified',
  format: 'nginx',
  title: { en: 'upstream certificate not verified', zh: '未校验上游证书' },
  severity: 'medium',
  confidence: 'high',
  tags: ['upstream', 'tls'],
  messages: {
    unverified: {
      en: '`{directive} {argument}` accepts any certificate: {setting} is off for {levels}',
      zh: '`{directive} {argument}` 接受任何证书：{levels} 的 {setting} 为 off',
    },
    'no-client-certificate': {
      en: '`{directive} {argument}` shows no certificate to the upstream: {setting} is not set for {levels}',
      zh: '`{directive} {argument}` 不向上游出示证书：{levels} 没有设置 {setting}',
    },
  },
  schema: {
    type: 'object',
    properties: { requireClientCertificate: { type: 'boolean' } },
    additionalProperties: false,
  },
  defaults: { requireClientCertificate: false },
  *check(model, { requireClientCertificate }) {
    for (const group of byAuthority(passes(model))) {
      const tls = group.filter(pass => pass.tls && widest(pass.targets) !== 'unix')
      const open = tls.filter(pass => !model.on(pass.handler.level, `${pass.family}_ssl_verify`))
      if (open.length > 0) yield observation('unverified', 'ssl_verify', open)
      const bare = requireClientCertificate ? tls.filter(pass => certificateOf(model, pass) === '') : []
      if (bare.length > 0) yield observation('no-client-certificate', 'ssl_certificate', bare)
    }
  },
})

const certificateOf = (model: NginxModel, pass: Pass): string =>
  model.text(pass.handler.level, `${pass.family}_ssl_certificate`)

function observation(id: string, suffix: string, group: readonly Pass[]): Observation {
  const first = group[0]!
  const setting = `${first.family}_${suffix}`
  const level = writer(first.handler.level, setting)
  const line = level?.written(setting)[0]
  const reach = widest(first.targets)
  return {
    at: placeOf(first.serve.directive),
    subject: `${id} ${first.serve.kind} ${first.serve.authority}`,
    message: {
      id,
      params: {
        directive: first.serve.directive.name.value,
        argument: first.serve.directive.args[0]?.value ?? '',
        setting,
        levels: summary(group.map(pass => pass.handler.level.subject)),
      },
    },
    severity: reach === 'public' ? 'high' : reach === 'loopback' ? 'info' : 'medium',
    related: [
      ...(line ? [{ at: placeOf(line), message: { en: 'switched off here', zh: '在此关闭' } }] : []),
      ...affected(group.map(pass => pass.handler.level)),
    ],
  }
}
