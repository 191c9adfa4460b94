import type { NginxModel } from '../../formats/nginx/model.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import { replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { leaksOf } from './leaks.ts'
import { type Redirect, redirectsOf, splitUrl, twinsOf } from './redirects.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/https-redirect',
  format: 'nginx',
  title: { en: 'A plaintext server does not lead to its TLS server', zh: '明文 server 未引导到对应的 TLS server' },
  severity: 'medium',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    found: {
      en: '{server} redirects to "{url}" although its names are served over TLS',
      zh: '{server} 重定向到 "{url}"，而其域名已通过 TLS 提供',
    },
  },
  defaults: {},
  check: findings,
})

/** Servers that serve content in clear are what nginx/plaintext-proxy and nginx/plaintext-listener are about. */
function* findings(model: NginxModel): Iterable<Observation> {
  for (const server of model.servers) {
    if (plainListeners(server).length === 0 || twinsOf(model, server).length === 0) continue
    if (leaksOf(model, server).length > 0) continue
    for (const redirect of redirectsOf(model, server)) if (staysPlain(redirect)) yield observation(redirect)
  }
}

/** An absolute URL without TLS, or the scheme the client came with. */
function staysPlain({ serve, server }: Redirect): boolean {
  const url = splitUrl(serve.url)
  if (!url || !/^(?:http|\$\{?scheme\}?)$/i.test(url.scheme)) return false
  const host = url.authority.toLowerCase()
  return host.includes('$') || server.names.some(({ value }) => value.toLowerCase() === host)
}

function observation({ serve, level, server }: Redirect): Observation {
  const word = serve.directive.args.find(({ value }) => value === serve.url)
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'found', params: { server: server.title, url: serve.url } },
    ...(word && { fixes: [overTls(serve.directive, word)] }),
  }
}

const overTls = (directive: Redirect['serve']['directive'], word: Parameters<typeof replaceWord>[1]): Fix => ({
  title: { en: 'Redirect to https', zh: '重定向到 https' },
  safety: 'unsafe',
  edits: [replaceWord(directive.file, word, word.raw.replace(/^(["']?)(?:http|\$\{?scheme\}?):/i, '$1https:'))],
  changes: [directive.name.value],
})
