import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Assumed, outcome } from './condition-outcome.ts'

/** Statements that put another path in the place of the request's, until the daemon gives up. */
export interface Cycle {
  /** The location that the request chooses first. */
  readonly first: Location
  /** Each statement of the cycle once, in the order in which they run. */
  readonly rewrites: readonly Directive[]
  /** The path after the first time. */
  readonly next: string
}

/** So often may a path change; the daemon answers the next time with 500 (measured, NGX_HTTP_MAX_URI_CHANGES). */
const most = 10

/** Paths that `rewrite` leaves as they are and that choose locations by every character. */
const isPlain = (path: string): boolean => /^\/[\w.~!&'()*+,;=:@/-]*$/.test(path) && !path.includes('//')

/** What becomes of a path inside nginx. Undefined: it comes to an end, or what happens depends on more than the path. */
export function cycleOf(model: NginxModel, server: Server, start: string): Cycle | undefined {
  const rewrites = new Set<Directive>()
  const before = run(model, server, { path: start, asked: start })
  const begin = before?.path
  let [path, first, next] = [begin, undefined as Location | undefined, '']
  for (let changes = 0; changes <= most; changes++) {
    const location = path === undefined ? undefined : chosen(model, server, path)
    if (path === undefined || !location || (location.internal && !first)) return undefined
    const step = run(model, location, { path, asked: start })
    if (!step?.again) return undefined
    for (const rewrite of step.rewrites) rewrites.add(rewrite)
    if (!first) [first, next] = [location, step.path]
    path = step.path
  }
  return first && { first, rewrites: [...rewrites], next }
}

function chosen(model: NginxModel, server: Server, path: string): Location | undefined {
  if (path.length > 2000 || !isPlain(path)) return undefined
  const { location, uncertain } = model.matchLocation(server, path)
  return uncertain ? undefined : location
}

interface Step {
  readonly path: string
  /** Statements that changed it. */
  readonly rewrites: readonly Directive[]
  /** A location is looked for again. */
  readonly again: boolean
}

interface Now {
  readonly path: string
  /** What the client asked for. */
  readonly asked: string
}

const scripts = new WeakMap<Level, readonly Directive[]>()

/** Statements that have a say in what becomes of the path. */
function scriptOf(level: Level): readonly Directive[] {
  const known = scripts.get(level) ?? level.own.filter(each => /^(?:rewrite|if|return|break)$/.test(nameOf(each)))
  scripts.set(level, known)
  return known
}

/** Longer lists than people write are not followed. */
const longest = 500

/** What the statements of a server or location make of a path, in order. Undefined: they answer, or it is not known. */
function run(model: NginxModel, level: Level, { path, asked }: Now): Step | undefined {
  const script = scriptOf(level)
  if (script.length > longest) return undefined
  const now = { path, asked }
  const rewrites: Directive[] = []
  for (const statement of script) {
    if (nameOf(statement) === 'break') return { path: now.path, rewrites, again: false }
    const made = madeBy(statement, model, now)
    if (made === undefined) return undefined
    if (made === false) continue
    now.path = made
    rewrites.push(statement)
    const flag = argumentAt(statement, 2)
    if (flag === 'last' || flag === 'break') return { path: made, rewrites, again: flag === 'last' }
  }
  return { path: now.path, rewrites, again: rewrites.length > 0 }
}

/** The path that a statement makes. False: it leaves it. Undefined: it answers, or what it does depends on more. */
function madeBy(statement: Directive, model: NginxModel, now: Now): string | false | undefined {
  const name = nameOf(statement)
  if (name === 'if') return outcome(model, statement, assumed(now)) === false ? false : undefined
  return name === 'rewrite' ? rewritten(statement, now) : undefined
}

/** A GET without arguments. */
const assumed = ({ path, asked }: Now): Assumed =>
  new Map([
    ['request_method', 'GET'],
    ['args', ''],
    ['query_string', ''],
    ['is_args', ''],
    ['uri', path],
    ['document_uri', path],
    ['request_uri', asked],
  ])

/** The path that a rewrite makes. False: its pattern is not found. Undefined: it redirects, or the path depends on more. */
function rewritten(statement: Directive, { path, asked }: Now): string | false | undefined {
  const groups = matchRegex(argumentAt(statement, 0), path)
  if (!groups) return groups
  const replacement = argumentAt(statement, 1)
  if (/^(?:https?:\/\/|\$scheme)/.test(replacement)) return undefined
  if (/^(?:redirect|permanent)$/.test(argumentAt(statement, 2))) return undefined
  const made = replacement
    .replace(/\?.*$/s, '')
    .replace(/\$(?:\{(\w+)\}|([1-9])|(\w+))/g, (whole, ...names: (string | undefined)[]) => {
      const name = (names[0] ?? names[1] ?? names[2] ?? '').toLowerCase()
      if (/^[1-9]$/.test(name)) return groups[name] ?? ''
      return name === 'uri' || name === 'document_uri' ? path : name === 'request_uri' ? asked : whole
    })
  return isPlain(made) ? made : undefined
}
