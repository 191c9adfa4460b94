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
  let text = ''
  let done = 0
  for (let open = template.indexOf('{'); open !== -1; open = template.indexOf('{', open + 1)) {
    const close = template.indexOf('}', open)
    if (close === -1) break
    const value = params[template.slice(open + 1, close)]
    if (value === undefined) continue
    text += template.slice(done, open) + (typeof value === 'object' ? value.join(', ') : value)
    done = close + 1
  }
  return text + template.slice(done)
}

/** Fills both languages at once. */
export const localize = (text: Localized, params: Params = {}): Localized => ({
  en: fill(text.en, params),
  zh: fill(text.zh, params),
})
