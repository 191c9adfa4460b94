export type Lang = 'en' | 'zh'

/** One text in every language the program speaks. */
export interface Localized {
  readonly en: string
  readonly zh: string
}

export type Params = Readonly<Record<string, string | number | readonly string[]>>

/** A text by id, with the values that fill its `{holes}`. */
export interface Message {
  readonly id: string
  readonly params?: Params
}

/** Fills `{name}` holes. Lists are joined with a comma. A hole without a value stays as it is. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name]
    if (value === undefined) return hole
    return Array.isArray(value) ? value.join(', ') : String(value)
  })
}

/** Fills both languages at once. */
export const localize = (text: Localized, params: Params = {}): Localized => ({
  en: fill(text.en, params),
  zh: fill(text.zh, params),
})
