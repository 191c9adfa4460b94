import type { LoadCode } from '../code.ts'
import { levelTexts } from './level.ts'
import { referenceTexts } from './reference.ts'
import { structureTexts } from './structure.ts'
import { valueTexts } from './value.ts'

export type MessageId =
  | keyof typeof structureTexts
  | keyof typeof valueTexts
  | keyof typeof referenceTexts
  | keyof typeof levelTexts

/** The daemon's own words, the same in Chinese, and what kind of problem it is. */
type Text = readonly [code: LoadCode, en: string, zh: string] | readonly [en: string, zh: string]

/** Each id is in one of them. */
const tables: readonly Partial<Readonly<Record<MessageId, Text>>>[] = [
  structureTexts,
  valueTexts,
  referenceTexts,
  levelTexts,
]

export interface LoadMessage {
  readonly code: LoadCode
  readonly en: string
  readonly zh: string
}

export function messages(id: MessageId): LoadMessage {
  const text = tables.find(table => table[id])?.[id] as Text
  if (text.length === 3) return { code: text[0], en: text[1], zh: text[2] }
  return { code: 'invalid-value', en: `invalid ${text[0]} "{word}"`, zh: `无效的${text[1]} "{word}"` }
}

export const messageIds = (): MessageId[] => tables.flatMap(table => Object.keys(table) as MessageId[])
