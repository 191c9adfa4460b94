import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Localized, Params } from '../../message/index.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import type { Fix, Observation, Severity, Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { causeSubject, levelCauses } from './level-causes.ts'

/** What is wrong with the words in force; undefined when nothing is. */
export interface Wrong {
  readonly message: string
  readonly params?: Params
  readonly severity?: Severity
  /** In place of the words of the check. */
  readonly wanted?: string
}

export interface ValueCheck<L extends Level> {
  readonly setting: string
  /** Asked only when some value that is written, or the default, is wrong at all. */
  readonly levels: () => Iterable<L>
  /** `unset`: nobody writes it, the words are the default of the target version. */
  wrong(words: readonly string[], unset: boolean, levels: readonly L[]): Wrong | undefined
  /** The words to write at the origin; undefined: no fix. */
  readonly wanted?: string
  readonly safety?: Fix['safety']
  readonly title?: Localized
  /** A request that shows it at one of the levels. */
  witness?(levels: readonly L[], words: readonly string[]): Witness | undefined
  /** `wrong` needs the levels to say anything: no value is right or wrong by itself. */
  readonly byLevels?: boolean
}

/**
 * Judges one value directive over many levels: one finding per origin, the levels it reaches as related places.
 * Message parameters given here: `words`, `levels`. The fix writes `wanted` at the origin, or once in http{}.
 */
export function* checkValue<L extends Level>(model: NginxModel, check: ValueCheck<L>): Generator<Observation> {
  if (!check.byLevels && !possible(model, check)) return
  const snippet = isSnippet(model)
  for (const cause of levelCauses(model, check.setting, check.levels())) {
    if (snippet && cause.unset) continue
    const wrong = check.wrong(cause.words, cause.unset, cause.levels)
    if (!wrong) continue
    const levels = summary(cause.levels, one => one.subject)
    yield {
      at: cause.at,
      subject: causeSubject(cause),
      message: { id: wrong.message, params: { words: cause.words.join(' '), levels, ...wrong.params } },
      ...(wrong.severity && { severity: wrong.severity }),
      related: affected(cause.levels),
      ...(check.witness && { witness: () => check.witness?.(cause.levels, cause.words) }),
      fixes: check.wanted === undefined ? [] : [fix(check, cause.level, wrong.wanted ?? check.wanted)],
    }
  }
}

/**
 * What surrounds a snippet of an ingress is written by its controller, that of a server or location by its server:
 * nothing is left at its default for sure.
 */
const isSnippet = ({ forest, fragment }: NginxModel): boolean =>
  forest.trees[0]?.file.part?.context !== undefined || fragment.length > 1

/** Most files write nothing wrong: that is known without looking at every place where requests end. */
function possible<L extends Level>(model: NginxModel, { setting, wrong }: ValueCheck<L>): boolean {
  const outer = model.setting(model.http ?? model.stream ?? model.main, setting)
  if (wrong(outer.value, outer.origin === 'default', [])) return true
  return model.writers(setting).some(level => wrong(model.setting(level, setting).value, false, []) !== undefined)
}

const fix = <L extends Level>(check: ValueCheck<L>, level: Level, wanted: string): Fix => ({
  title: check.title ?? { en: `set ${check.setting} to ${wanted}`, zh: `将 ${check.setting} 设为 ${wanted}` },
  safety: check.safety ?? 'safe',
  edits: setAt(level, check.setting, wanted),
  changes: [check.setting],
})
