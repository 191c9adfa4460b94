import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { type Directive, isDirective, walk } from '../../tree/index.ts'
import { deniesAll } from './refusal.ts'

/** Methods that only read (RFC 9110, 9.2.1; RFC 4918, 9.1): the same request once more changes nothing. */
const reading = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND'])

const writing = ['POST', 'PUT', 'PATCH', 'DELETE', 'MKCOL', 'COPY', 'MOVE', 'LOCK']

/**
 * Do only such methods get to a place? By `limit_except` or an `if` of its location, which hold in the `if` blocks of
 * that location and not in locations nested in it, or by an `if` of its server.
 */
export function onlyReads(model: NginxModel, level: Level): boolean {
  if (level.context === 'limit_except') return deniesAll(model, level)
  const base = level.context === 'if-in-location' && level.parent ? level.parent : level
  if (base.children.some(child => child.context === 'limit_except' && sparesReading(child) && deniesAll(model, child)))
    return true
  let server: Level | undefined = base
  while (server && server.context !== 'server') server = server.parent
  return turnsAwayWriting(base) || (server !== undefined && turnsAwayWriting(server))
}

const sparesReading = ({ directive }: Level): boolean =>
  directive?.args.every(({ value }) => reading.has(value.toUpperCase())) ?? false

/** `if ($request_method !~ ^(GET|HEAD)$) { return 405; }`, and nothing before it that ends the script. */
function turnsAwayWriting({ own }: Level): boolean {
  for (const directive of own) {
    const name = directive.name.value
    if (name === 'if' && isReturn(directive) && chooses(directive)) return true
    const inner = [...walk(directive.block?.nodes ?? [])]
    if ([directive, ...(name === 'if' ? inner : [])].some(each => /^(?:rewrite|break)$/.test(each.name.value)))
      return false
  }
  return false
}

function isReturn({ block }: Directive): boolean {
  const first = block?.nodes.find(isDirective)
  return first?.name.value === 'return'
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
