import type { Handler, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, isDirective } from '../../tree/index.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { outcome } from './condition-outcome.ts'
import { tlsServers } from './level-causes.ts'
import { refuses } from './refusal.ts'
import { answeredRequest, firstOf } from './request-to.ts'
import { type Pass, passes } from './targets.ts'
import { checkValue } from './value-rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/optional-client-cert',
  format: 'nginx',
  title: { en: 'client certificate asked for and not checked', zh: '请求客户端证书却未检查' },
  severity: 'high',
  confidence: 'high',
  tags: ['tls', 'access'],
  messages: {
    unchecked: {
      en: '`ssl_verify_client {words}` lets clients without a valid certificate in, and not every place in {levels} looks at $ssl_client_verify',
      zh: '`ssl_verify_client {words}` 放行没有有效证书的客户端，而 {levels} 中并非每处都检查 $ssl_client_verify',
    },
  },
  defaults: {},
  check: model => {
    if (model.writers('ssl_verify_client').length === 0) return []
    const handsOn = new Set(
      passes(model)
        .filter(pass => tells(model, pass))
        .map(({ handler }) => handler),
    )
    const isOpen = (handler: Handler): boolean =>
      !refuses(handler, model) && !handsOn.has(handler) && !guarded(handler, model)
    const open = (server: Server): boolean => model.handlers(server).some(isOpen)
    return checkValue(model, {
      setting: 'ssl_verify_client',
      levels: () => [...tlsServers(model).filter(open), ...connections(model)],
      wrong: ([value = 'off']) => (/^optional/i.test(value) ? { message: 'unchecked' } : undefined),
      wanted: 'on',
      safety: 'unsafe',
      witness: servers =>
        firstOf(
          servers.flatMap(server => model.handlers(server)).filter(handler => isOpen(handler)),
          handler => withoutCertificate(model, handler),
        ),
    })
  },
})

/** stream{} has no `if`: what the certificate decides is where a variable leads, or what a script says. */
const connections = (model: NginxModel): Server[] =>
  model.streamServers.filter(server => {
    const { serve } = server
    return (
      serve !== undefined &&
      server.listeners.some(({ tls }) => tls) &&
      !('authority' in serve && serve.hasVariables) &&
      !server.own.some(one => nameOf(one).startsWith('js_'))
    )
  })

/** An answer for a client that has no certificate to show. */
function withoutCertificate(model: NginxModel, handler: Handler): Witness | undefined {
  const found = answeredRequest(model, handler)
  const summary = { en: 'a client without a certificate gets the answer', zh: '没有证书的客户端也得到应答' }
  return found?.request.tls ? { ...found.request, provokes: { ...found.shows, summary } } : undefined
}

/** The application is told, by a header or a parameter. */
const tells = (model: NginxModel, { family, handler: { level } }: Pass): boolean =>
  model
    .list(level, /^(?:proxy|grpc)$/.test(family) ? `${family}_set_header` : `${family}_param`)
    .entries.some(entry => looks(argumentAt(entry, 1)))

const looks = (text: string): boolean => /\$\{?ssl_client_(?:verify|cert|escaped_cert|fingerprint|s_dn)\b/i.test(text)

/** What `$ssl_client_verify` is for clients without a valid certificate; others end with 400 before any script runs. */
const verdicts = (words: readonly string[]): readonly string[] =>
  /^optional_no_ca$/i.test(words[0] ?? '') ? ['NONE', 'FAILED:self-signed certificate'] : ['NONE']

/**
 * An `if` on `$ssl_client_verify`, or on a variable that a map makes of it, in the place itself or around it. One that
 * answers itself has to be met for all who show no valid certificate; what others lead to is not followed.
 */
function guarded({ level }: Handler, model: NginxModel): boolean {
  const derived = model.tables.filter(table => looks(table.source)).map(table => `$${table.variable}`)
  const tests: Directive[] = []
  const asks = (test: Directive): boolean => {
    const text = valuesOf(test).join(' ')
    return looks(text) || derived.some(variable => text.includes(variable))
  }
  for (let at: typeof level | undefined = level; at; at = at.parent) {
    const end = at.own.findIndex(one => endsScript(one) && !asks(one))
    tests.push(...(end === -1 ? at.written('if') : at.own.slice(0, end).filter(isIf)).filter(asks))
  }
  const { value } = model.setting(level, 'ssl_verify_client')
  return verdicts(value).every(verdict => tests.some(test => mayCatch(model, test, verdict)))
}

const isIf = (directive: Directive): boolean => nameOf(directive) === 'if'

/** `break`, by itself or where an `if` is met: what stands behind it in the script is not asked any more (measured). */
const endsScript = (statement: Directive): boolean =>
  nameOf(statement) === 'break' ||
  (isIf(statement) && statement.block?.nodes.some(one => isDirective(one) && nameOf(one) === 'break') === true)

function mayCatch(model: NginxModel, test: Directive, verdict: string): boolean {
  const [first] = test.block?.nodes.filter(isDirective) ?? []
  if (first && nameOf(first) !== 'return') return true
  return outcome(model, test, new Map([['ssl_client_verify', verdict]])) !== false
}
