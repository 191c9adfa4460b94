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
    if (headerName(entry) === 'script_filename') add(found, inRoot(model, level, argumentAt(entry, 1)))
  for (const { entry, level } of statements(model, 'try_files')) {
    const [path = ''] = (valuesOf(entry).at(-1) ?? '').split('?')
    if (path.startsWith('/') && !level.writes('alias'))
      add(found, inRoot(model, level, `$document_root${path.replace(/\$\{?is_args\b.*$/, '')}`))
  }
  return [...found].sort()
}

const script = /^\/[^$]*\.(?:php\d?|phtml|py|pl|cgi|rb)$/

function add(found: Set<string>, path: string): void {
  if (script.test(path)) found.add(normalize(path))
}

const inRoot = (model: NginxModel, level: Level, path: string): string =>
  path.replace(/^\$\{?(?:document_root|realpath_root)\}?(?=\/)/, () => model.text(level, 'root').replace(/\/$/, ''))
