import type { Level, NginxModel } from '../../formats/nginx/model.ts'
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

/** Values with variables in them; those that nginx escapes at the sink are left out. */
export function* headerSinks(model: NginxModel): Generator<Sink> {
  for (const { level, entry } of statements(model, ...responses)) yield* sink(model, { level, directive: entry, at: 1 })
  for (const { level, entry } of statements(model, 'proxy_set_header'))
    yield* sink(model, { level, directive: entry, at: 1 })
  for (const { level, entry } of statements(model, 'proxy_pass')) yield* sink(model, { level, directive: entry, at: 0 })
  for (const { level, entry } of statements(model, 'return')) yield* redirect(model, level, entry)
  for (const { level, entry } of statements(model, 'rewrite')) yield* rewritten(model, level, entry)
}

interface Argument {
  readonly level: Level
  readonly directive: Directive
  readonly at: number
}

function* sink(model: NginxModel, { level, directive, at }: Argument): Generator<Sink> {
  const word = directive.args[at]
  if (!word?.value.includes('$') || level.world !== 'http') return
  const side = /^(?:proxy_)/.test(directive.name.value) ? 'request' : 'response'
  const parts = variablesOf(model).components(word.value, { level, before: directive })
  yield { level, directive, word, side, parts }
}

/** `return 30x URL` and `return URL`; other codes send the text as a body. */
function* redirect(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const [first, second] = directive.args.map(word => word.value)
  if (second === undefined && !/^(?:https?:|\$scheme)/.test(first ?? '')) return
  if (second !== undefined && !/^30[12378]$/.test(first ?? '')) return
  yield* sink(model, { level, directive, at: second === undefined ? 0 : 1 })
}

/** The script engine escapes `$1` … `$9` in redirects, named groups and other variables it does not (measured). */
function* rewritten(model: NginxModel, level: Level, directive: Directive): Generator<Sink> {
  const flag = directive.args[2]?.value
  const absolute = /^(?:https?:\/\/|\$scheme)/.test(directive.args[1]?.value ?? '')
  if (!absolute && flag !== 'redirect' && flag !== 'permanent') return
  for (const found of sink(model, { level, directive, at: 1 }))
    yield { ...found, parts: found.parts.filter(part => !/^[1-9]$/.test(part.variable ?? '')) }
}
