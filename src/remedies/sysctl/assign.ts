import { expand } from '../../formats/sysctl/glob.ts'
import { interfaceKey, isPattern, keyOf, variable } from '../../formats/sysctl/key.ts'
import { type Applier, appliers, type Statement, type SysctlModel } from '../../formats/sysctl/model.ts'
import type { Edit, SourceFile } from '../../text/index.ts'
import { append, type Directive, insertAfter } from '../../tree/index.ts'
import { dropIn } from './dropin.ts'
import { fileAt, isVendorFile, lastRead, linesOf } from './lines.ts'

/** Edits after which both appliers give keys the wanted values. */

export type Assignment = readonly [key: string, value: string]

/**
 * Changes the lines that decide, where they are the admin's, and those that say the same; else adds a line behind
 * `anchor`, or in the drop-in that wins. Lines that a write to ip_forward would undo come behind it.
 */
export function assign(model: SysctlModel, wishes: readonly Assignment[], anchor?: Statement): Edit[] {
  const wanted = wishes.map(([key, value]): Wanted => {
    const { saying, decided } = linesOf(model, key)
    const own = saying.filter(line => !isVendorFile(model, line))
    const wins = decided && appliers.every(applier => own.some(line => line === lastRead(model, saying, applier)))
    return { key, value, saying, own, wins }
  })
  const missing = wanted.filter(({ wins }) => !wins)
  const home = isHome(model, anchor, missing) ? anchor : undefined
  const edited = wanted.filter(({ wins }) => wins || !home)
  return [
    ...edited.flatMap(({ own, value }) => own.map(line => setValue(line.directive, value))),
    ...additions(model, missing, { anchor, home }),
  ]
}

interface Wanted {
  readonly key: string
  readonly value: string
  /** The lines that say what is in force, and those of them that are the admin's. */
  readonly saying: readonly Statement[]
  readonly own: readonly Statement[]
  /** Do the admin's lines decide once they are changed? */
  readonly wins: boolean
}

interface Around {
  readonly anchor: Statement | undefined
  /** The anchor, where a line behind it decides. */
  readonly home: Statement | undefined
}

/** Replaces the value of a line, or gives it one. */
export function setValue(directive: Directive, value: string): Edit {
  const { file, span } = directive
  const word = directive.args[0]
  const at = word ? word.span : { start: span.end, end: span.end }
  const lead = at.start === at.end ? (word ? ' ' : ' = ') : ''
  return { path: file.path, span: at, text: lead + value }
}

function additions(model: SysctlModel, missing: readonly Wanted[], { anchor, home }: Around): Edit[] {
  if (missing.length === 0) return []
  const between = anchor ? separatorOf(anchor.directive) : ' = '
  const wishes = missing.map(({ key, value }): Assignment => [key, value])
  const lines = wishes.toSorted(byRank).map(([key, value]) => key + between + value)
  if (home) return [insertAfter(behind(model, home, wishes), lines)]
  const file = dropIn(model) ?? model.outcomes[model.applier].files.findLast(each => each.file)?.file
  return file ? [addTo(file, lines)] : []
}

/** A line of the admin's behind which others win: no file that is read later says anything about their keys. */
function isHome(model: SysctlModel, anchor: Statement | undefined, missing: readonly Wanted[]): boolean {
  if (!anchor || isVendorFile(model, anchor)) return false
  const isLater = (line: Statement, applier: Applier): boolean =>
    fileAt(model, line, applier) > fileAt(model, anchor, applier)
  return missing.every(({ saying }) => !appliers.some(applier => saying.some(line => isLater(line, applier))))
}

/** As the line beside it is written: `key=value` or `key = value`. */
function separatorOf({ file, name, args }: Directive): string {
  const value = args[0]
  return value === undefined || value.raw === '' ? ' = ' : file.text.slice(name.span.end, value.span.start)
}

const addTo = (file: SourceFile, lines: readonly string[]): Edit => append(file, lines)

/** accept_redirects is overwritten when forwarding changes: its line goes behind the last forwarding line of the file. */
function behind(model: SysctlModel, anchor: Statement, missing: readonly Assignment[]): Directive {
  if (!missing.some(([key]) => key.includes('accept_redirects'))) return anchor.directive
  const { file, span } = anchor.directive
  const later = model.statements.filter(
    ({ directive, systemd }) =>
      directive.file === file &&
      directive.span.start > span.start &&
      systemd.key !== undefined &&
      isForwarding(systemd.key),
  )
  return later.at(-1)?.directive ?? anchor.directive
}

export const isForwarding = (key: string): boolean =>
  variable(key) === 'net.ipv4.ip_forward' || interfaceKey(key)?.attribute === 'forwarding'

/** What has side effects comes first, what cannot be undone last. */
const rank = (key: string): number => (isForwarding(key) || key.endsWith('disable_ipv6') ? 0 : isFinal(key) ? 2 : 1)
export const byRank = ([a]: Assignment, [b]: Assignment): number => rank(a) - rank(b)

const final = ['kernel.unprivileged_bpf_disabled', 'kernel.kexec_load_disabled', 'kernel.modules_disabled']
export const isFinal = (key: string): boolean => final.includes(key) || key === 'kernel.yama.ptrace_scope'

/** Every setting whose effective value assignments to these keys may change: patterns, copies and side effects. */
export function changesOf(model: SysctlModel, keys: readonly string[]): string[] {
  const found = new Set<string>()
  for (const key of keys.map(variable)) {
    found.add(key)
    for (const each of isPattern(key) ? expand(key, model.names) : []) found.add(variable(each))
    for (const each of sideEffects(model, key)) found.add(each)
  }
  return [...found]
}

function sideEffects(model: SysctlModel, key: string): string[] {
  const copied = (family: string, attribute: string): string[] =>
    model.names.map(name => variable(keyOf(family, name, attribute)))
  if (key === 'net.ipv4.ip_forward') return [...copied('ipv4', 'forwarding'), 'net.ipv4.conf.all.accept_redirects']
  if (key === 'net.ipv6.conf.all.forwarding') return copied('ipv6', 'forwarding')
  if (key === 'net.ipv6.conf.all.disable_ipv6') return copied('ipv6', 'disable_ipv6')
  return []
}
