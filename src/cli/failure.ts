import type { Localized } from '../message/index.ts'
import { exit } from './exit.ts'

/** Errors that are no defect of ours: told by name, so that no command has to be loaded to know them. */
const codes: Readonly<Record<string, number>> = {
  UsageError: exit.usage,
  BaselineError: exit.usage,
  WriteError: exit.unreadable,
}

/** Undefined for a defect of ours. */
export const codeOf = (error: unknown): number | undefined => (error instanceof Error ? codes[error.name] : undefined)

/** A file of ours may have several mistakes, each on its line. */
export function linesOf(error: unknown): Localized[] {
  if (!(error instanceof Error && error.name === 'BaselineError')) return [localizedOf(error)]
  const { en, zh } = localizedOf(error)
  const other = zh.split('\n')
  return en.split('\n').map((line, at) => ({ en: line, zh: other[at] ?? line }))
}

function localizedOf(error: unknown): Localized {
  const { message, localized } = error as Partial<Error> & { localized?: Localized }
  const text = message ?? String(error)
  if (codeOf(error) !== undefined) return localized ?? { en: text, zh: text }
  return { en: `internal error, please report it: ${text}`, zh: `内部错误，请报告：${text}` }
}

/** Where a defect of ours showed itself, without the source line that Node would print. */
export const traceOf = (error: unknown): string => {
  const frames = (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter(line => line.startsWith('    at '))
  return frames
    .slice(0, 12)
    .map(line => `${line}\n`)
    .join('')
}
