import type { Lang, Localized } from '../message/index.ts'
import { columns } from '../report/medium/plain.ts'
import { type Pen, pen } from '../report/medium/terminal.ts'
import { redactText } from '../report/redact.ts'
import type { AnyRule } from '../rules/rule.ts'
import type { Question } from './question.ts'

/** What a session needs to be seen. */
export interface Look {
  readonly lang: Lang
  readonly color: boolean
  readonly columns: number
  rule(id: string): AnyRule | undefined
  /** The page of a rule as Markdown. */
  page(id: string): string | undefined
  /** Where that page can be read. */
  address(id: string): string | undefined
}

/** Lines for a terminal, harmless already, and what is asked after them. */
export interface Presented {
  readonly lines: readonly string[]
  readonly question: Question
}

export const penOf = ({ color }: Look): Pen => pen(color)

/** Text of unknown origin for a terminal: no secret, nothing that acts. */
export const shown = (look: Look, text: Localized): string => penOf(look)(redactText(text[look.lang]))

/** `── text ──────`, as wide as the terminal, at most 100 columns. */
export function ruler(text: string, look: Look): string {
  const width = Math.min(look.columns, 100)
  const rest = Math.max(3, width - columns(text) - 4)
  return penOf(look)(`── ${text} ${'─'.repeat(rest)}`, 'bold')
}

/** As much of a text as fits, on one line. */
export function fitted(text: string, width: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (columns(flat) <= width) return flat
  const room = Math.max(1, width - 1)
  let used = 0
  const kept = [...flat].findIndex(char => {
    used += columns(char)
    return used > room
  })
  return `${[...flat].slice(0, kept).join('')}…`
}

const ending = /[.?!](?= |$)|[。？！]/g

/** Whole sentences, as many as fit; of the first alone as much as fits. */
export function sentences(text: string, width: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const ends = [...flat.matchAll(ending)].map(({ index }) => index + 1)
  const end = ends.findLast(each => columns(flat.slice(0, each)) <= width)
  return end === undefined ? fitted(flat, width) : flat.slice(0, end)
}
