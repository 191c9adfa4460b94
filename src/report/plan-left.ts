import type { LeftFinding, Plan } from '../engine/types.ts'
import { cleanText } from './clean-finding.ts'
import { secretsOf } from './known-secrets.ts'
import { severityText } from './summary.ts'
import type { View } from './view.ts'

export type About = Pick<View, 'lang'> & Partial<Pick<View, 'source'>>

/** More than anybody works through in one sitting; the JSON plan has all. */
const most = 30

/** What no step repairs, the heaviest first. Not yet made safe for a medium. */
export interface LeftLine {
  readonly severity: string
  readonly rule: string
  readonly place: string
  readonly message: string
}

export function leftLines(
  { left }: Plan,
  about: About,
): { readonly shown: readonly LeftLine[]; readonly more: number } {
  const shown = left.slice(0, most).map(each => ({
    severity: severityText[each.severity][about.lang],
    rule: each.rule,
    place: `${each.path}:${each.line}`,
    message: leftMessage(each, about) + (each.unsafe ? offer[about.lang] : ''),
  }))
  return { shown, more: Math.max(0, left.length - most) }
}

const offer = { en: ' ("confward fix --unsafe" has a fix)', zh: '（"confward fix --unsafe" 可修复）' }

/** Without the secrets of the file it speaks about. */
export const leftMessage = ({ message, path }: LeftFinding, { lang, source }: About): string =>
  cleanText(message[lang], secretsOf(source?.(path)))

/** One line each, and one that says how many more there are. */
export function leftTexts(plan: Plan, about: About): string[] {
  const { shown, more } = leftLines(plan, about)
  const colon = about.lang === 'zh' ? '：' : ': '
  const lines = shown.map(({ severity, rule, place, message }) => `${severity} ${rule} ${place}${colon}${message}`)
  return more > 0 ? [...lines, `… +${more}`] : lines
}
