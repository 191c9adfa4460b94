import { isUnreadable } from '../../files/index.ts'
import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { type Certificate, certificatesOf, readCertificates } from '../../x509/index.ts'

/** Options whose file or block holds nothing secret. */
type PublicOption = 'ca' | 'cert' | 'crl-verify' | 'dh' | 'extra-certs' | 'peer-fingerprint'

/** The text of an inline block. */
export function bodyOf({ directive }: OptionLine): string | undefined {
  const body = directive.block?.body
  return body && directive.file.text.slice(body.start, body.end)
}

/** What an option says inline or by its file; undefined when that is not given. */
export function materialOf(model: OpenvpnModel, name: PublicOption): string | undefined {
  const line = last(model, name)
  if (!line || line.inline) return line && bodyOf(line)
  const found = model.files.find(file => file.line === line)?.found
  return found && !isUnreadable(found) ? found.text : undefined
}

/** The certificates of an option, in order; none when they are not given. */
export function certificatesIn(model: OpenvpnModel, name: PublicOption): Certificate[] {
  const line = last(model, name)
  const found = line && !line.inline ? model.files.find(file => file.line === line)?.found : undefined
  const reading =
    found && !isUnreadable(found) ? certificatesOf(found) : readCertificates(materialOf(model, name) ?? '')
  return reading.found.map(({ value }) => value)
}

/** What this end shows to the other: its certificate and those it sends along. */
export interface Identity {
  readonly line: OptionLine
  readonly leaf: Certificate
  readonly chain: readonly Certificate[]
}

export function identityOf(model: OpenvpnModel): Identity | undefined {
  const line = last(model, 'cert')
  const [leaf, ...chain] = certificatesIn(model, 'cert')
  return line && leaf && { line, leaf, chain: [...chain, ...certificatesIn(model, 'extra-certs')] }
}

/** Inline blocks are pointed at by their start tag. */
export const placeOfLine = ({ directive, inline }: OptionLine): OptionLine['directive'] | Tag =>
  inline ? { file: directive.file, span: directive.name.span } : directive

type Tag = Pick<OptionLine['directive'], 'file' | 'span'>

/** A name as it may be printed. */
export const shownName = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name)

/** Where material stands, as it may be printed: `<ca>`, `ca "ca.crt"`. */
export const shownSource = ({ name, inline, params }: OptionLine): string =>
  inline ? `<${name}>` : `${name} "${shownName(params[0] ?? '')}"`
