import type { Target } from '../../target/index.ts'
import { expand } from './glob.ts'
import { numberOf, sameValue, wordsOf } from './integer.ts'
import { interfaceKey, keyOf, variable } from './key.ts'
import type { Applier, Certainty, Effective, Loser, LoserBecause, Write } from './model.ts'
import { type Reduced, sameFile } from './reduce.ts'
import { known, startOf } from './table.ts'
import { write as put, type Written } from './write.ts'

/** Plays the writes of one applier on the state the kernel starts with. */

export interface Start {
  readonly applier: Applier
  readonly target: Target
  /** `all`, `default`, named interfaces, and patterns that stand for unnamed ones. */
  readonly names: readonly string[]
  /** Values before the run, over the kernel's defaults. */
  readonly values?: ReadonlyMap<string, string>
  /** The interfaces were made after conf.default had been written once: none follows it any more. Not so at boot. */
  readonly settled?: boolean
}

/** A write with what the kernel did. */
export interface Attempt extends Write {
  readonly written: Written
}

export interface Played {
  readonly state: ReadonlyMap<string, Effective>
  readonly attempts: readonly Attempt[]
  readonly losers: readonly Loser[]
}

interface Machine extends Start {
  readonly state: Map<string, Effective>
  readonly losers: Loser[]
  /** Keys of interfaces that were really written: conf.default is no longer copied to them. */
  readonly own: Set<string>
}

export function play(reduced: Reduced, start: Start): Played {
  const losers = [...reduced.dropped.values()].flat()
  const machine: Machine = { ...start, state: new Map(), losers, own: new Set() }
  const attempts: Attempt[] = []
  for (const each of writesOf(reduced, start)) attempts.push({ ...each, written: perform(machine, each) })
  for (const [key, losers] of reduced.dropped) remember(machine, variable(key), losers)
  return { state: machine.state, attempts, losers: machine.losers }
}

/** Expands patterns: a path with a line or exclusion of its own is left out, wherever that stands. */
function writesOf({ kept }: Reduced, start: Start): Write[] {
  const explicit = new Set(kept.filter(each => !each.glob).map(each => each.key))
  let budget = mostExpanded
  return kept.flatMap(each => {
    const { value } = each
    if (value === undefined) return []
    const found = each.glob && budget > 0 ? expand(each.key, start.names).filter(key => !explicit.has(key)) : []
    budget -= found.length
    const keys = each.glob ? found : [each.key]
    return keys.map(key => ({ key, value, ignore: each.ignore, statement: each.statement, glob: each.glob }))
  })
}

/** Writes that come from patterns. Real hosts have some hundred; a hostile file may ask for millions. */
const mostExpanded = 100_000

function perform(machine: Machine, each: Write): Written {
  const key = variable(each.key)
  const before = current(machine, key)
  const written = stuck(key, before, each) ?? put(key, each.value)
  if (written.kind === 'refused' || written.kind === 'read-only') {
    lose(machine, { statement: each.statement, because: 'refused' })
    if (written.kind === 'refused') pin(machine, key, before)
    return written
  }
  const value = merged(written, before)
  set(machine, key, { value, each })
  const changed = before === undefined || !sameValue(before.value, value)
  // IPv6 copies on every write, IPv4 on a change only; systemd does not write what is there already.
  if (changed || (machine.applier === 'procps' && key.startsWith('net.ipv6.'))) sideEffects(machine, key, value, each)
  if (machine.applier === 'procps' || before?.value !== each.value) follow(machine, key, value, each)
  return written
}

const lose = (machine: Machine, loser: Loser): void => void machine.losers.push(loser)

/** Keys that keep what they once got. */
function stuck(key: string, before: Effective | undefined, each: Write): Written | undefined {
  if (!before?.statement) return undefined
  const [old, next] = [numberOf(before.value), numberOf(each.value)]
  if (key === 'kernel.unprivileged_bpf_disabled' && old === 1 && next !== 1) return { kind: 'refused', because: 'seal' }
  if (key === 'kernel.yama.ptrace_scope' && old === 3 && next !== 3) return { kind: 'refused', because: 'seal' }
  if (key.startsWith('kernel.kexec_load_limit_') && old >= 0 && (next > old || next < 0))
    return { kind: 'refused', because: 'raise' }
  return undefined
}

/** A pair that gets one number keeps its second. */
function merged(written: Extract<Written, { kind: 'stored' | 'unknown' }>, before: Effective | undefined): string {
  if (written.kind === 'unknown' || !written.changes.includes('missing-words') || !before) return written.value
  const own = wordsOf(written.value)
  return [...own, ...wordsOf(before.value).slice(own.length)].join(' ')
}

/** The value a key has now. */
function current(machine: Machine, key: string): Effective | undefined {
  const held = machine.state.get(key) ?? seeded(machine, key)
  if (held) return held
  const given = machine.values?.get(key)
  return given === undefined ? startValue(key, machine.target) : plain(key, given, 'certain')
}

/** What an interface that nobody wrote to got from conf.default. */
function seeded(machine: Machine, key: string): Effective | undefined {
  const found = machine.settled ? undefined : followed(key)
  return found && found.name !== 'default' ? machine.state.get(keyOf('ipv4', 'default', found.attribute)) : undefined
}

export function startValue(key: string, target: Target): Effective | undefined {
  const start = startOf(key, target)
  return start && plain(key, start.value, start.sure ? 'certain' : 'assumed')
}

const plain = (key: string, value: string, certainty: Certainty): Effective => ({
  key,
  value,
  written: value,
  origin: 'default',
  statement: undefined,
  shadowed: [],
  losers: [],
  certainty,
})

interface Setting {
  readonly value: string
  readonly each: Write
  /** The key whose write had this effect. */
  readonly because?: string
}

function set(machine: Machine, key: string, { value, each, because }: Setting): void {
  const before = machine.state.get(key)
  // One growing list per key: a file may repeat a key thousands of times.
  const losers = before ? (before.losers as Loser[]) : []
  const lost = before && displaced(before, value, { each, because })
  if (lost) {
    losers.push(lost)
    machine.losers.push(lost)
  }
  machine.state.set(key, {
    key,
    value,
    written: because === undefined ? each.value : value,
    origin: each.statement.directive,
    statement: each.statement,
    losers,
    get shadowed() {
      return losers.map(loser => loser.statement.directive)
    },
    certainty: certaintyOf(key),
    ...(each.glob ? { glob: true } : {}),
    ...(because === undefined ? {} : { because }),
  })
}

type Displacing = { readonly each: Write; readonly because: string | undefined }

function displaced(before: Effective, value: string, { each, because }: Displacing): Loser | undefined {
  if (!before.statement || before.statement === each.statement || sameValue(before.value, value)) return undefined
  const file = sameFile({ statement: before.statement }, each)
  const reason: LoserBecause = because !== undefined ? 'side-effect' : file ? 'later-line' : 'later-file'
  return { statement: before.statement, because: reason, by: each.statement }
}

function certaintyOf(key: string): Certainty {
  const found = interfaceKey(key)
  if (found && found.name !== 'all' && found.name !== 'default' && found.name !== 'lo') return 'interface'
  return known(key) === 'family' ? 'module' : 'certain'
}

/** What the kernel writes elsewhere when one of these changes. */
function sideEffects(machine: Machine, key: string, value: string, each: Write): void {
  const copy = (family: string, attribute: string, names: readonly string[]): void => {
    for (const name of names) set(machine, keyOf(family, name, attribute), { value, each, because: key })
  }
  const others = machine.names.filter(name => name !== 'all')
  if (key === 'net.ipv4.ip_forward') {
    copy('ipv4', 'forwarding', others)
    const opposite = numberOf(value) === 0 ? '1' : '0'
    set(machine, 'net.ipv4.conf.all.accept_redirects', { value: opposite, each, because: key })
  }
  if (key === 'net.ipv6.conf.all.forwarding') copy('ipv6', 'forwarding', others)
  if (key === 'net.ipv6.conf.all.disable_ipv6') copy('ipv6', 'disable_ipv6', others)
}

/**
 * A write to an attribute of IPv4's conf.default reaches every interface whose own was never written and that has no
 * address yet. Measured: systemd leaves out a line that changes nothing, and then the next write to default overrides it.
 */
function follow(machine: Machine, key: string, value: string, each: Write): void {
  const found = followed(key)
  if (!found || machine.settled) return
  if (found.name !== 'default') return void machine.own.add(key)
  for (const name of machine.names) {
    const own = keyOf('ipv4', name, found.attribute)
    const isInterface = name !== 'all' && name !== 'default'
    if (isInterface && machine.state.has(own) && !machine.own.has(own)) set(machine, own, { value, each, because: key })
  }
}

/** The kernel notes that somebody wrote to the interface even when it refuses the value (devinet_conf_proc). */
function pin(machine: Machine, key: string, before: Effective | undefined): void {
  const found = followed(key)
  if (!found || found.name === 'default' || machine.settled) return
  machine.own.add(key)
  if (before) machine.state.set(key, before)
}

/** Forwarding has rules of its own, and the value of conf.all is nobody's start. */
export function followed(key: string): ReturnType<typeof interfaceKey> {
  const found = key.startsWith('net.ipv4.conf.') ? interfaceKey(key) : undefined
  return found && found.name !== 'all' && !/^(?:mc_|bc_)?forwarding$/.test(found.attribute) ? found : undefined
}

/** Adds the lines that never got as far as a write. */
function remember(machine: Machine, key: string, losers: readonly Loser[]): void {
  const held = machine.state.get(key)
  if (held) (held.losers as Loser[]).unshift(...losers.slice(0, mostExpanded))
}
