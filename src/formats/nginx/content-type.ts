import type { Directive } from '../../tree/index.ts'
import type { Level, NginxModel } from './model.ts'
import { Expansion } from './resolve/expand.ts'
import { nameOf, valuesOf } from './syntax.ts'

/** What a file is sent as. */
export interface ContentType {
  readonly type: string
  readonly setting: 'types' | 'default_type'
  /** The line of `types` or `default_type`; undefined where nginx knows it by itself. */
  readonly by: Directive | undefined
}

/** Known where no `types` stands anywhere around (ngx_http_core_module.c, ngx_http_core_default_types). */
const builtIn: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['gif', 'image/gif'],
  ['jpg', 'image/jpeg'],
])

/**
 * The Content-Type of the file that a level hands out for a path: by its ending in the nearest level that writes `types`,
 * whose blocks together replace all further out, else by `default_type`. The path is decoded and has no query.
 */
export function contentType(model: NginxModel, level: Level, uri: string): ContentType {
  const ending = endingOf(uri)
  let holder: Level | undefined = level
  while (holder && !holder.writes('types')) holder = holder.parent
  const line = holder && ending !== undefined ? lineFor(model, holder, ending) : undefined
  if (line) return { type: nameOf(line), setting: 'types', by: line }
  const known = holder || ending === undefined ? undefined : builtIn.get(ending)
  if (known) return { type: known, setting: 'types', by: undefined }
  const { origin, value } = model.setting(level, 'default_type')
  return { type: value[0] ?? 'text/plain', setting: 'default_type', by: origin === 'default' ? undefined : origin }
}

/** Behind the last point of the last name, unless that begins with it (ngx_http_set_exten). */
function endingOf(uri: string): string | undefined {
  const name = uri.slice(uri.lastIndexOf('/') + 1)
  const point = name.lastIndexOf('.')
  return point > 0 && point < name.length - 1 ? name.slice(point + 1).toLowerCase() : undefined
}

/** An ending that stands in several lines has the type of the last one. */
function lineFor(model: NginxModel, holder: Level, ending: string): Directive | undefined {
  const expansion = new Expansion(model.forest)
  return holder
    .written('types')
    .flatMap(({ block }) => (block ? expansion.statements(block.nodes) : []))
    .findLast(line => valuesOf(line).some(each => each.toLowerCase() === ending))
}
