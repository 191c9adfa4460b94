import { severities } from '../rules/rule.ts'
import type { Compared, Repair } from './compared.ts'
import { landedIn } from './landed.ts'
import type { Finding } from './types.ts'

/**
 * Is it a finding of before about the same statement? It has another subject when it is named after the first place of
 * many, and another comes first now. One that weighs more is not the same.
 */
export function sameCause(repairs: readonly Repair[], compared: Compared): (finding: Finding) => boolean {
  let known: ReadonlyMap<string, number> | undefined
  const place = landedIn([...compared.done, ...repairs], compared.fileOf)
  return finding => {
    known ??= weights(compared)
    const at = place(finding.path, finding.span.start)
    const weight = typeof at === 'number' ? known.get(keyOf(finding, compared.fileOf(finding.path), at)) : undefined
    return weight !== undefined && weight <= severities.indexOf(finding.severity)
  }
}

const keyOf = ({ rule, messageId }: Finding, file: string, at: number): string =>
  `${rule}\0${messageId}\0${file}\0${at}`

function weights({ before, done, fileOf }: Compared): ReadonlyMap<string, number> {
  const place = landedIn(done, fileOf)
  const found = new Map<string, number>()
  for (const finding of before.findings) {
    const at = place(finding.path, finding.span.start)
    if (typeof at === 'number')
      found.set(keyOf(finding, fileOf(finding.path), at), severities.indexOf(finding.severity))
  }
  return found
}
