import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive, Word } from '../../tree/index.ts'
import type { OriginCheck } from './origin-checks.ts'
import { isMedia, refererGuard, referers } from './referer-checks.ts'

/**
 * `valid_referers ~example\.com`, where an `if` asks. nginx runs the pattern on what stands behind the scheme, without regard
 * to case (measured with 1.22.1).
 */
export function* refererPatterns(model: NginxModel): Generator<OriginCheck> {
  const seen = new Set<Word>()
  for (const level of model.writers('valid_referers').length > 0 ? model.writers('if') : []) {
    const guard = refererGuard(level)
    if (!guard || isMedia(level)) continue
    for (const { directive, word } of patternsAt(level)) {
      if (seen.has(word)) continue
      seen.add(word)
      const about = { header: 'referer', ignoreCase: true, behindScheme: true } as const
      const uses = [{ directive: guard, level }]
      yield { pattern: word.value.slice(1), ...about, directive, level, uses, variable: undefined }
    }
  }
}

const patternsAt = (level: Level): readonly { readonly directive: Directive; readonly word: Word }[] =>
  referers(level).flatMap(directive =>
    directive.args.flatMap(word => (word.value.startsWith('~') ? [{ directive, word }] : [])),
  )
