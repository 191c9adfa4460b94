import type { Certificate } from './certificate.ts'

/**
 * Do clients accept the certificate for this name (RFC 9525)? Alternative names only, as browsers do it: a common name
 * counts for nothing. A wildcard stands for exactly one label; a name that is a wildcard needs that very wildcard.
 */
export function covers({ dnsNames, addresses }: Certificate, name: string): boolean {
  const wanted = name.toLowerCase().replace(/\.$/, '')
  const wildcard = `*${wanted.slice(wanted.indexOf('.'))}`
  return (
    addresses.includes(wanted.replace(/^\[|\]$/g, '')) ||
    dnsNames.some(each => {
      const given = each.toLowerCase()
      return given === wanted || (wanted.includes('.') && given === wildcard)
    })
  )
}

/** Could `issuer` have signed it, by names and key identifiers? OpenSSL looks for issuers the same way. */
export const isIssuer = (issuer: Certificate, certificate: Certificate): boolean =>
  issuer.subject.key === certificate.issuer.key &&
  (issuer.subjectKey === undefined ||
    certificate.authorityKey === undefined ||
    issuer.subjectKey === certificate.authorityKey)

/** Whole days from a date to a moment, negative once it has passed. @param today ISO date or time */
export const daysUntil = (moment: string, today: string): number =>
  Math.floor((Date.parse(moment) - Date.parse(today)) / 86_400_000)
