import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, countOf, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Component } from '../../formats/nginx/variables/index.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive, Word } from '../../tree/index.ts'
import { statements } from './statements.ts'

/** A value that goes into a header or request line as it is. */
export interface Sink {
  readonly level: Level
  readonly directive: Directive
  readonly word: Word
  /** `response`: a response header. `request`: what the backend gets. */
  readonly side: 'response' | 'request'
  readonly parts: readonly Component[]
}

const responses = ['add_header', 'add_trailer']

/** They put a text of their own into `Location` and `Set-Cookie` of the backend. */
const rewriting = ['proxy_redirect', 'proxy_cookie_domain', 'proxy_cookie_path']

/** Values with variables in them; those that nginx escapes at the sink are left out. */
export function* headerSinks(model: NginxModel): Generator<Sink> {
  const worth = new Worth()
  for (const { level, entry } of statements(model, ...responses, 'proxy_set_header'))
    if (worth.of(argumentAt(entry, 1))) yield* sink(model, { level, directive: entry, at: 1 })
  for (const { level, entry } of statements(model, 'proxy_pass'))
    if (worth.of(argumentAt(entry, 0))) yield* sink(model, { level, directive: entry, at: 0 })
  for (const { level, entry } of statements(model, ...rewriting))
    if (worth.of(argumentAt(entry, 1))) yield* replaced(model, level, entry)
  for (const { level, entry } of statements(model, 'auth_basic'))
    if (worth.of(argumentAt(entry, 0))) yield* sink(model, { level, directive: entry, at: 0 })
  for (const { level, entry } of statements(model, 'return')) yield* redirect(model, level, entry)
  for (const { level, entry } of statements(model, 'rewrite')) yield* rewritten(model, level, entry)
  for (const { level, entry } of statements(model, 'error_page')) yield* errorPage(model, level, entry)
}

interface Argument {
  readonly level: Level
  readonly directive: Directive
  readonly at: number
}

/** Built-in variables that never hold CR or LF and that nobody can redefine: most values hold nothing else. */
const harmless = new Set(
  [
    'host server_name server_addr server_port remote_addr remote_port scheme https proxy_host proxy_port request_uri',
    'request_method args query_string is_args hostname request_id proxy_add_x_forwarded_for realip_remote_addr msec',
    'status upstream_addr upstream_status upstream_cache_status',
  ].flatMap(line => line.split(' ')),
)
const harmlessStart = /^(?:ssl_(?!client)\w|connection|(?:time|http|arg|cookie)_\w)/

/** Servers repeat each other's values: each text is looked at once. */
class Worth {
  private readonly known = new Map<string, boolean>()

  of(value: string): boolean {
    if (!value.includes('$')) return false
    const worth = this.known.get(value) ?? worthAsking(value)
    this.known.set(value, worth)
    return worth
  }
}

function worthAsking(value: string): boolean {
  if (!value.includes('$')) return false
  for (const [, name = ''] of value.matchAll(/\$\{?(\w+)/g)) {
    const lower = name.toLowerCase()
    if (!harmless.has(lower) && !harmlessStart.test(lower)) return true
  }
  return false
}

function* sink(model: NginxModel, { level, directive, at }: Argument): Generator<Sink> {
  if (!worthAsking(argumentAt(directive, at)) || level.world !== 'http') return
  const word = directive.args[at] as Word
  const side = /^proxy_(?:pass|set_header)$/.test(nameOf(directive)) ? 'request' : 'response'
  const parts = variablesOf(model).components(word.value, { level, before: directive })
  yield { level, directive, word, side, parts }
}

/** After a pattern `$1` … `$9` are its groups, which hold what the backend sent. */
function* replaced(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const own = argumentAt(directive, 0).startsWith('~')
  for (const found of sink(model, { level, directive, at: 1 }))
    yield own ? { ...found, parts: found.parts.filter(part => !/^[1-9]$/.test(part.variable ?? '')) } : found
}

/** `return 30x URL` and `return URL`; other codes send the text as a body. */
function* redirect(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const [first, second] = valuesOf(directive)
  if (second === undefined && !/^(?:https?:|\$scheme)/.test(first ?? '')) return
  if (second !== undefined && !/^30[12378]$/.test(first ?? '')) return
  yield* sink(model, { level, directive, at: second === undefined ? 0 : 1 })
}

/** What begins with neither `/` nor `@` is a redirect, whatever code is written (measured). */
function* errorPage(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const at = countOf(directive) - 1
  if (!/^[/@]/.test(argumentAt(directive, at))) yield* sink(model, { level, directive, at })
}

/** The script engine escapes `$1` … `$9` in redirects, named groups and other variables it does not (measured). */
function* rewritten(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const flag = directive.args[2]?.value
  const absolute = /^(?:https?:\/\/|\$scheme)/.test(argumentAt(directive, 1))
  if (!absolute && flag !== 'redirect' && flag !== 'permanent') return
  for (const found of sink(model, { level, directive, at: 1 }))
    yield { ...found, parts: found.parts.filter(part => !/^[1-9]$/.test(part.variable ?? '')) }
}
