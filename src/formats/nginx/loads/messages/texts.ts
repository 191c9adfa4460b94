import type { Localized } from '../../../../message/index.ts'
import type { LoadCode } from '../problem.ts'
import { messageIds, messages } from './index.ts'

/** The texts of all problems of some kinds, by message id. */
export const textsOf = (codes: readonly LoadCode[]): Readonly<Record<string, Localized>> =>
  Object.fromEntries(
    messageIds().flatMap(id => {
      const { code, en, zh } = messages(id)
      return codes.includes(code) ? [[id, { en, zh }]] : []
    }),
  )
