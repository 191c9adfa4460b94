import type { Management, Privileges, Scripts } from '../model.ts'
import { numberOf } from '../numbers.ts'
import { hasLetter } from '../options.ts'
import { every } from '../query.ts'
import type { Situation } from '../situation.ts'
import { as, flag, parameter, settingOf } from './setting.ts'

/** As whom the daemon runs, and what it keeps over a restart. */
export function privilegesOf(facts: Situation): Privileges {
  const key = flag(facts, 'persist-key')
  return {
    user: parameter(facts, 'user'),
    group: parameter(facts, 'group'),
    chroot: parameter(facts, 'chroot'),
    persistKey: facts.since('2.7') ? as(key, true) : key,
    persistTun: flag(facts, 'persist-tun'),
  }
}

/** Scripts in force: of each option the last one, when the level allows to run it or not. */
export function scriptsOf(facts: Situation): Scripts {
  const names = [...facts.byName.keys()].filter(name => hasLetter(name, 'u') || name === 'tls-crypt-v2-verify')
  return {
    security: settingOf(facts, 'script-security', line => numberOf(line?.params[0], 1)),
    lines: names.flatMap(name => facts.line(name) ?? []),
    plugins: every(facts, 'plugin'),
  }
}

export function managementOf(facts: Situation): Management | undefined {
  const line = facts.line('management')
  if (!line) return undefined
  const [address = '', port = '', passwordFile] = line.params
  return { line, address, port, passwordFile }
}
