import type { NginxModel } from '../../formats/nginx/model.ts'
import { decider } from '../../formats/nginx/resolve/decider.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Observation, placeOf } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { lateRule } from './late-rules.ts'
import { familyNames, type Place, reachablePlaces } from './open-places.ts'

type Family = 'ipv4' | 'ipv6'

interface Covered {
  readonly place: Place
  /** The `deny` of everybody that comes too late. */
  readonly deny: Directive
  readonly family: Family
}

/** `allow 0.0.0.0/1; allow 128.0.0.0/1; deny all;`: networks that together are every address of a family. */
export function* coveringAllows(model: NginxModel): Generator<Observation> {
  const causes = new Map<Directive, Covered[]>()
  for (const place of reachablePlaces(model)) {
    const { access, open, handler } = place
    const { entries, at } = access.rules
    if (entries.length < 2 || access.authentication.length > 0 || access.skipped || handler.serve.kind === 'return')
      continue
    if (at && lateRule(at)) continue
    for (const family of open) {
      const allow = decider(entries, family)
      const deny = allow && entries.slice(entries.indexOf(allow)).find(isDenyAll)
      if (allow && deny) gather(causes, allow, { place, deny, family })
    }
  }
  for (const [allow, found] of causes) yield observation(allow, found)
}

const isDenyAll = (entry: Directive): boolean => nameOf(entry) === 'deny' && /^all$/i.test(argumentAt(entry, 0))

function observation(allow: Directive, found: readonly Covered[]): Observation {
  const { place, deny } = found[0] as Covered
  const { rules } = place.access
  const families = [...new Set(found.map(({ family }) => family))]
  const before = rules.entries.slice(0, rules.entries.indexOf(allow) + 1).filter(one => nameOf(one) === 'allow')
  const alone = /\/0$/.test(argumentAt(allow, 0))
  return {
    at: placeOf(allow),
    subject: rules.at?.subject ?? place.handler.level.subject,
    message: {
      id: 'covered',
      params: {
        networks: alone ? argumentAt(allow, 0) : summary(before, one => argumentAt(one, 0)),
        families: familyNames(families),
        levels: summary([...new Set(found.map(each => each.place.handler.level.subject))]),
      },
    },
    related: [
      { at: placeOf(deny), message: { en: 'comes too late', zh: '为时已晚' } },
      ...affected(new Set(found.map(each => each.place.handler.level))),
    ],
  }
}
