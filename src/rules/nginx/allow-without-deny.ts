import type { NginxModel } from '../../formats/nginx/model.ts'
import { decider } from '../../formats/nginx/resolve/decider.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, insertAfter } from '../../tree/index.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'
import { affected, lacking, summary } from './affected.ts'
import { coveringAllows } from './covering-allows.ts'
import { gather } from './gather.ts'
import { lateRules } from './late-rules.ts'
import { within } from './networks.ts'
import { familyNames, type Place, reachablePlaces, streamPlaces } from './open-places.ts'
import { strangersRequest } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/allow-without-deny',
  format: 'nginx',
  title: { en: 'allow that keeps nobody out', zh: '没有拒绝任何人的 allow' },
  severity: 'medium',
  confidence: 'high',
  tags: ['access'],
  messages: {
    open: {
      en: '`allow {network}` keeps nobody out of {levels}: no rule denies the rest over {families}',
      zh: '`allow {network}` 没有把任何人挡在 {levels} 之外：{families} 的其余客户端未被拒绝',
    },
    covered: {
      en: '`allow {networks}` is every address of {families}: `deny all` behind it keeps nobody of them out of {levels}',
      zh: '`allow {networks}` 已涵盖 {families} 的全部地址：其后的 `deny all` 没有把其中任何人挡在 {levels} 之外',
    },
    late: {
      en: '`{rule}` in {level} is never asked: `{first}` before it lets everybody in',
      zh: '{level} 中的 `{rule}` 永远不会被用到：前面的 `{first}` 已放行所有人',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('allow').length === 0) return
    yield* lateRules(model)
    yield* coveringAllows(model)
    const causes = new Map<Directive, Place[]>()
    for (const place of [...reachablePlaces(model), ...streamPlaces(model)]) {
      const first = narrowAllow(place)
      if (first) gather(causes, first, place)
    }
    for (const [first, places] of causes) yield { ...observation(first, places), ...witness(model, places) }
  },
})

const everyone = /^(?:all|[\d.]+\/0|[0-9a-f:]*:[0-9a-f:]*\/0|unix:)$/i

/** The first allow that names some networks only, in a list that lets strangers in by not mentioning them. */
function narrowAllow({ access, open, handler }: Place): Directive | undefined {
  const { entries } = access.rules
  if (open.length === 0 || access.authentication.length > 0 || answersBefore(handler, access)) return undefined
  const wide = entries.some(({ name, args }) => name.value === 'allow' && /^all$/i.test(args[0]?.value ?? ''))
  return wide || entries.some(isDenyAll) ? undefined : meaningless(entries)
}

/** In stream{} even a `return` waits for the access rules. */
const answersBefore = ({ server, serve }: Place['handler'], { skipped }: Place['access']): boolean =>
  skipped || (server.world === 'http' && serve.kind === 'return')

/** Whom it comes too late for, is told by the networks before it. */
const isDenyAll = (entry: Directive): boolean => nameOf(entry) === 'deny' && /^all$/i.test(argumentAt(entry, 0))

/** An allow is an exception where a deny of a network around its own follows it. */
function meaningless(entries: readonly Directive[]): Directive | undefined {
  const allows = entries.filter(isNarrow('allow')).slice(0, 200)
  return allows.find(
    allow => !entries.slice(entries.indexOf(allow)).some(entry => isNarrow('deny')(entry) && around(entry, allow)),
  )
}

const around = (deny: Directive, allow: Directive): boolean =>
  within(argumentAt(allow, 0).replace(/\/.*$/, ''), argumentAt(deny, 0))

const isNarrow =
  (kind: 'allow' | 'deny') =>
  ({ name, args }: Directive): boolean =>
    name.value === kind && !everyone.test(args[0]?.value ?? '')

/** Where this machine itself is on the list, a request from it shows nothing. */
function witness(model: NginxModel, places: readonly Place[]): Pick<Observation, 'witness'> {
  const place = places.find(({ access }) => !access.rules.entries.some(entry => local.test(argumentAt(entry, 0))))
  const shown = place?.handler.server.world === 'http' && strangersRequest(model, place.handler)
  return shown ? { witness: shown } : {}
}

/** Everybody is let in by name: a `deny` behind that refuses nobody. */
const letsIn = ({ access, open }: Place): boolean =>
  open.some(family => decider(access.rules.entries, family) !== undefined)

const local = /^(?:127\.|::1|localhost)/

function observation(first: Directive, places: readonly Place[]): Observation {
  const { rules } = places[0]!.access
  const last = rules.entries.at(-1) ?? first
  return {
    at: lacking(first, rules.at ?? places[0]!.handler.level),
    subject: rules.at?.subject ?? places[0]!.handler.level.subject,
    message: {
      id: 'open',
      params: {
        network: argumentAt(first, 0),
        levels: summary(places, ({ handler }) => handler.level.subject),
        families: familyNames([...new Set(places.flatMap(({ open }) => open))]),
      },
    },
    related: affected(places.map(({ handler }) => handler.level)),
    fixes: places.some(letsIn)
      ? []
      : [
          {
            title: { en: 'deny everybody else', zh: '拒绝其余所有客户端' },
            safety: 'unsafe',
            edits: [insertAfter(last, ['deny all;'])],
            changes: ['deny', 'allow'],
          },
        ],
  }
}
