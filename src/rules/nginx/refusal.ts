import type { Handler, Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { turnsAwayForeignNames } from './foreign-names.ts'

/** Does this place turn a request away, whatever name it was for? */
export function refuses({ serve, level }: Handler, model: NginxModel): boolean {
  if (serve.kind === 'return') return serve.code >= 400
  const { open } = model.access(level)
  return !open.ipv4 && !open.ipv6 && model.access(level).authentication.length === 0
}

/** `deny all` comes first and no password opens the place instead: nobody at all gets in. */
export function deniesAll(model: NginxModel, level: Level): boolean {
  if (model.list(level, 'deny').entries.length === 0) return false
  const { rules, skipped, satisfy, authentication } = model.access(level)
  const [first] = rules.entries
  const denied = first && nameOf(first) === 'deny' && argumentAt(first, 0) === 'all'
  return denied === true && !skipped && (satisfy === 'all' || authentication.length === 0)
}

/** Nobody but this machine gets in: nothing crosses a wire. */
export function onlyLocal(model: NginxModel, level: Level): boolean {
  if (model.list(level, 'allow').entries.length === 0) return false
  const { rules, open, skipped, satisfy, authentication } = model.access(level)
  const closed = !open.ipv4 && !open.ipv6 && !skipped && (satisfy === 'all' || authentication.length === 0)
  const denies = rules.entries.some(({ name, args }) => name.value === 'deny' && /^all$/i.test(args[0]?.value ?? ''))
  const allows = rules.entries.filter(({ name }) => name.value === 'allow')
  return closed && denies && allows.every(({ args }) => local.test(args[0]?.value ?? ''))
}

const local = /^(?:127\.[\d.]+(?:\/(?:[89]|[12]\d|3[012]))?|::1(?:\/128)?|unix:)$/

/** Serves challenges of a certificate authority and nothing else. */
const acme = ({ level }: Handler): boolean => /\/\.well-known\/acme-challenge/.test(level.subject)

/** A redirect that sends every name to one stated host says nothing about the names it was asked for. */
const literalRedirect = ({ serve }: Handler): boolean =>
  serve.kind === 'redirect' && /^https?:\/\/[^$/]+(?:\/|\$\{?(?:request_)?uri\b|$)/i.test(serve.url)

/** The places of a default server that answer a foreign name with something. */
export const answersForeignNames = (server: Server, model: NginxModel): readonly Handler[] =>
  turnsAwayForeignNames(model, server)
    ? []
    : model.handlers(server).filter(handler => !refuses(handler, model) && !acme(handler) && !literalRedirect(handler))

/** TLS clients without a known name are turned away before they send anything. */
export const rejectsHandshake = (listener: Listener, model: NginxModel): boolean =>
  listener.tls && model.on(listener.defaultServer, 'ssl_reject_handshake')
