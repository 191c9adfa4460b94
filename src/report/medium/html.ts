import { xml } from './xml.ts'

/** HTML of ours. Text becomes such only through the `html` template, which escapes it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Value = string | number | Markup | undefined | readonly Value[]

/** A template whose values are escaped unless they are markup; lists are joined, undefined is nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(parts.map((part, at) => part + (at < values.length ? written(values[at]) : '')).join(''))

function written(value: Value): string {
  if (value === undefined) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'string' || typeof value === 'number') return xml(String(value))
  return value.map(written).join('')
}

/** Lines of code: tabs as blanks, everything else that would act as an escape. */
export const codeText = (text: string): string => text.replaceAll('\t', '    ').replace(/\r$/, '')
