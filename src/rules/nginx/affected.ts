import type { Level } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { type Place, placeOf, type Related } from '../rule.ts'

/** How many affected places one finding shows; the message carries the full count. */
const most = 20

/** Levels that a cause reaches, as related places. Levels that nobody wrote (of a fragment) have no place. */
export function affected(levels: Iterable<Level>): readonly Related[] {
  const places: Related[] = []
  for (const level of levels) {
    if (places.length === most) break
    if (!level.directive) continue
    places.push({
      at: placeOf(level.directive),
      message: { en: `affects ${level.subject}`, zh: `影响 ${level.subject}` },
    })
  }
  return places
}

/** Where a level that lacks something begins; of a fragment that has no block around it its first server or statement. */
export function placeOfLevel(level: Level): Place | undefined {
  const server = level.directive ?? level.children.find(({ context }) => /^(?:\w+-)?server$/.test(context))?.directive
  const directive = server ?? level.own[0]
  return directive && lacking(directive, level)
}

/** A place for what is written nowhere: not at the level, nor around it. */
export function lacking(directive: Directive, level: Level): Place {
  const block = /^(?:server|location)$/.test(level.context) ? level.directive?.block : undefined
  return { ...placeOf(directive), lacks: block?.span ?? 'anywhere' }
}

/** Nearest level at or above `level` that writes the directive. */
export function writer(level: Level, name: string): Level | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.writes(name)) return at
  return undefined
}

/** Texts for a message: the first three, and how many more. Of others than texts `text` says what is shown. */
export function summary(texts: readonly string[]): string
export function summary<T>(all: readonly T[], text: (one: T) => string): string
export function summary<T>(all: readonly T[], text = String as (one: T) => string): string {
  const shown = all.slice(0, 3).map(text).join(', ')
  return all.length > 3 ? `${shown} +${all.length - 3}` : shown
}
