import type { Directive } from '../../../tree/index.ts'
import type { Access, Level } from '../model.ts'
import { nameOf } from '../syntax.ts'
import { scripted } from './script.ts'
import type { Settings } from './settings.ts'

/** What a stranger without credentials meets at a level: access rules and authentication together. */
export function accessOf(level: Level, settings: Settings): Access {
  const rules = settings.list(level, 'allow')
  const satisfy = settings.setting(level, 'satisfy').value[0]?.toLowerCase() === 'any' ? 'any' : 'all'
  const authentication = authenticators(level, settings)
  const through = (family: 'ipv4' | 'ipv6'): boolean => {
    const decision = verdict(rules.entries, family)
    if (authentication.length === 0) return decision !== 'deny'
    return satisfy === 'any' && decision === 'allow'
  }
  const skipped = scripted(level.own) !== undefined
  const open = { ipv4: skipped || through('ipv4'), ipv6: skipped || through('ipv6') }
  return { rules, satisfy, authentication, skipped, open }
}

/**
 * The first rule that names a client outside every listed network: only `all` and networks of every address do.
 * Undefined: no rule names it, which passes unless authentication is asked for.
 */
function verdict(entries: readonly Directive[], family: 'ipv4' | 'ipv6'): 'allow' | 'deny' | undefined {
  const everyone = family === 'ipv4' ? /^(?:all|[\d.]+\/0)$/ : /^(?:all|[0-9a-fA-F:.]+:[0-9a-fA-F:.]*\/0)$/
  for (const entry of entries)
    if (everyone.test(entry.args[0]?.value ?? '')) return nameOf(entry) === 'allow' ? 'allow' : 'deny'
  return undefined
}

/** `auth_basic` counts only with a user file: without one the daemon asks nobody. */
function authenticators(level: Level, settings: Settings): Directive[] {
  const found: Directive[] = []
  const add = (name: string, complete = true): void => {
    const { origin, value } = settings.setting(level, name)
    if (origin !== 'default' && value[0]?.toLowerCase() !== 'off' && complete) found.push(origin)
  }
  add('auth_basic', settings.setting(level, 'auth_basic_user_file').origin !== 'default')
  for (const name of ['auth_request', 'auth_jwt', 'auth_oidc', 'auth_ldap', 'auth_pam']) add(name)
  return found
}
