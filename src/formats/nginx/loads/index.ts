import type { Target } from '../../../target/index.ts'
import type { SourceFile } from '../../../text/index.ts'
import type { Forest } from '../../format.ts'
import { type ContextName, tableOf } from '../tables/index.ts'
import { checkConnections } from './finish/connections.ts'
import { checkLocations } from './finish/locations.ts'
import { checkNames } from './finish/names.ts'
import { checkPools, checkUpstreams, checkVariables, checkZones } from './finish/references.ts'
import { fragmentFiles } from './finish/tls-files.ts'
import { checkFolders } from './folders.ts'
import { makeFrame, makeWorld } from './frames.ts'
import type { LoadVerdict } from './load-verdict.ts'
import { unseenFiles } from './machine-files.ts'
import { isModular } from './modules.ts'
import { type LoadProblem, problemAt, problemOf } from './problem.ts'
import { type Frame, goesOn, report, type State, type World, type WorldName } from './state.ts'
import { certainOf, strayPlaceholder, templatesOf } from './templates.ts'
import { Walk } from './walk.ts'

export type { LoadVerdict } from './load-verdict.ts'
export { textsOf } from './messages/texts.ts'
export type { LoadCode, LoadProblem } from './problem.ts'
export { isItself, verdictAmong } from './templates.ts'

export interface VerdictOptions {
  /** Contexts the root stands in, outermost first, when it is no whole configuration. */
  readonly context?: readonly ContextName[]
}

function makeState(forest: Forest, target: Target, fragment: boolean): State {
  return {
    target,
    table: tableOf(target),
    assumed: target.assumed.includes('nginx'),
    complete: forest.complete === true,
    exists: forest.exists,
    isFolder: forest.isFolder,
    looked: new Set(),
    folders: [],
    judged: new Map(),
    machineFiles: new Map(),
    fragment,
    root: forest.root,
    problems: [],
    counts: { open: 0, decided: 0, hints: 0 },
    worlds: new Map(),
    zones: new Map(),
    paths: new Map(),
    pools: new Set(),
    poolUses: [],
    foreign: false,
    stranger: false,
    unread: false,
    undisclosed: tableOf(target).undisclosed,
    partial: false,
    bound: false,
    modules: new Set(),
    modular: isModular(target),
    whole: forest.trees[0]?.nodes.some(node => node.kind === 'directive' && node.name.value === 'events') ?? false,
    unseen: false,
  }
}

const worldOf = (context: ContextName): WorldName | undefined =>
  context === 'main' || context === 'events'
    ? undefined
    : context.startsWith('stream')
      ? 'stream'
      : context.startsWith('mail')
        ? 'mail'
        : 'http'

/** The frame a root stands in: main, or the innermost of the stated contexts. */
function rootFrame(contexts: readonly ContextName[], state: State): Frame {
  let frame = makeFrame('main', undefined, undefined, undefined)
  let world: World | undefined
  for (const context of contexts) {
    const name = worldOf(context)
    if (name && !world) {
      world = makeWorld(name, frame, state)
      if (context !== name) {
        frame = makeFrame(name, undefined, frame, world)
        world.frame = frame
      }
    }
    frame = makeFrame(context, undefined, frame, world)
    if (world && context === name) world.frame = frame
    if (context.endsWith('server') && world)
      frame.server = { frame, listens: [], names: [], captures: false, ssl: undefined }
  }
  return frame
}

/**
 * Would `nginx -t` accept the files? The first problem is what the daemon prints; the others are what it would print
 * next. `null` when only the machine or the build decides.
 */
export function verdict(forest: Forest, target: Target, options: VerdictOptions = {}): LoadVerdict {
  const contexts = (options.context ?? (forest.context as readonly ContextName[] | undefined) ?? []).filter(
    name => name !== 'main',
  )
  const [root] = forest.trees
  if (!root) return { loads: null, because: [], warnings: [] }
  // A snippet of the main context says so by a context without blocks.
  const fragment = contexts.length > 0 || root.file.part?.context !== undefined
  const state = makeState(forest, target, fragment)
  const frame = rootFrame(contexts, state)
  state.partial = fragment || state.undisclosed
  const walk = new Walk(state, forest)
  walk.run(root, frame)
  if (!walk.halted && !fragment) finishMain(frame, state, root.file)
  else if (!walk.halted) finishFragment(frame, state)
  const templates = templatesOf(forest)
  return templates.length > 0 ? verdictOfTemplate(forest, templates, state) : verdictOf(state, walk.overflow)
}

function verdictOfTemplate(forest: Forest, templates: readonly LoadProblem[], state: State): LoadVerdict {
  const stray = strayPlaceholder(state.problems)
  if (stray) return { loads: false, because: [stray], warnings: [] }
  const all = certainOf(state.problems, forest)
  const warnings = all.filter(({ warning }) => warning)
  const certain = all.filter(({ warning }) => !warning)
  return certain.length > 0
    ? { loads: false, because: certain, warnings }
    : { loads: null, because: templates, warnings }
}

function verdictOf(state: State, overflow: boolean): LoadVerdict {
  const warnings = state.problems.filter(problem => problem.warning)
  const refusing = state.problems.filter(problem => !problem.warning)
  const decided = refusing.filter(problem => !problem.open)
  const open = refusing.filter(problem => problem.open)
  if (decided.length > 0) return { loads: false, because: [...decided, ...open], warnings }
  const because = [...open, ...unseenFiles(state)]
  return { loads: because.length > 0 || overflow ? null : true, because, warnings }
}

function finishMain(frame: Frame, state: State, file: SourceFile): void {
  checkPools(state)
  if (!frame.seen.has('events'))
    report(
      state,
      isPart(frame, file)
        ? { ...problemOf(file, 'main-elsewhere'), open: true }
        : { ...problemOf(file, 'no-events'), ...(goesOn(frame) && { open: true }) },
    )
  checkConnections(frame, state)
  checkFolders(state)
  checkZones(state)
}

/** Files of modules-enabled and those with stream{} alone are mostly included in a whole one. */
const isPart = (frame: Frame, { path }: SourceFile): boolean =>
  !frame.seen.has('http') && !/(?:^|\/)nginx(?:[-.][\w-]+)?\.conf$/.test(path)

/** What stands around a fragment may define names and values: they stay open; what no context can repair is judged. */
function finishFragment(frame: Frame, state: State): void {
  for (const world of state.worlds.values()) {
    fragmentFiles(frame, world, state)
    checkUpstreams(world, state)
    for (const { directive, word, error } of world.late)
      report(state, problemAt(directive, error.id, { variable: error.name }, { word, line: null }))
    checkVariables(world, state)
  }
  checkFolders(state)
  checkZones(state)
  const http = state.worlds.get('http')
  if (!http) return
  checkLocations(http, state)
  checkNames(http, state)
}
