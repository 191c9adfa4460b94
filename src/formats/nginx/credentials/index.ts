import type { SecretPlace, Span } from '../../../text/index.ts'
import type { Directive, Word } from '../../../tree/index.ts'
import type { Level, NginxModel, Statement, Table } from '../model.ts'
import { argumentAt, nameOf, valuesOf } from '../syntax.ts'
import { literalsOf } from './literals.ts'
import { isCredential, isCredentialHeader } from './names.ts'
import { literal, proves, type Reader, readers, type Secret } from './readers.ts'

/** A literal credential of the configuration. */
export interface Credential extends Secret {
  /** The statement that sends it, asks for it or looks it up, and where that stands. */
  readonly entry: Directive
  readonly level: Level
  /** The statement that it stands in: another one where a variable hands it on, or where it is a key of a table. */
  readonly at: Directive
}

const models = new WeakMap<NginxModel, readonly Credential[]>()

/** Every literal credential whose place says what it is, in the order of directives; keys of tables come last. */
export function credentialsOf(model: NginxModel): readonly Credential[] {
  const known = models.get(model) ?? [...written(model), ...model.tables.flatMap(table => lookedUp(table, model))]
  models.set(model, known)
  return known
}

function written(model: NginxModel): Credential[] {
  const seen = new Set<Directive>()
  const found: Credential[] = []
  for (const [name, read] of Object.entries(readers)) {
    const mayHold = asking(name)
    for (const statement of model.statements(name))
      if (mayHold(argumentAt(statement.entry, 0))) found.push(...inStatement(model, statement, read))
  }
  return found.filter(({ at }) => seen.size !== seen.add(at).size)
}

function inStatement(model: NginxModel, { level, entry }: Statement, read: Reader): readonly Credential[] {
  const secret = read(valuesOf(entry))
  if (secret) return [{ ...secret, entry, level, at: entry }]
  return sendsHeader.test(nameOf(entry)) ? behind(model, { entry, level }) : none
}

const none: readonly Credential[] = []

/** What the first argument has to be where anything is said at all. Few are, and most repeat each other. */
function asking(name: string): (argument: string) => boolean {
  const judge = asked[name]
  if (!judge) return () => true
  const known = new Map<string, boolean>()
  return argument => {
    const before = known.get(argument)
    if (before !== undefined) return before
    const holds = judge(argument)
    known.set(argument, holds)
    return holds
  }
}

const asked: Readonly<Record<string, (argument: string) => boolean>> = {
  proxy_set_header: isCredentialHeader,
  grpc_set_header: isCredentialHeader,
  fastcgi_param: isCredential,
  uwsgi_param: isCredential,
  scgi_param: isCredential,
}

const sendsHeader = /^(?:proxy|grpc)_set_header$/

/** The credential of a header by way of one variable, where `set` or a map says it. Short words are switches. */
function behind(model: NginxModel, sent: Statement): Credential[] {
  const [name = '', value = ''] = valuesOf(sent.entry)
  const variable = isCredentialHeader(name) ? /^(?:\w+ )?\$(?:\{(\w+)\}|(\w+))$/.exec(value) : null
  const literals = variable && literalsOf(model).get((variable[1] ?? variable[2] ?? '').toLowerCase())
  return (literals ?? []).flatMap(({ at, value: constant }) => {
    const secret = literal(name, constant)
    // `set $api_key …` is told by its own name already.
    const told = nameOf(at) === 'set' && readers.set?.(valuesOf(at)) !== undefined
    return secret && secret.value.length >= 8 && !told ? [{ ...secret, ...sent, at }] : []
  })
}

/** The keys of `map $http_x_api_key …` are what clients have to say. Patterns and short words are none. */
function lookedUp(table: Table, model: NginxModel): Credential[] {
  if (!asksForCredential(table)) return []
  return table.entries.flatMap(at => {
    const key = at.name.value
    const secret = key.length >= 8 && !/^(?:~|hostnames$|volatile$)/.test(key) ? literal(table.source, key) : undefined
    return secret ? [{ ...secret, entry: table.directive, level: model.http ?? model.main, at }] : []
  })
}

const asksForCredential = ({ kind, source }: Table): boolean => kind === 'map' && proves(source)

/** Keys that look nothing up. */
const noKey = /^(?:default|hostnames|volatile|include|)$/

/** Words that credentials stand in, and the credential within them where it stands there in one piece. */
export function* secretPlaces(model: NginxModel): Generator<SecretPlace> {
  for (const { at, value } of credentialsOf(model)) yield* placesOf(at, value)
  for (const { entries } of model.tables.filter(asksForCredential))
    for (const { file, name } of entries) if (!noKey.test(name.value)) yield { file, span: inner(name) }
}

function placesOf({ file, name, args }: Directive, value: string): SecretPlace[] {
  const words = [name, ...args].filter(word => word.raw.includes(value))
  return (words.length > 0 ? words.map(word => within(word, value)) : args.map(inner)).map(span => ({ file, span }))
}

function within({ span, raw }: Word, value: string): Span {
  const start = span.start + raw.indexOf(value)
  return { start, end: start + value.length }
}

/** Without its quotes. */
function inner({ span, raw }: Word): Span {
  const quotes = raw.length > 1 && /^["']/.test(raw) && raw.endsWith(raw.charAt(0)) ? 1 : 0
  return { start: span.start + quotes, end: span.end - quotes }
}
