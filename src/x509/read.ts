import type { SourceFile, Span } from '../text/index.ts'
import { type Certificate, certificateOf } from './certificate.ts'
import { Malformed } from './der.ts'
import { type DhGroup, dhGroupOf } from './dh-group.ts'
import { bytesOf, type PemBlock, pemBlocks, type Unusable } from './pem.ts'
import { type RevocationList, revocationListOf } from './revocation-list.ts'

export interface Located<T> {
  readonly value: T
  /** Of the PEM block. */
  readonly span: Span
}

/** What a text holds of one kind, in order, and what of it cannot be read. */
export interface Reading<T> {
  readonly found: readonly Located<T>[]
  readonly problems: readonly Unusable[]
}

const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])
const listLabels: ReadonlySet<string> = new Set(['X509 CRL'])

/** Certificates of a text of PEM blocks. Never throws; linear. */
export const readCertificates = (text: string): Reading<Certificate> =>
  readAll(text, { labels: certificateLabels, read: certificateOf })

/** Revocation lists of a text of PEM blocks. Never throws; linear. */
export const readRevocationLists = (text: string): Reading<RevocationList> =>
  readAll(text, { labels: listLabels, read: revocationListOf })

const groupLabels: ReadonlySet<string> = new Set(['DH PARAMETERS', 'X9.42 DH PARAMETERS'])

/** Diffie-Hellman parameters of a text of PEM blocks. Never throws; linear. */
export const readDhGroups = (text: string): Reading<DhGroup> => readAll(text, { labels: groupLabels, read: dhGroupOf })

export interface PrivateKey {
  readonly span: Span
  /** `rsa private key` */
  readonly kind: string
  /** A passphrase is needed. */
  readonly encrypted: boolean
}

/** Private keys of a text: where they stand. Their bodies are not decoded. */
export function privateKeys(text: string): PrivateKey[] {
  const keys = pemBlocks(text).blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'))
  return keys.map(({ label, span, body }) => ({
    span,
    kind: label.toLowerCase(),
    encrypted:
      label.startsWith('ENCRYPTED ') || /^\s*Proc-Type: 4,ENCRYPTED/.test(text.slice(body.start, body.start + 80)),
  }))
}

interface Reader<T> {
  readonly labels: ReadonlySet<string>
  readonly read: (bytes: Uint8Array) => T
}

function readAll<T extends object>(text: string, { labels, read }: Reader<T>): Reading<T> {
  const { blocks, problems } = pemBlocks(text)
  const found: Located<T>[] = []
  const unusable = [...problems]
  for (const block of blocks) {
    if (!labels.has(block.label)) continue
    const value = attempt(text, block, read)
    if ('code' in value) unusable.push(value)
    else found.push({ value, span: block.span })
  }
  return { found, problems: unusable }
}

function attempt<T extends object>(text: string, block: PemBlock, read: (bytes: Uint8Array) => T): T | Unusable {
  const bytes = bytesOf(text, block)
  if ('code' in bytes) return bytes
  try {
    return read(bytes)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return { span: block.span, code: 'der', offset: error.offset }
  }
}

const certificates = new WeakMap<SourceFile, Reading<Certificate>>()

/** As above for a whole file, read once however many servers name it. */
export function certificatesOf(file: SourceFile): Reading<Certificate> {
  const known = certificates.get(file) ?? readCertificates(file.text)
  certificates.set(file, known)
  return known
}
