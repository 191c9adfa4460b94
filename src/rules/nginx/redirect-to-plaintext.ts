import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { RedirectServe } from '../../formats/nginx/serve.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { tlsServers } from './level-causes.ts'
import { sureRequestTo } from './request-to.ts'

interface Options {
  /** Hosts without TLS that a redirect may lead to. */
  readonly allowedHosts: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/redirect-to-plaintext',
  format: 'nginx',
  title: { en: 'redirect from TLS to plain HTTP', zh: '从 TLS 重定向到明文 HTTP' },
  severity: 'medium',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    leaves: {
      en: '{server} sends clients from TLS to {url}',
      zh: '{server} 把客户端从 TLS 重定向到 {url}',
    },
  },
  schema: {
    type: 'object',
    properties: { allowedHosts: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { allowedHosts: [] },
  *check(model, { allowedHosts }) {
    const said = new Set<Directive>()
    for (const server of tlsServers(model)) {
      if (!server.listeners.every(listener => listener.tls)) continue
      for (const { serve, level } of model.handlers(server)) {
        if (serve.kind !== 'redirect' || said.has(serve.directive) || !leaves(serve.url, allowedHosts)) continue
        said.add(serve.directive)
        yield { ...observation(level, server, serve), ...witness(model, { level, server, serve }) }
      }
    }
  },
})

function witness(model: NginxModel, handler: Handler): Pick<Observation, 'witness'> {
  const request = sureRequestTo(model, handler)
  const summary = {
    en: 'a client that came over TLS is sent to plain HTTP',
    zh: '经 TLS 访问的客户端被引导到明文 HTTP',
  }
  return request ? { witness: { ...request, provokes: { header: ['Location', 'http://'], summary } } } : {}
}

function leaves(url: string, allowed: readonly string[]): boolean {
  const host = /^http:\/\/([^/:?]*)/i.exec(url)?.[1]
  return host !== undefined && !allowed.includes(host)
}

function observation(level: Level, server: Server, { directive, url }: RedirectServe): Observation {
  const word = directive.args.find(one => one.value === url && /^http:/i.test(one.raw))
  return {
    at: placeOf(directive),
    subject: level.subject,
    message: { id: 'leaves', params: { server: server.subject, url } },
    fixes: !word
      ? []
      : [
          {
            title: { en: 'redirect to https', zh: '重定向到 https' },
            safety: 'unsafe',
            edits: [replaceWord(directive.file, word, word.raw.replace(/^http:/i, 'https:'))],
            changes: ['*'],
          },
        ],
  }
}
