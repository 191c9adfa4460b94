import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { insertAfter } from '../../tree/index.ts'
import { defineRule, type Observation, type Rule, type Witness } from '../rule.ts'
import { affected, lacking, summary } from './affected.ts'
import { gather } from './gather.ts'
import { firstOf, passedRequest, withHeaders } from './request-to.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Applications (as written in `*_pass`) that make no environment of request headers. */
  readonly notCgi: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/httpoxy',
  format: 'nginx',
  title: { en: 'Proxy header of the client becomes HTTP_PROXY', zh: '客户端的 Proxy 头变成 HTTP_PROXY' },
  severity: 'low',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    through: {
      en: '{directive} for {levels} sets no empty HTTP_PROXY: the Proxy header of a client decides it',
      zh: '{levels} 的 {directive} 没有把 HTTP_PROXY 置空：它由客户端的 Proxy 头决定',
    },
  },
  schema: {
    type: 'object',
    properties: { notCgi: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { notCgi: [] },
  *check(model, { notCgi }) {
    const groups = new Map<Level, Pass[]>()
    for (const pass of passes(model)) {
      if (!/^(?:fastcgi|uwsgi|scgi)$/.test(pass.family) || notCgi.includes(pass.serve.authority)) continue
      const { entries, at = pass.handler.level } = model.list(pass.handler.level, `${pass.family}_param`)
      if (model.text(pass.handler.level, `${pass.family}_pass_request_headers`).toLowerCase() === 'off') continue
      if (entries.some(entry => entry.args[0]?.value === 'HTTP_PROXY')) continue
      gather(groups, at, pass)
    }
    for (const [level, group] of groups)
      yield { ...observation(level, group), witness: () => firstOf(group, pass => proxied(model, pass)) }
  },
})

function observation(level: Level, group: readonly Pass[]): Observation {
  const directive = `${group[0]!.family}_param`
  const own = level.written(directive)
  // Beside the pass when the list is of the same level: its entries often stand in a file of the distribution.
  const beside = group.find(({ handler }) => handler.level === level)?.serve.directive
  const last = beside ?? own.at(-1) ?? group[0]!.serve.directive
  return {
    at: lacking(last, level),
    subject: `${level.subject} ${directive}`,
    message: {
      id: 'through',
      params: { directive, levels: summary(group, ({ handler }) => handler.level.subject) },
    },
    related: affected(group.map(({ handler }) => handler.level)),
    fixes: [
      {
        title: { en: 'send an empty HTTP_PROXY', zh: '发送空的 HTTP_PROXY' },
        safety: 'safe',
        edits: [insertAfter(last, [`${directive} HTTP_PROXY "";`])],
        changes: [directive],
      },
    ],
  }
}

/** The parameters carry name and value one behind the other. */
function proxied(model: NginxModel, { handler, family }: Pass): Witness | undefined {
  const request = family === 'fastcgi' ? passedRequest(model, handler) : undefined
  const proxy = 'http://attacker.example:3128'
  const summary = {
    en: 'HTTP_PROXY of the application is the address of the client',
    zh: '应用的 HTTP_PROXY 变成客户端给出的地址',
  }
  return (
    request && { ...withHeaders(request, ['Proxy', proxy]), provokes: { upstreamSees: `HTTP_PROXY${proxy}`, summary } }
  )
}
