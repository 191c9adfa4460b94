import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, isDirective, walk } from '../../tree/index.ts'
import { type Way, waysTo } from './named-reach.ts'
import { deniesAll } from './refusal.ts'
import { asLocation } from './statements.ts'

/** Methods that only read (RFC 9110, 9.2.1; RFC 4918, 9.1): the same request once more changes nothing. */
const reading = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND'])

const writing = ['POST', 'PUT', 'PATCH', 'DELETE', 'MKCOL', 'COPY', 'MOVE', 'LOCK']

/**
 * Do only such methods get to a place? By `limit_except` or an `if` of its location, which hold in the `if` blocks of
 * that location and not in locations nested in it, by an `if` of its server, or because all ways to a named location
 * come from such places: it gets requests with the method they came with (measured).
 */
export function onlyReads(model: NginxModel, level: Level): boolean {
  if (level.context === 'limit_except') return deniesAll(model, level)
  return reads(model, level, new Set())
}

function reads(model: NginxModel, level: Level, seen: Set<Level>): boolean {
  const location = asLocation(baseOf(level))
  if (location?.match.kind !== 'named') return refusal(model, level) !== undefined
  if (ownRefusal(model, location) !== undefined || seen.has(location)) return true
  seen.add(location)
  const ways = waysTo(model, location)
  return ways.length > 0 && ways.every(way => isReading(model, way, seen))
}

/** What refuses other methods may be the very answer that leads on. */
function isReading(model: NginxModel, { from, codes }: Way, seen: Set<Level>): boolean {
  const code = refusal(model, from)
  if (code !== undefined && codes?.has(code)) return false
  return code !== undefined || (asLocation(baseOf(from))?.match.kind === 'named' && reads(model, from, seen))
}

const baseOf = (level: Level): Level => (level.context === 'if-in-location' && level.parent ? level.parent : level)

/** The status that methods which write get. */
function refusal(model: NginxModel, level: Level): string | undefined {
  const base = baseOf(level)
  let server: Level | undefined = base
  while (server && server.context !== 'server') server = server.parent
  return ownRefusal(model, base) ?? (server && turnsAwayWriting(server))
}

const ownRefusal = (model: NginxModel, base: Level): string | undefined =>
  base.children.some(child => child.context === 'limit_except' && sparesReading(child) && deniesAll(model, child))
    ? '403'
    : turnsAwayWriting(base)

const sparesReading = ({ directive }: Level): boolean =>
  directive?.args.every(({ value }) => reading.has(value.toUpperCase())) ?? false

const answers = new WeakMap<Level, { readonly status: string | undefined }>()

/** `if ($request_method !~ ^(GET|HEAD)$) { return 405; }`, and nothing before it that ends the script: its status. */
export function turnsAwayWriting(level: Level): string | undefined {
  const known = answers.get(level) ?? { status: statusIn(level.own) }
  answers.set(level, known)
  return known.status
}

function statusIn(own: readonly Directive[]): string | undefined {
  for (const directive of own) {
    const name = nameOf(directive)
    const answer = name === 'if' ? returnIn(directive) : undefined
    if (answer && chooses(directive)) return answer.args[0]?.value
    if (name === 'return' || endsScript(directive)) return undefined
    if (name === 'if' && [...walk(directive.block?.nodes ?? [])].some(endsScript)) return undefined
  }
  return undefined
}

const endsScript = (directive: Directive): boolean => /^(?:rewrite|break)$/.test(nameOf(directive))

function returnIn({ block }: Directive): Directive | undefined {
  const first = block?.nodes.find(isDirective)
  return first?.name.value === 'return' ? first : undefined
}

/** Is the condition true of every method that writes? */
function chooses({ args }: Directive): boolean {
  const [variable, operator, value] = args.map(word => word.value)
  if (args.length !== 3 || !/^\(\$(?:request_method|\{request_method\})$/i.test(variable ?? '')) return false
  const operand = (value ?? '').slice(0, -1)
  if (operator === '!=') return reading.has(operand)
  if (operator !== '!~' && operator !== '!~*') return false
  return writing.every(method => matchRegex(operand, method, operator === '!~*') === false)
}
