import { type Container, type FileStore, withParts } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import { formatOf } from '../formats/named.ts'
import { containerOf } from '../formats/nginx/container.ts'
import type { Peer } from '../formats/openvpn/peer.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { AnyRule, RuleContext } from '../rules/rule.ts'
import type { Target } from '../target/index.ts'
import { markSecret } from '../text/index.ts'
import { accepted } from './accepted.ts'
import { within } from './agreement.ts'
import { calledAs } from './called-as.ts'
import { hostsAmong } from './choices.ts'
import { hostTargets } from './host-target.ts'
import { hostsOf } from './hosts.ts'
import { loadOptions } from './input.ts'
import { judged } from './judged.ts'
import { aboutNamed, besideNamed } from './named-parts.ts'
import { distinct, observe } from './observe.ts'
import { underOneName } from './one-name.ts'
import { inOrder } from './order.ts'
import { peerOf } from './peer.ts'
import { settled } from './precedence.ts'
import { reportOf } from './report.ts'
import type { Loaded } from './roots.ts'
import type { Session } from './session.ts'
import { type Stopwatch, stopwatch } from './stats.ts'
import { encryptedNetworks } from './tunnels.ts'
import type { Analysis, Finding } from './types.ts'
import { holdsTemplates, type View, viewsOf } from './worlds.ts'

/** Analyses the session's roots as they are in `store`, which may be an overlay of the session's own. */
export function run(session: Session, store: FileStore, how: Partial<How> = {}): Analysis {
  const watch = how.watch ?? stopwatch(session.input)
  const loaded = how.loaded ?? watch.time('load', () => load(session, store))
  const { input } = session
  const targets = hostTargets({ store, live: input.live }, session.target)
  const resolved = watch.time('resolve', () =>
    loaded.map(({ format, forest }) => format.resolve(forest, targets(forest))),
  )
  for (const model of resolved) for (const place of formatOf(model.format).secrets?.(model) ?? []) markSecret(place)
  const target = common(resolved) ?? session.target
  const peer = peerOf(input.peer, store, target)
  const peers = peer?.kind === 'openvpn' ? [peer.model] : []
  const grouped = hostsOf(resolved, { store, target, peers }, input.roles)
  const hosts = grouped.map(each => each.host)
  const views = new Map(hosts.flatMap(host => (holdsTemplates(host) ? [[host, viewsOf(host)] as const] : [])))
  const checked = settled(distinct(check(session, { hosts, views, peer }, watch)), session.rules)
  const models = views.size === 0 ? resolved : judged(resolved, [...views.values()])
  const { findings, waivers } = accepted({ ...session, store }, resolved, checked)
  const whole = reportOf(
    { ...session, target },
    { models, grouped, findings: inOrder(underOneName(findings, store)), waivers, watch },
  )
  const beside = besideNamed(loaded)
  return {
    report: beside ? aboutNamed(whole, beside, store) : whole,
    whole,
    host: { models, target, roles: whole.roles.map(each => each.role) },
    hosts,
    store,
    roots: session.roots,
  }
}

/** The target of all models, where they are of one host. */
const common = ([first, ...others]: readonly Model[]): Target | undefined =>
  others.every(({ target }) => target === first?.target) ? first?.target : undefined

interface How {
  readonly loaded: readonly Loaded[]
  readonly watch: Stopwatch
}

export function load({ roots, input }: Session, store: FileStore): Loaded[] {
  const options = loadOptions(input)
  return roots.map(({ path, format: id, named }) => {
    const format = formatOf(id)
    const forest = format.load(path, calledAs(named ?? [], withParts(store)), options)
    return { format, forest, ...(named && { named }) }
  })
}

interface Checked {
  readonly hosts: readonly HostModel[]
  /** Of hosts with OpenVPN or sysctl templates. */
  readonly views: ReadonlyMap<HostModel, readonly View[]>
  readonly peer: Peer | undefined
}

function check({ rules: active, input }: Session, { hosts, views, peer }: Checked, watch: Stopwatch): Finding[] {
  const findings: Finding[] = []
  const more = { ...(input.today && { today: input.today }), ...(peer && { peer }) }
  for (const host of hosts) {
    const { roles, shown, store } = host
    const container = (model: Model): Container | undefined => containerOf(model, store)
    const context: RuleContext = { roles, shown, store, tunnels: encryptedNetworks(host), container, ...more }
    const own = views.get(host)
    const look = lookers(host, own)
    for (const each of active)
      for (const subject of subjects(each.rule, host))
        for (const finding of watch.time(each.rule.id, () => look(subject)(each, subject, context)))
          findings.push(finding)
  }
  return findings
}

/** Each choice among branches of nginx templates has views of its own of the other templates. */
function lookers(host: HostModel, views: readonly View[] | undefined): (subject: Model | HostModel) => typeof observe {
  if (!views) return () => observe
  const known = new Map<Model | HostModel, typeof observe>([[host, within(views)]])
  return subject => {
    const own = 'forest' in subject ? host : subject
    const look = known.get(own) ?? within(viewsOf(own as HostModel))
    known.set(own, look)
    return look
  }
}

const subjects = (rule: AnyRule, host: HostModel): readonly (Model | HostModel)[] =>
  rule.format === 'host' ? hostsAmong(host) : host[rule.format]
