import type { EffectiveValue } from '../formats/format.ts'
import { cleanText } from './clean-finding.ts'
import { KnownSecrets, noSecrets, secretsOf } from './known-secrets.ts'
import { secretsWithin } from './redact.ts'

/**
 * The value without secrets. The name stands before it while it is redacted, since it tells what the value is; keys of
 * a table are known by the file that they stand in.
 */
export function shownValue({ setting, value, origin }: EffectiveValue): string {
  const known = origin === 'default' ? noSecrets : new KnownSecrets(secretsWithin(origin.file, origin.span))
  return cleanText(`${setting} ${value}`, known).slice(setting.length + 1)
}

/** Where it holds, without the secrets that the condition of an `if` compares with. */
export const shownScope = ({ scope, origin }: EffectiveValue): string =>
  cleanText(scope, origin === 'default' ? noSecrets : secretsOf(origin.file))
