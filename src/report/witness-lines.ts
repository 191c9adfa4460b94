import type { Finding } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import { shownCommands } from './curl.ts'
import { say, type View } from './view.ts'

export const shownBy: Localized = { en: 'shown by', zh: '验证请求' }

/** What a request shows and the commands that send it, where a format has lines for it; none without a witness. */
export function witnessLines({ witness }: Finding, view: View): string[] {
  if (!witness) return []
  const colon = view.lang === 'zh' ? '：' : ': '
  return [`${say(view, shownBy)}${colon}${say(view, witness.provokes.summary)}`, ...shownCommands(witness)]
}
