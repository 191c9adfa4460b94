import type { Directive } from '../../../tree/index.ts'
import type { Level } from '../model.ts'
import { nameOf } from '../syntax.ts'

/** Levels at and below `level` that no nearer writer separates from it. */
export function inheritors(level: Level, name: string): readonly Level[] {
  const found: Level[] = []
  const stack: Level[] = [level]
  for (let inner = stack.pop(); inner; inner = stack.pop()) {
    if (inner !== level && writesSlot(inner, name)) continue
    found.push(inner)
    for (let at = inner.children.length - 1; at >= 0; at--) stack.push(inner.children[at] as Level)
  }
  return found
}

/** What is not inherited still holds in the `if` and `limit_except` blocks of its own level. */
export const keeps = ({ context }: Level): boolean =>
  context === 'if-in-location' || context === 'if-in-server' || context === 'limit_except'

/** Directives that share a slot or a list. */
export const partners: Readonly<Record<string, string>> = { root: 'alias', alias: 'root', allow: 'deny', deny: 'allow' }

/** Does a level write the name, or what shares its slot? */
export const writesSlot = (level: Level, name: string): boolean =>
  level.writes(name) || ((name === 'root' || name === 'alias') && level.writes(name === 'root' ? 'alias' : 'root'))

/** Does a level write the name, or what shares its list? */
export const writesList = (level: Level, name: string): boolean =>
  level.writes(name) || ((name === 'allow' || name === 'deny') && level.writes(name === 'allow' ? 'deny' : 'allow'))

/** `root` and `alias` share one slot: the nearer of the two is in force. */
export function writtenSlot(level: Level, name: string): readonly Directive[] {
  const own = level.written(name)
  if (own.length > 0 || (name !== 'root' && name !== 'alias')) return own
  return level.written(name === 'root' ? 'alias' : 'root')
}

export function writtenList(level: Level, name: string): readonly Directive[] {
  if (name !== 'allow' && name !== 'deny') return level.written(name)
  if (!level.writes('allow')) return level.written('deny')
  return level.own.filter(directive => nameOf(directive) === 'allow' || nameOf(directive) === 'deny')
}
