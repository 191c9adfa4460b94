import { variableOf } from '../../formats/nginx/condition-words.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { type Directive, isDirective, type Node } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Severity, type Witness } from '../rule.ts'
import { type Assumed, outcome, valueNow } from './condition-outcome.ts'
import { headerName } from './header-name.ts'
import { answeredRequest, firstOf, handlerAt, withHeaders } from './request-to.ts'
import { statements } from './statements.ts'

interface Options {
  /** `*` without cookies is told too: public data is meant for everybody. */
  readonly wildcard: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/cors',
  format: 'nginx',
  title: { en: 'every site may read responses', zh: '任何网站都可读取响应' },
  severity: 'high',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    reflected: {
      en: '`Access-Control-Allow-Origin {value}` in {level} allows whatever origin asks',
      zh: '{level} 中的 `Access-Control-Allow-Origin {value}` 允许任意来源',
    },
    credentials: {
      en: '`Access-Control-Allow-Origin {value}` in {level} allows whatever origin asks, with cookies',
      zh: '{level} 中的 `Access-Control-Allow-Origin {value}` 允许任意来源并携带 Cookie',
    },
    null: {
      en: '`Access-Control-Allow-Origin {value}` in {level} allows the origin null with cookies: any site has it in a sandboxed frame',
      zh: '{level} 中的 `Access-Control-Allow-Origin {value}` 允许 null 来源并携带 Cookie：任何网站都可在沙箱 iframe 中得到该来源',
    },
    star: {
      en: '`Access-Control-Allow-Origin {value}` beside Access-Control-Allow-Credentials in {level}: browsers refuse the pair',
      zh: '{level} 中 `Access-Control-Allow-Origin {value}` 与 Access-Control-Allow-Credentials 并用：浏览器会拒绝',
    },
    any: {
      en: '`Access-Control-Allow-Origin {value}` in {level} lets every site read responses, without cookies',
      zh: '{level} 中的 `Access-Control-Allow-Origin {value}` 允许任何网站读取响应（不带 Cookie）',
    },
  },
  schema: { type: 'object', properties: { wildcard: { type: 'boolean' } }, additionalProperties: false },
  defaults: { wildcard: false },
  *check(model, { wildcard }) {
    for (const { level, entry } of statements(model, 'add_header')) {
      if (headerName(entry) !== 'access-control-allow-origin') continue
      const found = judge(model, level, entry)
      if (found && (wildcard || found.id !== 'any')) yield observation(model, level, { ...found, entry })
    }
  },
})

interface Judgement {
  readonly id: 'reflected' | 'credentials' | 'null' | 'star' | 'any'
  readonly severity: Severity
}

function judge(model: NginxModel, level: Level, entry: Directive): Judgement | undefined {
  const value = argumentAt(entry, 1)
  const credentials = model
    .list(level, 'add_header')
    .entries.some(one => headerName(one) === 'access-control-allow-credentials' && /true/i.test(argumentAt(one, 1)))
  if (value === '*' && credentials) return { id: 'star', severity: 'medium' }
  if (value === 'null' && credentials) return { id: 'null', severity: 'high' }
  if (value === '*' || value === 'null') return { id: 'any', severity: 'info' }
  const contents = variablesOf(model).contents(value, { level, before: entry })
  const free =
    contents.values === undefined &&
    contents.traces.some(({ variable, via }) => variable === 'http_origin' && !narrowed(via))
  if (free && !guarded(level))
    return credentials ? { id: 'credentials', severity: 'high' } : { id: 'reflected', severity: 'medium' }
  return credentials && allowsNull(model, level, entry) ? { id: 'null', severity: 'high' } : undefined
}

const fromNull: Assumed = new Map([['http_origin', 'null']])

/** Is `null` what a request from the origin null gets, by a list that has it? */
function allowsNull(model: NginxModel, level: Level, entry: Directive): boolean {
  const { directive, context } = level
  const variable = variableOf(argumentAt(entry, 1))
  if (!variable || (context.startsWith('if-') && directive && outcome(model, directive, fromNull) !== true))
    return false
  return valueNow(model, variable, fromNull) === 'null' || isSetTo(model, level, variable)
}

/** `if ($http_origin ~ …) { set $allowed $http_origin; }` at the place or around it. */
function isSetTo(model: NginxModel, level: Level, variable: string): boolean {
  for (let at: Level | undefined = level; at && at.context !== 'http'; at = at.parent)
    for (const { context, directive, own } of at.children)
      if (context.startsWith('if-') && directive && own.some(one => sets(one, variable)))
        if (outcome(model, directive, fromNull) === true) return true
  return false
}

const sets = (line: Directive, variable: string): boolean =>
  nameOf(line) === 'set' &&
  variableOf(argumentAt(line, 0)) === variable &&
  (argumentAt(line, 1) === 'null' || variableOf(argumentAt(line, 1)) === 'http_origin')

/** A map whose default does not echo the origin decides by its keys; how tight a pattern is, is another rule's question. */
const narrowed = (via: readonly Directive[]): boolean =>
  via.some(
    directive => (nameOf(directive) === 'map' && !(directive.block?.nodes ?? []).some(echoes)) || isChecked(directive),
  )

/** `set $allowed $http_origin` inside `if ($http_origin ~ …)`. */
const isChecked = ({ name, parent }: Directive): boolean =>
  name.value === 'set' && parent?.name.value === 'if' && names(parent)

/** The line of a map that takes whatever origin there is. */
const echoes = (node: Node): boolean =>
  isDirective(node) &&
  (node.name.value === 'default' || takesAny(node.name.value)) &&
  node.args.some(({ value }) => value.includes('$'))

const anybody = ['https://attacker.test', 'http://a1b2.invalid:8443', 'https://203.0.113.9']

/** `~^https?://`, `~.*`: a pattern that nobody fails. */
const takesAny = (key: string): boolean =>
  key.startsWith('~') && anybody.every(origin => Boolean(matchRegex(key.replace(/^~\*?/, ''), origin, true)))

/** Inside `if ($http_origin ~ …)` only origins that match get the header; `if ($http_origin)` takes any. */
const guarded = ({ context, directive }: Level): boolean =>
  context.startsWith('if-') && directive !== undefined && names(directive)

function names({ args }: Directive): boolean {
  const [, operator = '', operand = ''] =
    /^\(? ?\$\{?http_origin\}? (~\*?|=) (.*?) ?\)$/i.exec(args.map(({ value }) => value).join(' ')) ?? []
  return operator !== '' && !takesAny(operator + operand)
}

function observation(
  model: NginxModel,
  level: Level,
  { id, severity, entry }: Judgement & { entry: Directive },
): Observation {
  const origin = id === 'null' ? 'null' : 'https://attacker.example'
  const places = id === 'star' || id === 'any' ? [] : model.inheritors(level, 'add_header')
  return {
    at: placeOf(entry),
    subject: level.subject,
    message: { id, params: { value: argumentAt(entry, 1), level: level.subject } },
    severity,
    witness: () => firstOf(places, place => witnessOf(model, { entry, origin }, place)),
  }
}

interface Asked {
  readonly entry: Directive
  readonly origin: string
}

function witnessOf(model: NginxModel, { entry, origin }: Asked, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && answeredRequest(model, handler)
  const sent = entry.args[2]?.value === 'always' || sentWith.has(found?.shows.status ?? 0)
  const summary = { en: 'a foreign origin is allowed', zh: '外部来源被允许' }
  const provokes = { header: ['Access-Control-Allow-Origin', origin] as const, summary }
  return found && sent ? { ...withHeaders(found.request, ['Origin', origin]), provokes } : undefined
}

/** Statuses with which nginx sends headers that lack `always`. */
const sentWith: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308])
