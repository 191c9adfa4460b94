import type { Problem } from '../../tree/index.ts'
import { readCertificates } from '../../x509/index.ts'
import { problem } from './messages.ts'
import type { Reading } from './reading.ts'

const blocks: ReadonlySet<string> = new Set(['ca', 'cert', 'extra-certs'])

/**
 * Blocks without a certificate, or with one that is broken: the daemon stops at both (measured with 2.6.14). Whoever shares a
 * file often takes its certificates out, so that this decides nothing about the file that is run.
 */
export const unreadCertificates = ({ lines }: Reading): Problem[] =>
  lines.flatMap(({ name, inline, effect, directive }) => {
    const { block, file } = directive
    if (!inline || effect !== 'applies' || !block?.body || !blocks.has(name)) return []
    const { found, problems } = readCertificates(file.text.slice(block.body.start, block.body.end))
    return found.length > 0 && problems.length === 0 ? [] : [problem('inline-certificate', directive, { name })]
  })
