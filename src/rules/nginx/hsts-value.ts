import type { Literal } from '../../formats/nginx/credentials/literals.ts'
import type { Level } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceArguments, replaceWord } from '../../tree/index.ts'
import { type Fix, type Observation, type OptionsSchema, placeOf } from '../rule.ts'

export interface HstsOptions {
  /** Least max-age in seconds. */
  readonly minAge: number
  readonly includeSubDomains: boolean
  readonly preload: boolean
  /** Servers that are APIs by their names count too. */
  readonly apis: boolean
}

export const hstsSchema: OptionsSchema = {
  type: 'object',
  properties: {
    minAge: { type: 'integer', minimum: 0 },
    includeSubDomains: { type: 'boolean' },
    preload: { type: 'boolean' },
    apis: { type: 'boolean' },
  },
}

/** An `add_header` with its level, and the constant that its variable is. */
export interface Sent {
  readonly entry: Directive
  readonly level: Level
  readonly constant?: Literal | undefined
}

/** `add_header Strict-Transport-Security VALUE [always]` against the options. Another variable decides elsewhere. */
export function* judged({ entry, level, constant }: Sent, options: HstsOptions): Iterable<Observation> {
  const value = constant?.value ?? argumentAt(entry, 1)
  if (value.includes('$')) return
  const wanted = wantedFor(value, options)
  const always = entry.args[2]?.value === 'always'
  if (wanted === value && always) return
  const id = wanted === value ? 'errors' : 'weak'
  const word = id === 'weak' ? constant?.at.args.at(-1) : undefined
  const at = constant && word ? constant.at : entry
  const text = constant ? entry.args[1]?.raw : `"${wanted}"`
  const fix: Fix = {
    title: { en: `Send "${wanted}" with every answer`, zh: `所有响应都发送 "${wanted}"` },
    safety: widens(value, wanted) ? 'unsafe' : 'safe',
    edits: [
      word
        ? replaceWord(at.file, word, `"${wanted}"`)
        : replaceArguments(entry, `Strict-Transport-Security ${text} always`),
    ],
    changes: [word ? '*' : 'add_header'],
  }
  yield { at: placeOf(at), subject: level.subject, message: { id, params: { value, wanted } }, fixes: [fix] }
}

const flags = (value: string): Set<string> => new Set(value.split(';').map(part => part.trim().toLowerCase()))

/** The value itself when it is enough, else the least that is. */
function wantedFor(value: string, { minAge, includeSubDomains, preload }: HstsOptions): string {
  const age = Number(/(?:^|;)\s*max-age\s*=\s*"?(\d{1,15})/i.exec(value)?.[1] ?? -1)
  const has = flags(value)
  const sub = has.has('includesubdomains')
  if (age >= minAge && (sub || !includeSubDomains) && (has.has('preload') || !preload)) return value
  const parts = [`max-age=${Math.max(age, minAge)}`]
  if (sub || includeSubDomains) parts.push('includeSubDomains')
  if (has.has('preload') || preload) parts.push('preload')
  return parts.join('; ')
}

/** Hosts below the name, or every browser's own list, are concerned from then on. */
const widens = (before: string, after: string): boolean =>
  ['includesubdomains', 'preload'].some(flag => flags(after).has(flag) && !flags(before).has(flag))

export const addHeader = (edits: readonly Edit[]): Fix => ({
  title: { en: 'Send Strict-Transport-Security', zh: '发送 Strict-Transport-Security' },
  safety: 'safe',
  edits,
  changes: ['add_header'],
})
