import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { has } from '../../formats/nginx/regex/index.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { type Contents, variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'
import type { Severity } from '../rule.ts'

/** Something that reads and rewrites the bodies of answers. */
export interface BodyFilter {
  readonly id: 'ssi' | 'page' | 'parsed'
  readonly severity?: Severity
  /** The statements that switch it on where text of others passes. */
  inForce(model: NginxModel, level: Level, source: 'upstream' | 'writable'): Iterable<Active>
}

export interface Active {
  readonly origin: Directive
  /** What a client writes into the body by it. */
  readonly variable?: string
}

const filters: readonly (readonly [directive: string, filter: BodyFilter])[] = [
  ['ssi', { id: 'ssi', inForce: commands }],
  ['sub_filter', { id: 'page', inForce: replacements }],
  ['xslt_stylesheet', { id: 'parsed', severity: 'low', inForce: stylesheets }],
  ['image_filter', { id: 'parsed', severity: 'low', inForce: decoders }],
]

/** Those that the files use at all. */
export const bodyFilters = (model: NginxModel): readonly BodyFilter[] =>
  filters.flatMap(([directive, filter]) => (model.writers(directive).length > 0 ? [filter] : []))

function commands(model: NginxModel, level: Level): readonly Active[] {
  const { origin } = model.setting(level, 'ssi')
  return origin !== 'default' && model.on(level, 'ssi') ? [{ origin }] : []
}

/** What stands in a replacement is written as it is: `$uri` is decoded, so that it brings `<` (measured). */
function* replacements(model: NginxModel, level: Level, source: string): Generator<Active> {
  if (source !== 'upstream') return
  for (const origin of model.list(level, 'sub_filter').entries) {
    if (!argumentAt(origin, 1).includes('$')) continue
    const parts = variablesOf(model).components(argumentAt(origin, 1), { level })
    const guilty = parts.find(({ contents }) => bringsMarkup(contents))
    if (guilty) yield { origin, variable: guilty.text }
  }
}

/** Decoded parts of a link. Browsers encode the rest of what they send. */
const bringsMarkup = ({ traces }: Contents): boolean =>
  traces.some(({ variable, characters }) => decoded.test(variable) && has(characters, '<'.charCodeAt(0)))

const decoded = /^(?:uri|document_uri|request_filename|fastcgi_script_name|fastcgi_path_info)$/

function stylesheets(model: NginxModel, level: Level): readonly Active[] {
  const [origin] = model.list(level, 'xslt_stylesheet').entries
  return origin ? [{ origin }] : []
}

/** `test` and `size` look at the first bytes only; the others decode the whole image. */
function decoders(model: NginxModel, level: Level): readonly Active[] {
  const { origin, value } = model.setting(level, 'image_filter')
  return origin !== 'default' && /^(?:resize|crop|rotate)$/.test(value[0] ?? '') ? [{ origin }] : []
}
