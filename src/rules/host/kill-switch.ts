import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

/** An nftables chain that drops what leaves the host unless a rule accepts it. */
export interface KillSwitch {
  readonly file: SourceFile
  /** Offset of the chain in the file. */
  readonly start: number
  /** The body of the chain. */
  readonly chain: string
  /** The whole text: sets stand outside the chain. */
  readonly text: string
}

/** Rules files of the host, comments blanked out with their length kept. */
export function ruleFiles(host: HostModel): SourceFile[] {
  const main = hostFile(host, '/etc/nftables.conf')
  return [
    ...(main ? [main] : []),
    ...hostFiles(host, '/etc/nftables.d', /\.(?:nft|conf)$/),
    ...hostFiles(host, '/etc/confward', /\.nft$/),
  ]
}

export const withoutComments = (text: string): string => text.replace(/#[^\n]*/g, comment => ' '.repeat(comment.length))

const known = new WeakMap<HostModel, KillSwitch | 'none'>()

/** The kill switch of a host with tunnels: without one nobody has to look for it. */
export function killSwitchOf(host: HostModel): KillSwitch | undefined {
  if (host.openvpn.length === 0) return undefined
  const found = known.get(host) ?? findKillSwitch(host) ?? 'none'
  known.set(host, found)
  return found === 'none' ? undefined : found
}

const findKillSwitch = (host: HostModel): KillSwitch | undefined => dropChain(host, /\bhook\s+output\b/)

/** The chain that drops what the host passes on for others. */
export const forwardDrop = (host: HostModel): KillSwitch | undefined => dropChain(host, /\bhook\s+forward\b/)

function dropChain(host: HostModel, hook: RegExp): KillSwitch | undefined {
  for (const file of ruleFiles(host)) {
    const text = withoutComments(file.text)
    for (const { start, body } of chains(text))
      if (hook.test(body) && /\bpolicy\s+drop\b/.test(body)) return { file, start, chain: body, text }
  }
  return undefined
}

/** `chain NAME { … }` with nested braces, in one pass over the text. */
function chains(text: string): { start: number; body: string }[] {
  const found: { start: number; body: string }[] = []
  const opening = /\bchain\s+[\w-]+\s*\{/g
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = opening.lastIndex
    const end = closing(text, start)
    found.push({ start, body: text.slice(start, end) })
    opening.lastIndex = end
  }
  return found
}

function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}
