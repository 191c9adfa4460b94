import type { Directive } from '../../../tree/index.ts'
import type { Call } from './call.ts'
import { headEnd, lineAt } from './problem.ts'
import type { State } from './state.ts'

/** Relative paths of modules and logs begin at the prefix, which the package of Debian states. */
export const underPrefix = (path: string, { modular }: State): string =>
  path.startsWith('/') || !modular ? path : `/usr/share/nginx/${path}`

const bare = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

const placeOf = (directive: Directive): string => `${directive.file.path}:${lineAt(directive.file, headEnd(directive))}`

/** Two statements may share a directory only with the same use and levels. */
export function addPath(call: Call, kind: string, levels: string): void {
  const path = bare(call.arg(0))
  const { paths } = call.state
  const known = paths.get(path)
  if (!known) paths.set(path, { kind, levels, directive: call.directive })
  else if (known.kind !== kind)
    call.fail('path-used', { path, at: placeOf(known.directive) }, { other: known.directive, word: call.word(0) })
  else if (known.levels !== levels)
    call.fail('path-levels', { path, at: placeOf(known.directive) }, { other: known.directive, word: call.word(0) })
}
