import { normalize } from '../../files/path.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, valuesOf } from '../../formats/nginx/syntax.ts'
import { headerName } from './header-name.ts'
import { statements } from './statements.ts'

/**
 * Absolute paths of scripts that the configuration names, sorted: by a `SCRIPT_FILENAME` without a part of the request, or
 * as the last resort of `try_files`. Handed out as files they show their source (measured).
 */
export function scriptFiles(model: NginxModel): readonly string[] {
  const found = new Set<string>()
  for (const { entry, level } of statements(model, 'fastcgi_param'))
    if (headerName(entry) === 'script_filename') add(found, argumentAt(entry, 1), path => inRoot(model, level, path))
  for (const { entry, level } of statements(model, 'try_files')) {
    const [path = ''] = (valuesOf(entry).at(-1) ?? '').split('?')
    if (path.startsWith('/') && !level.writes('alias'))
      add(found, `$document_root${path.replace(/\$\{?is_args\b.*$/i, '')}`, named => inRoot(model, level, named))
  }
  return [...found].sort()
}

const ending = /\.(?:php\d?|phtml|py|pl|cgi|rb)$/

/** Of most names the ending tells that they are no script; only of others the folder is looked up. */
function add(found: Set<string>, named: string, inFolder: (path: string) => string): void {
  if (!ending.test(named)) return
  const path = inFolder(named)
  if (path.startsWith('/') && !path.includes('$')) found.add(normalize(path))
}

const inRoot = (model: NginxModel, level: Level, path: string): string =>
  path.replace(/^\$\{?(?:document_root|realpath_root)\}?(?=\/)/i, () => model.text(level, 'root').replace(/\/$/, ''))
