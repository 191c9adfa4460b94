import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { leaksOf } from './leaks.ts'
import { tlsServers } from './level-causes.ts'
import { type Redirect, redirectsOf, splitUrl, twinsOf } from './redirects.ts'
import { registrable } from './registrable.ts'
import { openRequestTo } from './request-to.ts'

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
  const said = new Set<Directive>()
  for (const server of model.servers) {
    if (plainListeners(server).length === 0 || leaksOf(model, server).length > 0) continue
    if (twinsOf(model, server).length === 0) continue
    for (const redirect of redirectsOf(model, server)) {
      if (said.has(redirect.serve.directive) || !staysPlain(model, redirect)) continue
      said.add(redirect.serve.directive)
      yield observation(model, redirect)
    }
  }
}

/** An absolute URL without TLS, or the scheme the client came with. */
function staysPlain(model: NginxModel, { serve, server }: Redirect): boolean {
  const url = splitUrl(serve.url)
  if (!url || !/^(?:http|\$\{?scheme\}?)$/i.test(url.scheme)) return false
  const host = url.authority.toLowerCase()
  const kin = server.names.some(({ kind, value }) => kind === 'exact' && registrable(value) === registrable(host))
  return host.includes('$') || kin || isServed(server, host) || tlsServers(model).some(one => isServed(one, host))
}

const isServed = ({ names }: Server, host: string): boolean => names.some(({ value }) => value.toLowerCase() === host)

function observation(model: NginxModel, redirect: Redirect): Observation {
  const { serve, level, server } = redirect
  const word = serve.directive.args.find(({ value }) => value === serve.url)
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'found', params: { server: server.title, url: serve.url } },
    witness: () => witnessOf(model, redirect),
    ...(word && { fixes: [overTls(serve.directive, word)] }),
  }
}

/** The answer sends the client to plaintext again. */
function witnessOf(model: NginxModel, redirect: Redirect): Witness | undefined {
  const request = openRequestTo(model, redirect, { clear: true })
  if (!request) return undefined
  const summary = { en: 'a client that came in clear is kept there', zh: '以明文访问的客户端仍停留在明文' }
  return { ...request, provokes: { status: redirect.serve.code, header: ['Location', 'http://'], summary } }
}

const overTls = (directive: Redirect['serve']['directive'], word: Parameters<typeof replaceWord>[1]): Fix => ({
  title: { en: 'Redirect to https', zh: '重定向到 https' },
  safety: 'unsafe',
  edits: [replaceWord(directive.file, word, word.raw.replace(/^(["']?)(?:http|\$\{?scheme\}?):/i, '$1https:'))],
  changes: [nameOf(directive)],
})
