import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { publicAuthorities } from '../../remedies/nginx/authorities.ts'
import type { Edit } from '../../text/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, lacking, summary, writer } from './affected.ts'
import { familyOf, type Pass, type UpstreamTarget, widest } from './targets.ts'
import { tlsGroups } from './tls-passes.ts'
import { hostOf, settableLevels, unusable, writeAt } from './upstream-tls-edits.ts'
import { variableTargets } from './variable-targets.ts'

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
    mixed: {
      en: '`{directive} {argument}` accepts any certificate: {setting} is off for {levels}; {verified} verifies, but shares cached sessions with them and gets 502 then',
      zh: '`{directive} {argument}` 接受任何证书：{levels} 的 {setting} 为 off；{verified} 校验证书，但与其共用会话缓存，之后会得到 502',
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
    for (const group of tlsGroups(model)) {
      const open = group.filter(pass => !verifies(model, pass))
      if (open.length > 0) yield unverified(model, group, open)
      const bare = requireClientCertificate ? group.filter(pass => certificateOf(model, pass) === '') : []
      if (bare.length > 0) yield observation({ id: 'no-client-certificate', suffix: 'ssl_certificate', model }, bare)
    }
  },
})

const verifies = (model: NginxModel, { handler, family }: Pass): boolean =>
  model.on(handler.level, `${family}_ssl_verify`)

const reuses = (model: NginxModel, { handler, family }: Pass): boolean =>
  model.on(handler.level, `${family}_ssl_session_reuse`)

/** Sessions are kept per target: what was not verified once is not verified when it is taken up again (measured). */
function unverified(model: NginxModel, group: readonly Pass[], open: readonly Pass[]): Observation {
  const verified = group.filter(pass => verifies(model, pass) && reuses(model, pass))
  const mixed = verified.length > 0 && open.some(pass => reuses(model, pass))
  const said = { model, suffix: 'ssl_verify', fix: fixOf(model, open) }
  if (!mixed) return observation({ ...said, id: 'unverified' }, open)
  return observation(
    { ...said, id: 'mixed', verified: summary(verified, ({ handler }) => handler.level.subject) },
    open,
  )
}

function bundleFor({ target }: NginxModel, { targets }: Pass): string | undefined {
  return targets.every(({ reach, literal }) => reach === 'public' && !literal) ? publicAuthorities(target) : undefined
}

/** All that verification needs, or nothing: without the authorities nginx refuses to start, without the name it fails. */
function fixOf(model: NginxModel, open: readonly Pass[]): Fix | undefined {
  const [first] = open
  const name = first && unusable(model, first) ? hostOf(first) : ''
  if (!first || name === undefined) return undefined
  const { family } = first
  const publicBundle = bundleFor(model, first)
  const edits: Edit[] = []
  const changes = new Set<string>()
  for (const level of settableLevels(open)) {
    const known = model.text(level, `${family}_ssl_trusted_certificate`) !== ''
    const bundle = known ? undefined : publicBundle
    if (!known && !bundle) return undefined
    const values = {
      [`${family}_ssl_verify`]: 'on',
      ...(bundle && { [`${family}_ssl_trusted_certificate`]: bundle }),
      ...(!model.on(level, `${family}_ssl_server_name`) && { [`${family}_ssl_server_name`]: 'on' }),
      ...(name && { [`${family}_ssl_name`]: name }),
    }
    edits.push(...writeAt(level, values))
    for (const setting of Object.keys(values)) changes.add(setting)
  }
  const title = { en: `verify the certificate (${family}_ssl_verify on)`, zh: `校验证书（${family}_ssl_verify on）` }
  return { title, safety: 'unsafe', edits, changes: [...changes] }
}

const certificateOf = (model: NginxModel, pass: Pass): string =>
  model.text(pass.handler.level, `${pass.family}_ssl_certificate`)

/** Behind a variable: the constants that it is given, where they are known. */
function addressesOf(model: NginxModel, pass: Pass): readonly UpstreamTarget[] {
  const given = pass.handler.server.world === 'http' ? variableTargets(model, pass).filter(({ tls }) => tls) : []
  return given.length > 0 ? given : pass.targets
}

interface Said {
  readonly model: NginxModel
  readonly id: string
  /** Behind the family in the name of the setting. */
  readonly suffix: string
  readonly verified?: string
  readonly fix?: Fix | undefined
}

function observation({ model, id, suffix, verified, fix }: Said, group: readonly Pass[]): Observation {
  const first = group[0]!
  const setting = `${first.family}_${suffix}`
  const level = writer(first.handler.level, setting)
  const line = level?.written(setting)[0]
  const reach = widest(group.flatMap(pass => addressesOf(model, pass)))
  const base = id === 'mixed' ? 'unverified' : id
  return {
    at: line ? placeOf(first.serve.directive) : lacking(first.serve.directive, first.handler.level),
    subject: `${base} ${familyOf(first)} ${first.serve.authority}`,
    message: {
      id,
      params: {
        directive: nameOf(first.serve.directive),
        argument: argumentAt(first.serve.directive, 0),
        setting,
        levels: summary(group, pass => pass.handler.level.subject),
        ...(verified !== undefined && { verified }),
      },
    },
    severity: reach === 'public' ? 'high' : reach === 'loopback' ? 'info' : 'medium',
    related: [
      ...(line ? [{ at: placeOf(line), message: { en: 'switched off here', zh: '在此关闭' } }] : []),
      ...affected(group.map(pass => pass.handler.level)),
    ],
    fixes: fix ? [fix] : [],
  }
}
