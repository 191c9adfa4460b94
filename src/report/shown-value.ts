import type { EffectiveValue } from '../formats/format.ts'
import type { Localized } from '../message/index.ts'
import { cleanText } from './clean-finding.ts'
import { KnownSecrets, noSecrets, secretsOf } from './known-secrets.ts'
import { secretsWithin } from './redact.ts'

/**
 * The value without secrets. The name stands before it while it is redacted, since it tells what the value is; keys of
 * a table are known by the file that they stand in.
 */
export function shownValue(each: EffectiveValue): string {
  if (isNotHere(each)) return ''
  const { setting, value, origin } = each
  const known = origin === 'default' ? noSecrets : new KnownSecrets(secretsWithin(origin.file, origin.span))
  return cleanText(`${setting} ${value}`, known).slice(setting.length + 1)
}

/** Of a part of a configuration: the value that holds is written around it, or is the default. */
export const isNotHere = ({ origin, unseen }: EffectiveValue): boolean => unseen === true && origin === 'default'

export const notHere: Localized = { en: 'not in these files', zh: '不在这些文件中' }

/** Said beside a value of these files that another may take the place of. */
export const amongThese: Localized = { en: ' among these files', zh: '（仅就这些文件而言）' }

/** Where it holds, without the secrets that the condition of an `if` compares with. */
export const shownScope = ({ scope, origin }: EffectiveValue): string =>
  cleanText(scope, origin === 'default' ? noSecrets : secretsOf(origin.file))
