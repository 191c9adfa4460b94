import type { Target } from '../../target/index.ts'
import type { Forest } from '../format.ts'
import { inForce } from './force.ts'
import { matches } from './glob.ts'
import { canonical, interfaceKey, isPattern, keyOf, variable } from './key.ts'
import type { Applier, Candidate, Effective, Outcome, Statement, SysctlForest, SysctlModel } from './model.ts'
import { neverReadIn, type Order, orderOf } from './order.ts'
import { reduce } from './reduce.ts'
import { type Played, play, startValue } from './simulate.ts'
import { interfacesIn } from './snapshot.ts'
import { verdictOf } from './verdict.ts'

/** Plays both appliers over the files and answers what every key holds afterwards. */
export function resolve(given: Forest, target: Target): SysctlModel {
  const forest = given as SysctlForest
  const orders = { systemd: orderOf('systemd', forest, target), procps: orderOf('procps', forest, target) }
  const statements = distinct([...statementsIn(orders.systemd.files), ...statementsIn(orders.procps.files)])
  const interfaces = interfacesIn(statements, liveInterfaces(forest))
  const names = ['all', 'default', ...interfaces, ...patternNames(statements), '*']
  const common = { target, names: [...new Set(names)] }
  const [systemd, procps] = [outcome('systemd', orders.systemd, common), outcome('procps', orders.procps, common)]
  const outcomes = { systemd: systemd.outcome, procps: procps.outcome }
  const applier: Applier = target.distribution.id === 'alpine' ? 'procps' : 'systemd'
  const value = (key: string, by: Applier = applier): Effective | undefined =>
    valueIn(by === 'systemd' ? systemd.played : procps.played, variable(canonical(key)), common)
  return {
    format: 'sysctl',
    root: forest.root,
    forest,
    target,
    verdict: outcomes[applier].verdict,
    scope: forest.scope,
    complete: forest.complete,
    applier,
    outcomes,
    statements,
    masked: orders[applier].masked,
    neverRead: neverReadIn(forest, target),
    interfaces,
    names: common.names,
    evidence: forest.evidence,
    snapshot: forest.snapshot,
    assumed: assumptions(forest, target),
    value,
    inForce: (family, attribute, name) => inForce(key => value(key), family, [attribute, name]),
  }
}

const statementsIn = (files: readonly Candidate[]): Statement[] => files.flatMap(each => [...each.statements])
const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]

function liveInterfaces(forest: SysctlForest): string[] {
  const found = new Set<string>()
  for (const key of forest.snapshot?.values.keys() ?? []) {
    const name = interfaceKey(key)?.name
    if (name !== undefined) found.add(name)
  }
  return [...found]
}

/** Interface patterns that lines use, as names for the interfaces they stand for: at most 64. */
function patternNames(statements: readonly Statement[]): string[] {
  const found = new Set<string>()
  for (const { systemd } of statements) {
    const name = systemd.key === undefined || !isPattern(systemd.key) ? undefined : interfaceKey(systemd.key)?.name
    if (name !== undefined && isPattern(name)) found.add(name)
  }
  return [...found].slice(0, 64)
}

interface Common {
  readonly target: Target
  readonly names: readonly string[]
}

function outcome(applier: Applier, order: Order, { target, names }: Common): { outcome: Outcome; played: Played } {
  const statements = statementsIn(order.files)
  const played = play(reduce(statements, applier), { applier, target, names })
  const { attempts } = played
  return {
    played,
    outcome: {
      applier,
      files: order.files,
      writes: attempts,
      values: played.state,
      losers: played.losers,
      verdict: verdictOf({ applier, target, files: order.files, statements, attempts }),
    },
  }
}

/** Interfaces without a line of their own start from conf.default (IPv4: those without an address follow it too). */
function valueIn(played: Played, key: string, { target, names }: Common): Effective | undefined {
  const held = played.state.get(key)
  if (held) return held
  const found = interfaceKey(key)
  if (found?.table === 'conf' && !names.includes(found.name)) {
    const stand = played.state.get(keyOf(found.family, standIn(found.name, names), found.attribute))
    if (stand) return { ...stand, key, certainty: 'interface' }
  }
  if (found?.table === 'conf' && found.family === 'ipv4' && found.name !== 'all' && found.name !== 'default') {
    const seed = played.state.get(keyOf('ipv4', 'default', found.attribute))
    if (seed) return { ...seed, key, certainty: 'interface', because: seed.key }
  }
  return startValue(key, target)
}

/** The pattern of a line that covers an interface nobody names; `*` stands for all others. */
const standIn = (name: string, names: readonly string[]): string =>
  names.find(each => each !== '*' && isPattern(each) && matches(each, name)) ?? '*'

function assumptions(forest: SysctlForest, target: Target): string[] {
  const made: string[] = []
  if (forest.scope === 'file') made.push('file-alone')
  if (forest.scope === 'host' && !forest.complete) made.push('files-partial')
  if (target.assumed.includes('distribution')) made.push('distribution')
  return made
}
