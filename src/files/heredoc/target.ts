/**
 * The file that a command fills from its here-document: of `cat > FILE`, `tee FILE` and, in a Dockerfile, `COPY <<EOF FILE`.
 * Undefined for all other commands, and for a file that is added to: what is above it decides what the text means, but for
 * kernel settings, of which each line stands for itself.
 */
export function targetOf(command: string): string | undefined {
  const words: readonly string[] = command.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []
  const found = teed(words) ?? copied(words) ?? (words.includes('cat') ? redirected(words) : undefined)
  const path = found?.replace(/^["']|["']$/g, '')
  return path && !/^(?:-|\/dev\/.*|&\d)$/.test(path) ? path : undefined
}

function teed(words: readonly string[]): string | undefined {
  const at = words.indexOf('tee')
  const own = at === -1 ? [] : words.slice(at + 1)
  const [path] = own.filter(word => !word.startsWith('-'))
  if (path?.startsWith('>')) return undefined
  return own.some(word => /^-(?:\w*a|-append)/.test(word)) ? ofLines(path) : path
}

function copied([first = '', ...words]: readonly string[]): string | undefined {
  const own = words.filter(word => !word.startsWith('--'))
  return /^(?:COPY|ADD)$/i.test(first) && own.length === 1 ? own[0] : undefined
}

function redirected(words: readonly string[]): string | undefined {
  const at = words.findIndex(word => word.startsWith('>'))
  const [, append = '', path = ''] = /^>(>?)\|?(.*)$/.exec(words[at] ?? '') ?? []
  if (at === -1) return undefined
  const target = path || words[at + 1]
  return append ? ofLines(target) : target
}

const ofLines = (path: string | undefined): string | undefined =>
  path !== undefined && /\/sysctl\.(?:conf|d\/)/.test(path) ? path : undefined
