import { lookUp } from '../../../text/index.ts'
import { thirdParty } from './directives.gen.ts'

/** Names that share nothing with what their module calls itself. */
const alias: Readonly<Record<string, string>> = {
  'lua-resty-core': 'lua',
  openresty: 'lua',
  vts: 'vhost-traffic-status',
  'nginx-vts': 'vhost-traffic-status',
  'http-substitutions': 'substitutions',
  njs: 'js',
  'brotli-static': 'brotli',
  subs: 'substitutions',
  uploadprogress: 'upload-progress',
  'ndk-http': 'devel-kit',
}

/**
 * How people call a module: `headers-more` for `headers-more-nginx-module`, `ngx_http_headers_more_filter_module` and
 * `ngx_http_headers_more_filter_module.so`.
 */
export function moduleName(text: string): string {
  const bare = text
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/\.so$/, '')
    .replace(/^(?:lib)?(?:ngx|nginx)-/, '')
    .replace(/^(?:http|stream)-(?=.)/, '')
    .replace(/-module$/, '')
    .replace(/-(?:filter|nginx|ngx)$/, '')
    .replace(/-(?:nginx|ngx)$/, '')
  return lookUp(alias, bare) || bare
}

let patterns: string[][] | undefined

const lists = (): string[][] => {
  patterns ??= thirdParty
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(' '))
  return patterns
}

/** The third-party module that brings a directive of that name, for names the catalogue does not list. */
export function foreignModule(name: string): string | undefined {
  for (const [module, ...own] of lists()) if (own.some(pattern => fits(name, pattern))) return module
  return undefined
}

function fits(name: string, pattern: string): boolean {
  const at = pattern.indexOf('*')
  if (at === -1) return name === pattern
  const head = pattern.slice(0, at)
  const tail = pattern.slice(at + 1)
  if (!name.startsWith(head) || name.length < head.length + tail.length) return false
  return tail.endsWith('*') ? name.includes(tail.slice(0, -1), head.length) : name.endsWith(tail)
}

/** Beginnings of the variables that a module brings by itself. */
const ownVariables: Readonly<Record<string, string>> = {
  brotli: 'brotli_ratio',
  echo: 'echo_',
  memc: 'memc_',
  nchan: 'nchan_',
  srcache: 'srcache_',
  'upload-progress': 'uploadprogress_',
}

/** The third-party module that brings a variable of that name. */
export const foreignVariable = (name: string): string | undefined =>
  Object.keys(ownVariables).find(module => name.startsWith(ownVariables[module] as string))

/** Modules by the names people call them: those that are said to be there, against those that bring a directive. */
export class DeclaredModules {
  private readonly names: ReadonlySet<string>
  private readonly declared = new Map<string, boolean>()

  constructor(names: readonly string[]) {
    this.names = new Set(names.map(moduleName))
  }

  has(module: string): boolean {
    if (this.names.size === 0) return false
    const known = this.declared.get(module)
    if (known !== undefined) return known
    const made = this.names.has(moduleName(module))
    this.declared.set(module, made)
    return made
  }

  /** Is one among them whose directives are not in our tables? `listed`: modules that the catalogue names. */
  unknown(listed: Iterable<string>): boolean {
    if (this.names.size === 0) return false
    const ours = new Set([...listed, ...lists().map(([module = '']) => module)].map(moduleName))
    return [...this.names].some(name => !ours.has(name))
  }
}
