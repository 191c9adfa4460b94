import type { SourceFile, Span } from '../text/index.ts'
import { mask, secrets } from './redact.ts'

/** Texts are found by so many of their first characters. */
const longestStart = 6

/** Of longer secrets so much is searched for: a text and a secret of one letter repeated cost the square of the rest. */
const longestKey = 64

/** Secrets as they are written. Hiding them in a text costs the same for one as for thousands. */
export class KnownSecrets {
  /** By what is searched for: the secrets that begin so, with their places in the list, in which order they are replaced. */
  readonly #secrets = new Map<string, Map<string, number>>()
  /** By their first characters: how long those are that begin so. */
  readonly #lengths = new Map<string, Set<number>>()
  readonly #start: number

  /** None of them empty; those that hold others come first. */
  constructor(texts: readonly string[]) {
    this.#start = texts.reduce((least, { length }) => Math.min(least, length), longestStart)
    for (const [nth, text] of texts.entries()) {
      const key = text.slice(0, longestKey)
      const secrets = this.#secrets.get(key) ?? new Map<string, number>()
      this.#secrets.set(key, secrets.set(text, nth))
      // What is left of a secret where a text was cut is hidden last.
      if (key !== text && !secrets.has(key)) secrets.set(key, texts.length)
      const start = text.slice(0, this.#start)
      this.#lengths.set(start, (this.#lengths.get(start) ?? new Set()).add(key.length))
    }
  }

  hide(text: string): string {
    if (this.#secrets.size === 0) return text
    const found = this.#within(text)
    if (found.size === 0) return text
    return [...found].sort(([, a], [, b]) => a - b).reduce((rest, [secret]) => rest.replaceAll(secret, mask), text)
  }

  #within(text: string): Map<string, number> {
    const found = new Map<string, number>()
    for (let at = 0; at + this.#start <= text.length; at++)
      for (const length of this.#lengths.get(text.slice(at, at + this.#start)) ?? []) {
        const key = text.slice(at, at + length)
        if (!found.has(key)) for (const [secret, place] of this.#secrets.get(key) ?? []) found.set(secret, place)
      }
    return found
  }
}

export const noSecrets: KnownSecrets = new KnownSecrets([])

/** Shorter secrets are not searched for in messages: they would be found inside other words. */
const shortest = 6

/** By the list of the file's secrets, which grows when more of them are noted. */
const known = new WeakMap<readonly Span[], KnownSecrets>()

/** The secrets of a file. */
export function secretsOf(file: SourceFile | undefined): KnownSecrets {
  if (!file) return noSecrets
  const spans = secrets(file)
  const made = known.get(spans) ?? new KnownSecrets(secretTexts(file))
  known.set(spans, made)
  return made
}

/** As they are written, long ones first. */
export function secretTexts(file: SourceFile): readonly string[] {
  const texts = secrets(file).map(({ start, end }) => file.text.slice(start, end).trim())
  return [...new Set(texts.filter(text => text.length >= shortest))].sort((a, b) => b.length - a.length)
}
