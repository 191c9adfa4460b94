import type { Directive } from '../../../tree/index.ts'
import type { Access, Level } from '../model.ts'
import { nameOf } from '../syntax.ts'
import { decider } from './decider.ts'
import { scriptedAt } from './script.ts'
import type { Settings } from './settings.ts'

/** `auth_basic` counts only with a user file: without one the daemon asks nobody. */
const asking = ['auth_basic', 'auth_request', 'auth_jwt', 'auth_oidc', 'auth_ldap', 'auth_pam']

/** What a stranger without credentials meets at a level: access rules and authentication together. */
export class Accesses {
  private readonly settings: Settings
  private askedNames: readonly string[] | undefined
  /** Of every level where nothing is written about it: most are such. */
  private free: Access | undefined

  constructor(settings: Settings) {
    this.settings = settings
    this.askedNames = undefined
    this.free = undefined
  }

  of(level: Level): Access {
    const { settings } = this
    const rules = settings.list(level, 'allow')
    const satisfy = settings.setting(level, 'satisfy').value[0]?.toLowerCase() === 'any' ? 'any' : 'all'
    const authentication = this.authenticators(level)
    // In stream{} a `return` is what hands on, after the access rules.
    const skipped = level.world === 'http' && scriptedAt(level) !== undefined
    const plain = !skipped && satisfy === 'all' && !rules.at && authentication.length === 0
    if (plain && this.free) return this.free
    const through = (family: 'ipv4' | 'ipv6'): boolean => {
      const rule = decider(rules.entries, family)
      const decision = rule && nameOf(rule)
      if (authentication.length === 0) return decision !== 'deny'
      return satisfy === 'any' && decision === 'allow'
    }
    const open = { ipv4: skipped || through('ipv4'), ipv6: skipped || through('ipv6') }
    const access: Access = { rules, satisfy, authentication, skipped, open }
    if (plain) this.free = access
    return access
  }

  private authenticators(level: Level): readonly Directive[] {
    this.askedNames ??= asking.filter(name => !this.settings.nowhere(name))
    const found: Directive[] = []
    for (const name of this.askedNames) {
      const { origin, value } = this.settings.setting(level, name)
      if (origin !== 'default' && value[0]?.toLowerCase() !== 'off' && this.isComplete(level, name)) found.push(origin)
    }
    return found
  }

  private isComplete(level: Level, name: string): boolean {
    return name !== 'auth_basic' || this.settings.setting(level, 'auth_basic_user_file').origin !== 'default'
  }
}
