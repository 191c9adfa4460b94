import type { Localized } from '../message/index.ts'

/** The command line or a configuration file asks for something that cannot be: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly localized: Localized

  constructor(message: Localized, suggestion?: string) {
    const en = suggestion ? `${message.en}; did you mean "${suggestion}"?` : message.en
    super(en)
    this.localized = { en, zh: suggestion ? `${message.zh}；是否想用 "${suggestion}"？` : message.zh }
  }
}
