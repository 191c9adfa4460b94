import { nearest } from '../../../../text/index.ts'
import { foreignVariable } from '../../tables/index.ts'
import type { BuiltIn } from '../../tables/variables.ts'
import { isLoaded, isUnloaded } from '../modules.ts'
import { type Line, problemAt } from '../problem.ts'
import { hint, report, type State, type Upstream, type Use, type World } from '../state.ts'
import { resolves } from '../values/address.ts'
import { bucketSize, fitsBucket } from '../values/names.ts'
import { parseSize } from '../values/number.ts'
import { wordOf } from './effective.ts'

/** Something that we did not see may define the name. */
const uncertain = (state: State): boolean => state.foreign || state.partial

/** What is compiled when levels are merged comes last; without a server nothing is. */
function useLate({ uses, lateUses }: World): void {
  for (const [name, use] of lateUses) if (!uses.has(name)) uses.set(name, use)
}

/** Variables that nobody defines: told when the whole block is read, without a line. */
export function checkVariables(world: World, state: State): void {
  if (world.servers.length > 0 || state.partial) useLate(world)
  for (const { name, directive, word } of world.uses.values()) {
    const known = world.variables.get(name)
    if (world.defined.has(name) || (known && !known.conditional && !isUnloaded(known, state))) continue
    if (isBrought(name, state)) continue
    const since = state.assumed ? world.variables.since(name) : undefined
    if (since !== undefined) {
      const options = { word, line: null, open: true }
      report(state, problemAt(directive, 'variable-since', { variable: name, since }, options))
    } else unknownVariable({ name, directive, word }, { world, state, known })
  }
  checkVariablesHash(world, state)
}

/** Does a module bring it that was loaded? */
function isBrought(name: string, state: State): boolean {
  const module = foreignVariable(name)
  return module !== undefined && isLoaded(state, module)
}

interface Sought {
  readonly world: World
  readonly state: State
  readonly known: BuiltIn | undefined
}

function unknownVariable({ name, directive, word }: Use, { world, state, known }: Sought): void {
  const alike = hint(state, () => nearest(name, [...world.defined, ...world.variables.all()]))
  const options = {
    word,
    line: null,
    suggestion: alike && alike !== name ? `$${alike}` : undefined,
    open: uncertain(state) || (known !== undefined && state.unseen),
  }
  report(state, problemAt(directive, 'variable-unknown', { variable: name }, options))
}

/** A name that is longer than a bucket of the table. */
function checkVariablesHash({ frame, longest }: World, state: State): void {
  if (!longest || !frame.directive) return
  const size = bucketSize(parseSize(wordOf(frame.seen.get('variables_hash_bucket_size')) ?? '64'))
  if (fitsBucket(longest.name.length, size)) return
  const params = { hash: 'variables_hash', size }
  report(state, problemAt(longest.directive, 'hash-bucket-size', params, { word: longest.word, line: null }))
}

/** Implied upstreams need a port; written ones need a server that is no backup. */
export function checkUpstreams(world: World, state: State): void {
  for (const list of world.upstreams.values()) {
    const written = list.some(entry => entry.defined)
    for (const group of list) {
      if (group.defined) checkGroup(group, state)
      else if (!written) checkImplied(group, state)
    }
  }
}

function checkGroup({ directive, name, servers, primary, lacks }: Upstream, state: State): void {
  const shared = lacks === 'zone' ? 'upstream-shared' : 'upstream-resolver'
  const open = lacks === 'resolver' && uncertain(state)
  if (lacks) report(state, problemAt(directive, shared, { upstream: name }, { line: null, open }))
  if (servers > 0 && primary === 0 && !uncertain(state))
    report(state, problemAt(directive, 'upstream-no-primary', { upstream: name }))
}

function checkImplied({ directive, name, noPort, port }: Upstream, state: State): void {
  const plain = noPort && port === 0 && !name.startsWith('unix:')
  if (plain) report(state, problemAt(directive, 'upstream-no-port', { word: name }, { open: uncertain(state) }))
  else openHost(name, directive, state)
}

function openHost(name: string, directive: Parameters<typeof problemAt>[0], state: State): void {
  if (name.startsWith('unix:') || name.startsWith('[')) return
  const answer = resolves(name)
  if (answer === 'address') return
  const options = { word: directive.args[0], open: answer === 'maybe' }
  report(state, problemAt(directive, 'host-unresolved', { what: 'upstream', word: name }, options))
}

const caches = ['proxy_cache', 'fastcgi_cache', 'uwsgi_cache', 'scgi_cache']

/** `proxy_cache` with a zone that no `proxy_cache_path` makes. */
export function checkCaches(world: World, state: State, line: Line): void {
  if (world.servers.length === 0) return
  for (const name of caches) {
    if (!world.present.has(name)) continue
    for (const frame of world.levels) {
      const directive = frame.seen.get(name)
      const zone = wordOf(directive)
      if (!directive || zone === undefined || zone === 'off' || zone.includes('$')) continue
      const known = state.zones.get(zone)
      if (known?.size !== 0) continue
      const paths = [...state.zones].filter(([, { key }]) => key?.endsWith('_cache_path')).map(([path]) => path)
      const options = {
        word: directive.args[0],
        line,
        suggestion: hint(state, () => nearest(zone, paths)),
        open: uncertain(state),
      }
      report(state, problemAt(directive, 'cache-unknown', { name, zone }, options))
      known.told = true
      return
    }
  }
}

/** Shared memory that is used and never declared: told after the whole file, without a line. */
export function checkZones(state: State): void {
  const known = [...state.zones].filter(([, other]) => other.size !== 0).map(([name]) => name)
  for (const [zone, { size, directive, told, cramped }] of state.zones) {
    if (cramped) report(state, problemAt(directive, 'cache-zone-memory', {}, { line: null }))
    if (size !== 0 || told) continue
    const suggestion = hint(state, () => nearest(zone, known))
    report(state, problemAt(directive, 'zone-unknown', { zone }, { line: null, suggestion, open: uncertain(state) }))
  }
}

export function checkPools(state: State): void {
  for (const { name, directive, word } of state.poolUses)
    if (!state.pools.has(name) && name !== 'default')
      report(state, problemAt(directive, 'pool-unknown', { pool: name }, { word, open: uncertain(state) }))
}
