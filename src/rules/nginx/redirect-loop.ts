import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { isUnconditional, type Loop, loopOf } from './loops.ts'
import { type Redirect, redirectsOf, splitUrl, staysHome, twinsOf } from './redirects.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/redirect-loop',
  format: 'nginx',
  title: { en: 'a redirect that leads back to itself', zh: '重定向回到自身' },
  severity: 'high',
  confidence: 'medium',
  tags: ['plaintext', 'routing'],
  messages: {
    loop: {
      en: '{level} redirects {from} to {url}, which it answers with the same redirect',
      zh: '{level} 把 {from} 重定向到 {url}，而该地址又由同一重定向应答',
    },
    behind: {
      en: '{level} redirects to {url} although a proxy in front talks to it in clear and no TLS server here answers for {names}',
      zh: '{level} 重定向到 {url}，但前方代理以明文与它通信，且此处没有为 {names} 应答的 TLS server',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('return').length === 0 && model.writers('rewrite').length === 0) return
    const seen = new Set<Directive>()
    for (const redirect of model.servers.flatMap(server => redirectsOf(model, server))) {
      if (seen.has(redirect.serve.directive)) continue
      const loop = loopOf(model, redirect)
      if (!loop && !(isUnconditional(redirect) && behindTerminator(model, redirect))) continue
      seen.add(redirect.serve.directive)
      yield loop ? looping(redirect, loop) : behind(redirect)
    }
  },
})

/** Addresses of clients are taken from a proxy, and nobody here speaks TLS for the name that it is sent back to. */
function behindTerminator(model: NginxModel, redirect: Redirect): boolean {
  const { server, level, serve } = redirect
  const whole = level === server || level.subject.endsWith('/ location /')
  if (!whole || splitUrl(serve.url)?.scheme.toLowerCase() !== 'https' || !staysHome(redirect)) return false
  const told = model.list(server, 'set_real_ip_from').entries.length > 0
  const plain = plainListeners(server).length > 0 && server.listeners.every(({ tls }) => !tls)
  return told && plain && server.names.some(({ kind }) => kind === 'exact') && twinsOf(model, server).length === 0
}

function looping({ level, serve }: Redirect, { request, location, from }: Loop): Observation {
  return {
    at: placeOf(serve.directive),
    subject: `${level.subject} ${nameOf(serve.directive)}`,
    message: { id: 'loop', params: { level: level.subject, from, url: serve.url } },
    ...(request && {
      witness: {
        ...request,
        provokes: {
          status: serve.code,
          header: ['location', location],
          summary: { en: `the answer leads back to ${location}`, zh: `应答又指回 ${location}` },
        },
      },
    }),
  }
}

const behind = ({ level, server, serve }: Redirect): Observation => ({
  at: placeOf(serve.directive),
  subject: `${level.subject} ${nameOf(serve.directive)}`,
  message: {
    id: 'behind',
    params: { level: level.subject, url: serve.url, names: server.names.map(({ value }) => value) },
  },
  severity: 'medium',
  confidence: 'low',
})
