import type { SourceFile } from '../../text/index.ts'

/** Characters that are looked at. */
export const sample = 8000

/** Names that hardly any other format has at the start of a line. */
export const telling: ReadonlySet<string> = new Set([
  'client',
  'remote',
  'dev',
  'nobind',
  'tls-client',
  'tls-server',
  'persist-tun',
  'persist-key',
  'remote-cert-tls',
  'tls-auth',
  'tls-crypt',
  'comp-lzo',
  'resolv-retry',
  'auth-user-pass',
  'redirect-gateway',
  'ifconfig-pool-persist',
  'topology',
  'push',
  'verb',
  'ca',
])

/** Worth parsing to find out? By its path, or because two lines begin with a name that tells. */
export function plausible({ path, text }: SourceFile): boolean {
  if (/\.ovpn(?:\.|$)|openvpn/i.test(path)) return true
  let signs = 0
  for (const line of text.slice(0, sample).split('\n')) if (telling.has(firstWord(line)) && ++signs === 2) return true
  return false
}

/** Quotes, the two dashes of a command line and the mark of an inline file may stand in front. */
const firstWord = (line: string): string => /^[\s"'<-]*([a-z-]*)/.exec(line)?.[1] ?? ''
