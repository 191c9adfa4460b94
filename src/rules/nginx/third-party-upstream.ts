import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { registrable } from './registrable.ts'
import { type Pass, passes, type UpstreamTarget } from './targets.ts'

interface Options {
  /** Domains of your own, or of providers that you trust, besides those of the server names. */
  readonly ownDomains: readonly string[]
  /** Hosts of providers that were agreed on, with everything below them: `s3.eu-central-1.amazonaws.com`. */
  readonly providers: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/third-party-upstream',
  format: 'nginx',
  title: { en: 'requests handed to a third party', zh: '请求被转交第三方' },
  severity: 'info',
  confidence: 'medium',
  tags: ['proxy', 'privacy'],
  messages: {
    foreign: {
      en: '`{directive} {argument}` hands requests to {host}, outside of {domains}, for {levels}',
      zh: '`{directive} {argument}` 把请求转交给 {domains} 之外的 {host}，作用于 {levels}',
    },
    internal: {
      en: '`{directive} {argument}` hands requests to {host}, outside of {domains}, for {levels}: its X-Accel-Redirect opens internal locations',
      zh: '`{directive} {argument}` 把请求转交给 {domains} 之外的 {host}，作用于 {levels}：其 X-Accel-Redirect 可打开 internal location',
    },
  },
  schema: {
    type: 'object',
    properties: {
      ownDomains: { type: 'array', items: { type: 'string' } },
      providers: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: { ownDomains: [], providers: [] },
  *check(model, { ownDomains, providers }) {
    const foreign = new Map<string, Found[]>()
    const named = [...domainsOf(model)]
    if (named.length === 0) return
    const own = new Set([...ownDomains.map(name => registrable(name)), ...named])
    const agreed = (host: string): boolean => providers.some(name => isBelow(host.toLowerCase(), name.toLowerCase()))
    for (const pass of passes(model))
      for (const target of pass.targets)
        if (!target.literal && target.reach === 'public' && !own.has(registrable(target.host)) && !agreed(target.host))
          gather(foreign, target.host.toLowerCase(), { pass, target })
    for (const [host, found] of foreign) yield observation(model, { host, found, own: [...own] })
  },
})

interface Found {
  readonly pass: Pass
  readonly target: UpstreamTarget
}

const isBelow = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`)

/** Of every server name that is a name: `_` and patterns say nothing. */
function* domainsOf(model: NginxModel): Generator<string> {
  for (const server of model.servers)
    for (const { kind, value } of server.names) {
      const name = value.replace(/^\*?\./, '')
      if (/^(?:exact|dot|wildcard-start)$/.test(kind) && name.includes('.')) yield registrable(name)
    }
}

interface Foreign {
  readonly host: string
  readonly found: readonly Found[]
  readonly own: readonly string[]
}

function observation(model: NginxModel, { host, found, own }: Foreign): Observation {
  const { pass } = found[0]!
  const levels = found.map(one => one.pass.handler.level)
  const opens = found.some(one => opensInternal(model, one.pass))
  return {
    at: placeOf(found[0]!.target.directive),
    subject: host,
    message: {
      id: opens ? 'internal' : 'foreign',
      params: {
        directive: nameOf(pass.serve.directive),
        argument: argumentAt(pass.serve.directive, 0),
        host,
        domains: summary(own),
        levels: summary(levels, level => level.subject),
      },
    },
    severity: opens ? 'low' : 'info',
    related: affected(levels),
  }
}

/** The upstream names an internal location of the server, and nginx follows. */
function opensInternal(model: NginxModel, { handler: { level, server }, family }: Pass): boolean {
  if (model.writers('internal').length === 0) return false
  const ignored = model.setting(level, `${family}_ignore_headers`).value
  if (ignored.some(header => header.toLowerCase() === 'x-accel-redirect')) return false
  return server.locations.some(({ internal, match }) => internal && match.kind !== 'named')
}
