import type { NginxModel } from '../../formats/nginx/model.ts'
import { decider } from '../../formats/nginx/resolve/decider.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { gather } from './gather.ts'
import { familyNames, type Place, reachablePlaces } from './open-places.ts'
import { strangersRequest } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/satisfy-any-open',
  format: 'nginx',
  title: { en: 'satisfy any lets everybody past authentication', zh: 'satisfy any 使认证形同虚设' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    open: {
      en: '`satisfy any` with `allow {network}` skips {authentication} for everybody over {families}, in {levels}',
      zh: '`satisfy any` 与 `allow {network}` 使 {families} 的所有客户端跳过 {authentication}，位于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('satisfy').length === 0) return
    const causes = new Map<Directive, Place[]>()
    for (const place of reachablePlaces(model)) {
      const { access, open } = place
      if (access.satisfy !== 'any' || access.authentication.length === 0 || access.skipped || open.length === 0)
        continue
      const wide = decider(access.rules.entries, open[0] ?? 'ipv4')
      if (wide) gather(causes, wide, place)
    }
    for (const [wide, places] of causes) {
      const [first] = places
      const level = first && writer(first.handler.level, 'satisfy')
      if (!first || !level) continue
      const witness = strangersRequest(model, first.handler)
      yield {
        at: placeOf(wide),
        subject: level.subject,
        message: {
          id: 'open',
          params: {
            network: argumentAt(wide, 0),
            authentication: first.access.authentication.map(one => nameOf(one)),
            families: familyNames([...new Set(places.flatMap(({ open }) => open))]),
            levels: summary(places, ({ handler }) => handler.level.subject),
          },
        },
        related: [
          ...level
            .written('satisfy')
            .map(line => ({ at: placeOf(line), message: { en: 'one of the two is enough', zh: '满足其一即可' } })),
          ...affected(places.map(({ handler }) => handler.level)),
        ],
        ...(witness && { witness }),
        fixes: [
          {
            title: { en: 'ask for both (satisfy all)', zh: '两者都要求（satisfy all）' },
            safety: 'unsafe',
            edits: setAt(level, 'satisfy', 'all'),
            changes: ['satisfy'],
          },
        ],
      }
    }
  },
})
