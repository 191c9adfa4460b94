import type { Handler } from '../formats/nginx/model.ts'
import type { RedirectServe, ReturnServe, Serve, StaticServe } from '../formats/nginx/serve.ts'
import type { Localized } from '../message/index.ts'
import { isChallenge, isLocation } from '../rules/nginx/leaks.ts'
import { splitUrl, staysHome } from '../rules/nginx/redirects.ts'
import { isPass } from '../rules/nginx/targets.ts'
import { type Place, placeOf } from '../rules/rule.ts'
import { passTarget } from './pass-target.ts'
import type { Surroundings } from './surroundings.ts'
import type { Security, Target } from './types.ts'

export const same = (text: string): Localized => ({ en: text, zh: text })

/** What answers at a place, as a target. */
export function targetOf(handler: Handler, around: Surroundings): Target {
  const { serve, level } = handler
  if (isPass(serve)) return passTarget(handler, serve, around)
  if (serve.kind === 'redirect') return redirectTarget(handler, serve, around)
  if (serve.kind === 'static') return isLocation(level) && isChallenge(level) ? challenge(serve) : filesTarget(serve)
  return ownAnswer(serve)
}

const files: Localized = { en: 'folders', zh: '个目录' }

function filesTarget({ root, alias }: StaticServe): Target {
  const path = alias?.args[0]?.value ?? root.value.join(' ')
  const at = alias ?? (root.origin === 'default' ? undefined : root.origin)
  return {
    kind: 'files',
    security: 'local',
    key: `files ${path}`,
    plural: files,
    title: path === '' ? { en: 'html (default)', zh: 'html（默认）' } : same(path),
    details: [{ en: 'files', zh: '静态文件' }],
    at: at && placeOf(at),
  }
}

const challenge = ({ root, alias }: StaticServe): Target => ({
  kind: 'challenge',
  security: 'closed',
  key: 'challenge',
  plural: { en: 'challenge folders', zh: '个验证目录' },
  title: { en: 'certificate challenges', zh: '证书验证' },
  details: [same(alias?.args[0]?.value ?? root.value.join(' '))],
  at: alias && placeOf(alias),
})

function redirectTarget(handler: Handler, serve: RedirectServe, around: Surroundings): Target {
  const scheme = splitUrl(serve.url)?.scheme.toLowerCase()
  const security: Security = scheme === 'https' ? 'closed' : scheme === 'http' ? 'plain' : 'local'
  const broken = scheme === 'https' && staysHome({ ...handler, serve }) && !answersTls(around, serve.url)
  return {
    kind: 'redirect',
    security,
    key: `redirect ${serve.url} ${broken}`,
    plural: { en: 'redirects', zh: '个重定向' },
    title: same(serve.url),
    details: [{ en: `redirect, ${serve.code}`, zh: `重定向，${serve.code}` }],
    ...(broken && { broken: { en: 'no socket here answers TLS on that port', zh: '本机该端口没有 TLS 监听' } }),
    at: placeOf(serve.directive),
  }
}

/** Does some socket speak TLS on the port that a redirect names? */
function answersTls({ byPort }: Surroundings, url: string): boolean {
  const port = Number(/:(\d+)$/.exec(splitUrl(url)?.authority ?? '')?.[1] ?? 443)
  return byPort.get(port)?.some(listener => listener.tls || listener.world === 'stream') ?? false
}

function ownAnswer(serve: Exclude<Serve, StaticServe | RedirectServe>): Target {
  const at = 'directive' in serve ? placeOf(serve.directive) : undefined
  if (serve.kind === 'return') return serve.code >= 400 ? refusal(serve) : answer(`return ${serve.code}`, at)
  if (serve.kind === 'module') return answer(serve.name, at)
  return answer(serve.kind === 'rewrite' ? serve.target : serve.kind, at)
}

const answer = (name: string, at: Place | undefined): Target => ({
  kind: 'module',
  security: 'local',
  key: `module ${name}`,
  plural: { en: 'own answers', zh: '种本地应答' },
  title: same(name),
  details: [{ en: 'answered by nginx itself', zh: '由 nginx 自身应答' }],
  at,
})

const refusal = ({ code, directive }: ReturnServe): Target => refused(`return ${code}`, placeOf(directive))

export const refused = (name: string, at: Place | undefined): Target => ({
  kind: 'refused',
  security: 'closed',
  key: `refused ${name}`,
  plural: { en: 'refusals', zh: '种拒绝' },
  title: same(name),
  details: [{ en: 'turned away', zh: '拒绝请求' }],
  at,
})
