import type { Target } from '../../../target/index.ts'
import { type Entry, moduleName } from '../tables/index.ts'
import { debianPackage } from '../tables/package.ts'
import type { Call } from './call.ts'
import { problemAt } from './problem.ts'
import { isFull, report, type State } from './state.ts'

/** Dynamic modules of nginx itself: what they bring is in the tables. */
const official: ReadonlySet<string> = new Set([
  'ngx_stream_module',
  'ngx_mail_module',
  'ngx_http_perl_module',
  'ngx_http_xslt_filter_module',
  'ngx_http_image_filter_module',
  'ngx_http_geoip_module',
  'ngx_stream_geoip_module',
])

/** Modules of others that bring no directives and variables but those in the tables: read off their binaries. */
const listed: ReadonlySet<string> = new Set([
  'headers-more',
  'cache-purge',
  'dav-ext',
  'fancyindex',
  'auth-pam',
  'brotli',
  'echo',
  'memc',
  'modsecurity',
  'srcache',
  'substitutions',
  'upload-progress',
  'upstream-fair',
])

/** Is everything in the tables that a module brings, by the name of its file without `.so`? */
export const isKnown = (module: string): boolean => official.has(module) || listed.has(moduleName(module))

/** Was a module loaded, or declared to be there, that is called so? */
export const isLoaded = ({ modules, table }: State, module: string): boolean =>
  table.declared.has(module) || [...modules].some(loaded => moduleName(loaded) === moduleName(module))

/** Debian 12, 13 and unstable build all of these as files of their own; other packages differ, and of most nobody has looked. */
export const isModular = ({ nginxPackage }: Target): boolean =>
  debianPackage(nginxPackage) !== undefined || /^1\.30\.6-\d$/.test(nginxPackage ?? '')

/** The file that brings what a module has in a modular package; undefined when nginx itself has it. */
function fileOf({ module }: { readonly module: string }): string | undefined {
  if (module.startsWith('ngx_stream_geoip')) return 'ngx_stream_geoip_module'
  if (module.startsWith('ngx_stream_')) return 'ngx_stream_module'
  if (module.startsWith('ngx_mail_')) return 'ngx_mail_module'
  if (module.startsWith('ngx_http_xslt')) return 'ngx_http_xslt_filter_module'
  return official.has(module) ? module : undefined
}

/** Modules that take functions of another one, which a modular package builds as a file of its own. */
const foundations: Readonly<Record<string, string>> = {
  ngx_http_lua_module: 'ndk_http_module',
  ngx_http_set_misc_module: 'ndk_http_module',
  ngx_stream_geoip_module: 'ngx_stream_module',
  ngx_stream_geoip2_module: 'ngx_stream_module',
  ngx_stream_js_module: 'ngx_stream_module',
}

/** The module that has to be loaded before that one and is not. */
export function neededBy(module: string, { modular, whole, modules, table }: State): string | undefined {
  const needed = modular && whole && Object.hasOwn(foundations, module) ? foundations[module] : undefined
  return needed === undefined || modules.has(needed) || table.declared.has(needed) ? undefined : needed
}

/** Does the directive or variable belong to a module that has to be loaded and is not? */
export function isUnloaded(entry: { readonly module: string }, { modular, foreign, modules, table }: State): boolean {
  if (!modular || foreign) return false
  const file = fileOf(entry)
  return file !== undefined && !modules.has(file) && !table.declared.has(file)
}

export function unloadedDirective(call: Call, [entry]: readonly Entry[]): void {
  const { directive, state } = call
  call.refused = true
  const options = { word: directive.name, open: state.unseen }
  if (!entry || isFull(state, options)) return
  const params = { name: entry.name, module: fileOf(entry) ?? '' }
  report(state, problemAt(directive, 'unknown-unloaded', params, options))
}
