import type { Localized } from '../message/index.ts'
import type { Baseline, Control } from './types.ts'

/** Finds what a name in `extends` stands for. */
export type Lookup = (name: string) => Baseline | undefined

/** Its message is the English text. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError'
  readonly localized: Localized
  constructor(text: Localized | string) {
    const both = typeof text === 'string' ? { en: text, zh: text } : text
    super(both.en)
    this.localized = both
  }
}

/**
 * A baseline with everything it extends poured in: parents in the order of `extends`, later ones over earlier ones,
 * its own words last.
 * @throws BaselineError when a name is unknown or a baseline extends itself.
 */
export function flatten(baseline: Baseline, lookup: Lookup, chain: readonly string[] = []): Baseline {
  if (chain.includes(baseline.name)) throw new BaselineError(circle([...chain, baseline.name]))
  const parents = baseline.extends.map(name => {
    const parent = lookup(name)
    if (!parent)
      throw new BaselineError({
        en: `${baseline.name} extends ${name}, which is unknown`,
        zh: `${baseline.name} 继承未知的 ${name}`,
      })
    return flatten(parent, lookup, [...chain, baseline.name])
  })
  return parents.reduceRight((own, parent) => over(parent, own), baseline)
}

/** Each of them extends the next, and the last is among those before. */
export const circle = (chain: readonly string[]): Localized => ({
  en: `${chain.join(' extends ')}: a circle`,
  zh: `${chain.join(' 继承 ')}：形成循环`,
})

/** `own` on top of `parent`. */
function over(parent: Baseline, own: Baseline): Baseline {
  const { controls } = withControls(parent, own.controls)
  const replaced = new Set(own.settings.map(settingId))
  const kept = parent.settings.filter(setting => !replaced.has(settingId(setting)))
  const evidence = own.evidence ?? parent.evidence
  return { ...own, ...(evidence !== undefined && { evidence }), controls, settings: [...kept, ...own.settings] }
}

/** A baseline with some controls laid over its own. */
export function withControls(baseline: Baseline, own: Baseline['controls']): Baseline {
  const controls: Record<string, Control> = { ...baseline.controls }
  for (const [rule, control] of Object.entries(own)) controls[rule] = both(controls[rule], control)
  return { ...baseline, controls }
}

const both = (parent: Control | undefined, own: Control): Control => ({
  ...parent,
  ...own,
  ...((parent?.options || own.options) && { options: { ...parent?.options, ...own.options } }),
})

/** The rule id that findings of a setting carry. */
export const settingId = ({ id, format, setting }: Baseline['settings'][number]): string =>
  id ?? `setting/${format}/${setting}`
