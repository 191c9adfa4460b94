import { compareVersions, formatVersion, parseVersion } from '../../../target/index.ts'
import { lookUp } from '../../../text/index.ts'
import { type Entry, foreignModule, moduleName, takes } from '../tables/index.ts'
import type { Call } from './call.ts'
import type { MessageId } from './messages/index.ts'
import { isKnown, isLoaded } from './modules.ts'
import { type ProblemOptions, problemAt } from './problem.ts'
import { modulePosts } from './setters/third-party.ts'
import { hint, isFull, remember, report } from './state.ts'

/** Modules that a standard package builds, or offers as a package of its own, although their switch is off by default. */
const rarelyBuilt = ['http_degradation_module', 'google_perftools_module', 'http_perl_module']

function push(call: Call, id: MessageId, params: Record<string, string>, options: ProblemOptions): undefined {
  call.refused = true
  const { directive, state } = call
  if (isFull(state, options)) return
  report(
    state,
    problemAt(
      directive,
      id,
      { name: directive.name.value.split('\0')[0] ?? '', ...params },
      { word: directive.name, ...options },
    ),
  )
}

/** The statement is not of this nginx: of another version, of a module that is not there, or a slip of the pen. */
export function unknownDirective(call: Call, name: string): Entry | undefined {
  const { state, frame } = call
  if (isCut(call, name)) return push(call, 'regex-cut', {}, { other: frame.directive })
  const every = state.table.every(name)
  const own = every.find(entry => !entry.vendor && !entry.foreign)
  const vendor = every.find(entry => entry.vendor)
  if (own) return otherVersion(call, own)
  if (vendor?.vendor === 'commercial')
    return push(call, 'unknown-commercial', { module: vendor.module }, { open: state.assumed })
  const module = vendor?.module ?? foreignModule(name)
  if (module) return foreignDirective(call, module)
  const suggestion = hint(state, () => state.table.suggest(name, frame.context))
  const open = (state.stranger || state.unread || state.undisclosed) && /^[A-Za-z]\w*$/.test(name)
  if (open) bringsServers(call)
  return push(call, 'unknown-directive', {}, { suggestion, open })
}

/** What stands behind the `{` of a pattern without quotes: `location ~ ^/\\d{4}$ {` is cut at `{`. */
function isCut({ frame }: Call, name: string): boolean {
  const pattern = frame.directive?.args.at(-1)?.value ?? ''
  const brace = name.indexOf('}')
  if (brace < 1 || brace > 12 || frame.location?.kind !== 'regex' || pattern === '') return false
  return [...name.slice(0, brace)].every(character => (character >= '0' && character <= '9') || character === ',')
}

const marks = ['\ufeff', '\u00ef\u00bb\u00bf']

/** A word without the byte order mark, as a character or as three bytes, that an editor has put before it. */
export function withoutMark(name: string): string {
  const mark = name.charCodeAt(0) < 128 ? undefined : marks.find(text => name.startsWith(text))
  return mark ? name.slice(mark.length) : name
}

export const byteOrderMark = (call: Call): undefined => push(call, 'byte-order-mark', {}, {})

/** Variables that its arguments name, or the entries of its block, are there from then on; what they hold is not known. */
function defines({ state, directive, frame }: Call): void {
  state.partial = true
  const entries = directive.block?.nodes ?? []
  const names = [...directive.args, ...entries.flatMap(node => (node.kind === 'directive' ? [node.name] : []))]
  for (const { value } of names) if (value.startsWith('$')) frame.world?.defined.add(value.slice(1).toLowerCase())
}

/** What nobody knows may name the servers of an upstream in its own way: `drizzle_server`. */
function bringsServers({ frame }: Call): void {
  if (frame.context === 'upstream') remember(frame, 'partial', true)
}

/** A directive of a declared module: its arguments count, what its block holds is its own affair. Lua counts as one. */
export function declaredDirective(call: Call, entry: Entry): void {
  const { block } = call.directive
  const body = block?.body !== undefined
  if (!isKnown(entry.module)) defines(call)
  if (!body && entry.block !== (block !== undefined)) call.fail(entry.block ? 'no-opening' : 'not-terminated')
  else if (!takes(entry, call.count + (body ? 1 : 0))) call.fail('arguments')
  else lookUp(modulePosts, call.name)?.(call)
}

/** A directive of a loaded module, where it may stand; its setter is ours only where everything of the module is known. */
function loadedDirective(call: Call, module: string): Entry | undefined {
  const { directive, frame, state } = call
  const entries = state.table.every(directive.name.value).filter(({ vendor }) => vendor)
  const entry = entries.find(({ contexts }) => contexts === 0 || (contexts & frame.bit) !== 0)
  if (isKnown(module) && entry) return entry
  call.entry = (entry ?? entries[0]) as Entry
  if (entry) declaredDirective(call, entry)
  else if (entries.length > 0) call.fail('context')
  else if (moduleName(module) === 'lua') return push(call, 'unknown-directive', {}, { open: !state.modular })
  else if (!isKnown(module)) defines(call)
  return undefined
}

/** A module of somebody else: accepted where one is loaded, open where nobody said what nginx this is. */
function foreignDirective(call: Call, module: string): Entry | undefined {
  const { state } = call
  if (state.table.every(call.directive.name.value).length === 0) bringsServers(call)
  const there = isLoaded(state, module) || state.unread || (state.stranger && !isKnown(module))
  if (there) return loadedDirective(call, module)
  if (state.assumed && !isKnown(module)) defines(call)
  return push(call, 'unknown-foreign', { module }, { open: state.assumed })
}

function otherVersion(call: Call, entry: Entry): undefined {
  const { table, target } = call.state
  const version = formatVersion(target.nginx)
  const removed = entry.removed
  if (removed && compareVersions(target.nginx, parseVersion(removed) ?? []) >= 0)
    return push(
      call,
      'unknown-removed',
      { removed, version, ...(entry.replacedBy ? { replacement: entry.replacedBy } : {}) },
      {},
    )
  if (call.state.assumed) return push(call, 'unknown-since', { since: entry.since ?? '' }, { open: true })
  const open = table.backported(entry.name) === undefined
  push(call, 'unknown-in-version', { since: entry.since ?? '', version }, { open })
}

/** A package offers the module as a file of its own. */
export const isModule = ({ needs }: Entry): boolean => needs === 'http_perl_module'

/** The module is official but standard packages leave it out. */
export const unbuilt = (entry: Entry): boolean => rarelyBuilt.includes(entry.needs ?? '')
