import type { ServerName } from '../../formats/nginx/model.ts'

/**
 * Top levels no public CA issues for: special-use names (RFC 2606, 6761, 6762, 7686, 8375, 9476), the private-use
 * domain `internal`, and what companies use inside by habit. `example` is left out: it stands for the reader's own name
 * in documentation, and the rehearsal against the CA would refuse it.
 */
export const notPublic: readonly string[] = [
  'alt',
  'arpa',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
  'test',
]

export type Refusal =
  | 'option'
  | 'characters'
  | 'labels'
  | 'hyphen'
  | 'length'
  | 'address'
  | 'top-level'
  | 'wildcard'
  | 'no-name'

export type NameCheck =
  | { readonly ok: true; readonly name: string; readonly challenge: 'http-01' | 'dns-01' }
  | { readonly ok: false; readonly because: Refusal }

const refused = (because: Refusal): NameCheck => ({ ok: false, because })

/**
 * Would a CA issue for this name? Checked before any command is written, because certbot passes most bad names on.
 * @param privateCa a CA of one's own: any top level will do.
 */
export function checkName(written: string, privateCa = false): NameCheck {
  if (written.startsWith('-')) return refused('option')
  const name = written.toLowerCase().replace(/\.$/, '')
  const wildcard = name.startsWith('*.')
  const labels = (wildcard ? name.slice(2) : name).split('.')
  if (name.length > 253 || labels.some(label => label.length > 63)) return refused('length')
  if (labels.some(label => label.includes('*'))) return refused('wildcard')
  if (!labels.every(label => /^[a-z0-9-]+$/.test(label))) return refused('characters')
  if (labels.every(label => /^\d+$/.test(label))) return refused('address')
  if (labels.length < 2 || labels.length > 10) return refused('labels')
  if (!labels.every(wellFormed)) return refused('hyphen')
  if (!privateCa && !publicTopLevel(labels.at(-1) as string)) return refused('top-level')
  return { ok: true, name, challenge: wildcard ? 'dns-01' : 'http-01' }
}

/** No hyphen at either end; `??--` is reserved for `xn--`. */
const wellFormed = (label: string): boolean =>
  !label.startsWith('-') && !label.endsWith('-') && (label.slice(2, 4) !== '--' || label.startsWith('xn--'))

const publicTopLevel = (label: string): boolean => !notPublic.includes(label) && !/^\d/.test(label) && label.length > 1

/** The names a `server_name` entry asks a certificate for: `.example.com` means the domain and all below it. */
export function namesOf(entry: ServerName): readonly string[] {
  switch (entry.kind) {
    case 'exact':
    case 'wildcard-start':
      return [entry.value]
    case 'dot':
      return [entry.value.slice(1), `*${entry.value}`]
    default:
      return []
  }
}

/** Is there a name among them that a CA would issue for? */
export const hasCertificateName = (entries: readonly ServerName[]): boolean =>
  entries.some(entry => namesOf(entry).some(name => checkName(name).ok))

/** What one certificate for these entries covers, and how the CA can check it. Undefined: no name is usable. */
export interface CertificateNames {
  /** Name of the lineage: the first usable name without `*.`. */
  readonly lineage: string
  readonly names: readonly string[]
  readonly challenge: 'http-01' | 'dns-01'
}

export function certificateNames(
  entries: readonly ServerName[],
  privateCa = false,
  most: number = Number.POSITIVE_INFINITY,
): CertificateNames | undefined {
  const names = new Set<string>()
  let challenge: CertificateNames['challenge'] = 'http-01'
  for (const name of entries.flatMap(namesOf)) {
    const check = checkName(name, privateCa)
    if (!check.ok) continue
    names.add(check.name)
    if (check.challenge === 'dns-01') challenge = 'dns-01'
    if (names.size > most) return undefined
  }
  const [first] = names
  return first === undefined ? undefined : { lineage: withoutStar(first), names: [...names], challenge }
}

/** The lineage alone, for which the first usable name is enough. */
export function lineageOf(entries: readonly ServerName[], privateCa: boolean): string | undefined {
  for (const entry of entries)
    for (const name of namesOf(entry)) {
      const check = checkName(name, privateCa)
      if (check.ok) return withoutStar(check.name)
    }
  return undefined
}

const withoutStar = (name: string): string => name.replace(/^\*\./, '')
