import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { insertIntoList } from './list-edits.ts'
import { onlyName } from './open-names.ts'
import { firstOf, passedRequest } from './request-to.ts'
import { type SentHeaders, sharedLists } from './sent-headers.ts'

interface Options {
  /** Backends (as written in `proxy_pass`, without scheme) that serve one site and ask for no name. */
  readonly singlePurpose: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/missing-host-header',
  format: 'nginx',
  title: { en: 'the backend sees the name of the upstream as Host', zh: '后端收到的 Host 是上游名称' },
  severity: 'info',
  confidence: 'medium',
  tags: ['proxy'],
  messages: {
    missing: {
      en: 'no {directive} sets Host for {levels}: the backend gets `{authority}`',
      zh: '{levels} 没有用 {directive} 设置 Host：后端收到的是 `{authority}`',
    },
  },
  schema: {
    type: 'object',
    properties: { singlePurpose: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { singlePurpose: [] },
  *check(model, { singlePurpose }) {
    for (const list of sharedLists(model)) {
      const without = list.uses.filter(
        use =>
          use.directive === 'proxy_set_header' &&
          !use.named('host') &&
          !singlePurpose.includes(use.pass.serve.authority),
      )
      const first = without[0]
      const at = list.written?.written(list.directive)[0]
      const place = at ? placeOf(at) : first && (placeOfLevel(list.server) ?? placeOf(first.pass.serve.directive))
      if (!first || !place) continue
      yield {
        at: place,
        subject: (list.written ?? list.server).subject,
        message: {
          id: 'missing',
          params: {
            directive: list.directive,
            authority: first.pass.serve.authority,
            levels: summary(without, use => use.pass.handler.level.subject),
          },
        },
        related: affected(without.map(use => use.pass.handler.level)),
        witness: () => firstOf(without, use => unnamed(model, use)),
        fixes: [
          {
            title: { en: `send ${value(without)} as Host`, zh: `以 ${value(without)} 作为 Host` },
            safety: 'unsafe',
            edits: insertIntoList(list, [`proxy_set_header Host ${value(without)};`]),
            changes: [list.directive],
          },
        ],
      }
    }
  },
})

/** `$host` follows whatever a client asks a default server for; one exact name needs no asking. */
const value = (uses: readonly SentHeaders[]): string =>
  uses.every(use => onlyName(use.pass.handler.server) !== undefined) ? '$server_name' : '$host'

/** A usual port is left out of the header, and a path has no name. */
const asWritten = (authority: string): boolean => !/\$|^unix:|:(?:80|443)$/.test(authority)

function unnamed(model: NginxModel, { pass }: SentHeaders): Witness | undefined {
  const { authority } = pass.serve
  const request = asWritten(authority) ? passedRequest(model, pass.handler) : undefined
  const summary = { en: 'the application gets the name of the upstream', zh: '应用收到的是上游名称' }
  return request && { ...request, provokes: { upstreamSees: `Host: ${authority}\r\n`, summary } }
}
