import { isUnreadable } from '../../files/index.ts'
import { lookUp } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { pemLabels } from '../../x509/index.ts'
import type { FileReference, OpenvpnModel, OptionLine } from './model.ts'

const certificate = /^(?:X509 |TRUSTED )?CERTIFICATE$/
const shared = /^OpenVPN Static key V1$/

/** What a block or file of an option has to hold. OpenSSL does not know the form in which OpenSSH writes keys. */
const kinds: Readonly<Record<string, RegExp>> = {
  ca: certificate,
  cert: certificate,
  'extra-certs': certificate,
  key: /^(?!OPENSSH )(?:.* )?PRIVATE KEY$/,
  dh: /^(?:X9\.42 )?DH PARAMETERS$/,
  'tls-auth': shared,
  'tls-crypt': shared,
  secret: shared,
}

/** Options that take the other key of a pair on each side. */
const wrapped = { server: /^OpenVPN tls-crypt-v2 server key$/, client: /^OpenVPN tls-crypt-v2 client key$/ }
const serving = /^(?:tls-server|server|server-bridge|server-ipv6)$/

export interface WrongMaterial {
  readonly line: OptionLine
  /** Labels of what is there. */
  readonly found: string
  /** A static key was cut off after so many bytes. */
  readonly bytes?: number
}

/**
 * Blocks and files that hold keys or certificates, and none of the kind that their option takes: the daemon stops (measured
 * with 2.6.14). Without any key or certificate in it, a block may have been emptied by whoever shares it.
 */
export function wrongMaterial({ lines, files }: Pick<OpenvpnModel, 'lines' | 'files'>): WrongMaterial[] {
  const applied = lines.filter(({ effect }) => effect === 'applies')
  const side = applied.some(({ name }) => serving.test(name)) ? 'server' : 'client'
  return deciding(applied).flatMap(line => {
    const wanted = line.name === 'tls-crypt-v2' ? wrapped[side] : lookUp(kinds, line.name)
    const text = wanted ? textOf(line, files) : ''
    const labels = pemLabels(text)
    const bytes = wanted === shared ? bytesOf(text) : undefined
    if (bytes) return [{ line, found: shown(labels), bytes }]
    const wrong = wanted && labels.length > 0 && !labels.some(label => wanted.test(label))
    return wrong ? [{ line, found: shown(labels) }] : []
  })
}

/** How much of a static key is there when it is not enough; undefined when it is, and when less than a line of it was left to be shown. */
function bytesOf(text: string): number | undefined {
  const body = /^-----BEGIN OpenVPN Static key V1-----\r?\n([0-9A-Fa-f\s]*)-----END/m.exec(text)?.[1]
  const bytes = body === undefined ? 0 : Math.floor(body.replace(/\s/g, '').length / 2)
  return bytes >= 16 && bytes < 128 ? bytes : undefined
}

/** The last line of each option, here and in each `<connection>`. */
function deciding(lines: readonly OptionLine[]): OptionLine[] {
  const found = new Map<Directive | undefined, Map<string, OptionLine>>()
  for (const line of lines) {
    const own = found.get(line.connection) ?? new Map<string, OptionLine>()
    found.set(line.connection, own.set(line.name, line))
  }
  return [...found.values()].flatMap(own => [...own.values()])
}

function textOf(line: OptionLine, files: readonly FileReference[]): string {
  const { block, file } = line.directive
  if (line.inline) return block?.body ? file.text.slice(block.body.start, block.body.end) : ''
  const found = files.find(each => each.line === line)?.found
  return found && !isUnreadable(found) ? found.text : ''
}

/** The label is whatever the author of the file likes: only usual ones are repeated. */
const shown = (labels: readonly string[]): string =>
  [...new Set(labels.map(label => (/^[A-Za-z0-9. -]{1,40}$/.test(label) ? label : '…')))].slice(0, 3).join(', ')
