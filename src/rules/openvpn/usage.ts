import type { OptionLine } from '../../formats/openvpn/index.ts'
import { lookUp } from '../../text/index.ts'
import type { Certificate, KeyUsage } from '../../x509/index.ts'

/** As OpenVPN counts key usage: the first bit is the highest of a byte. decipherOnly lies beyond it. */
const masks: readonly (readonly [KeyUsage, number])[] = [
  ['digitalSignature', 0x80],
  ['nonRepudiation', 0x40],
  ['keyEncipherment', 0x20],
  ['dataEncipherment', 0x10],
  ['keyAgreement', 0x08],
  ['keyCertSign', 0x04],
  ['cRLSign', 0x02],
  ['encipherOnly', 0x01],
]

/** Names under which `remote-cert-eku` knows a purpose: OpenSSL's long name and the dotted identifier. */
const purposes: Readonly<Record<string, string>> = {
  'TLS Web Server Authentication': 'serverAuth',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  'TLS Web Client Authentication': 'clientAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
}

/**
 * Does a line that checks usages accept the certificate? True for lines about something else, and for what only
 * OpenSSL can name. `remote-cert-tls server` is the business of a rule of its own.
 */
export function acceptsUsage({ name, params }: OptionLine, { keyUsage, extendedKeyUsage }: Certificate): boolean {
  if (name === 'remote-cert-tls')
    return params[0] !== 'client' || (keyUsage !== undefined && (extendedKeyUsage ?? []).includes('clientAuth'))
  if (name === 'remote-cert-eku') {
    const wanted = lookUp(purposes, params[0] ?? '') ?? params[0] ?? ''
    const known = lookUp(names, wanted) || /^\d+(?:\.\d+)+$/.test(wanted)
    return !known || (extendedKeyUsage ?? []).includes(wanted)
  }
  if (name !== 'remote-cert-ku') return true
  const given = masks.reduce((sum, [usage, mask]) => sum + (keyUsage?.includes(usage) ? mask : 0), 0)
  const wanted = params.map(text => Number.parseInt(text, 16)).filter(value => value > 0)
  return keyUsage !== undefined && (wanted.length === 0 || wanted.some(value => (given & value) === value))
}

const names: Readonly<Record<string, true>> = { serverAuth: true, clientAuth: true }

export const shownUsages = ({ keyUsage, extendedKeyUsage }: Certificate): string =>
  [...(keyUsage ?? []), ...(extendedKeyUsage ?? [])].slice(0, 8).join(', ') || '-'
