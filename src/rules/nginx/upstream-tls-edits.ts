import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { insertAt, setAt } from '../../remedies/nginx/set-at.ts'
import type { Edit } from '../../text/index.ts'
import type { Pass } from './targets.ts'

/** Where `*_ssl_*` may stand: an `if` and `limit_except` take the values of their location. */
export function settable(level: Level): Level {
  let at = level
  while (/^(?:if-|limit_except)/.test(at.context) && at.parent) at = at.parent
  return at
}

export const settableLevels = (group: readonly Pass[]): readonly Level[] => [
  ...new Set(group.map(({ handler }) => settable(handler.level))),
]

/** Writes values where the request is handed on; they are no lists, so nothing inherited is lost. */
export function writeAt(level: Level, values: Readonly<Record<string, string>>): Edit[] {
  const entries = Object.entries(values)
  const there = entries.filter(([name]) => level.writes(name))
  const lines = entries.filter(one => !there.includes(one)).map(([name, value]) => `${name} ${value};`)
  const edits = there.flatMap(([name, value]) => setAt(level, name, value))
  return lines.length > 0 ? [...edits, ...insertAt(level, entries[0]?.[0] ?? '', lines)] : edits
}

/** The one host name behind all targets; undefined when there are several, or addresses. */
export function hostOf({ targets }: Pass): string | undefined {
  const hosts = new Set(targets.map(({ host }) => host.toLowerCase()))
  const [only] = targets
  return hosts.size === 1 && only && !only.literal && only.reach !== 'unknown' ? only.host : undefined
}

/** A group called like a host is the usual way to give it a certificate's name. */
const certificateName = (group: string): boolean => group.includes('.')

/** What the checked name is when no certificate can be for it. */
export function unusable(model: NginxModel, pass: Pass): 'address' | 'group' | undefined {
  const { origin, value } = model.setting(pass.handler.level, `${pass.family}_ssl_name`)
  if (origin !== 'default' && value.join('') !== '' && value.join('') !== '$proxy_host') return undefined
  const { upstream } = pass.serve
  if (upstream) return certificateName(upstream.name) ? undefined : 'group'
  return pass.targets[0]?.literal ? 'address' : undefined
}
