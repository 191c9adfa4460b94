import { argument, type Directive } from '../../../tree/index.ts'
import type { Handler, Level, Location, Server } from '../model.ts'
import type { Serve } from '../serve.ts'
import { nameOf } from '../syntax.ts'
import { scriptedAt } from './script.ts'
import type { Serving } from './serving.ts'

/** Every place of a server where a request can end. */
export function handlersOf(server: Server, serving: Serving): readonly Handler[] {
  const found: Handler[] = []
  const add = (level: Level, serve: Serve | undefined): void => {
    if (serve) found.push({ level, server, serve })
  }
  for (const branch of branches(server)) add(branch, serving.of(branch))
  if (server.serve) {
    add(server, server.serve)
    return found
  }
  if (server.world !== 'http') return found
  const stack: Location[] = server.locations.toReversed()
  for (let level = stack.pop(); level; level = stack.pop()) {
    for (const branch of branches(level)) add(branch, branchServe(branch, level, serving))
    for (const others of otherMethods(level)) add(others, serving.of(others))
    add(level, level.serve)
    const { nested } = level
    for (let at = nested.length - 1; at >= 0; at--) stack.push(nested[at] as Location)
  }
  if (!server.locations.some(takesEveryPath)) add(server, serving.files(server))
  return found
}

const takesEveryPath = ({ match: { kind, pattern } }: Location): boolean =>
  (kind === 'prefix' || kind === 'noregex') && (pattern === '' || pattern === '/')

const none: readonly Level[] = []

/** `limit_except GET { proxy_pass … }`: methods that are not listed go there, past every script of the location (measured). */
const otherMethods = (level: Level): readonly Level[] =>
  level.writes('limit_except')
    ? level.children.filter(child => child.context === 'limit_except' && child.writes('proxy_pass'))
    : none

/** The `if` blocks of a level that can run: those in front of an unconditional answer. */
function branches(level: Level): readonly Level[] {
  if (!level.writes('if')) return none
  const ifs = level.children.filter(child => child.context.startsWith('if-'))
  return ifs.length === 0 ? ifs : running(ifs, level)
}

function running(ifs: readonly Level[], level: Level): readonly Level[] {
  const answer = scriptedAt(level)
  const order = new Map(level.own.map((directive, at) => [directive, at]))
  const end = answer && 'directive' in answer ? (order.get(answer.directive) ?? 0) : level.own.length
  return ifs.filter(child => (order.get(child.directive as Directive) ?? 0) < end)
}

/** What answers in an `if`. Undefined: another location does, or what its location says for every request. */
function branchServe(branch: Level, { serve }: Location, serving: Serving): Serve | undefined {
  const answer = scriptedAt(branch)
  if (answer) return answer
  const leaves = branch.own.some(one => nameOf(one) === 'rewrite' && argument(one, 2) === 'last')
  if (leaves) return undefined
  const over = serve.kind === 'return' || serve.kind === 'redirect' || serve.kind === 'rewrite'
  return serving.handler(branch) ?? (over ? undefined : serving.files(branch))
}
