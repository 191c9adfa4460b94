import { expand } from '../../formats/sysctl/glob.ts'
import { interfaceKey, isPattern, keyOf, variable } from '../../formats/sysctl/key.ts'
import { type Applier, appliers, type Statement, type SysctlModel } from '../../formats/sysctl/model.ts'
import type { Edit, SourceFile } from '../../text/index.ts'
import { append, type Directive, insertAfter } from '../../tree/index.ts'
import { dropIn } from './dropin.ts'

/** Edits after which both appliers give keys the wanted values. */

export type Assignment = readonly [key: string, value: string]

/**
 * Changes the line that decides, where it is the admin's; else adds a line behind `anchor`, or in the drop-in that
 * wins. Lines that a write to ip_forward would undo come behind it.
 */
export function assign(model: SysctlModel, wishes: readonly Assignment[], anchor?: Statement): Edit[] {
  const edits: Edit[] = []
  const missing: Assignment[] = []
  for (const [key, value] of wishes) {
    const lines = ownLines(model, key)
    if (lines.length === 0) missing.push([key, value])
    for (const line of lines) edits.push(setValue(line.directive, value))
  }
  return [...edits, ...additions(model, missing, anchor)]
}

/** The lines that decide the key for either applier; empty when one of them has none that may be edited. */
function ownLines(model: SysctlModel, key: string): Statement[] {
  const found = appliers.map(applier => deciding(model, key, applier))
  return found.some(each => each === undefined) ? [] : [...new Set(found as Statement[])]
}

function deciding(model: SysctlModel, key: string, applier: Applier): Statement | undefined {
  if (isPattern(key)) return lastLine(model, key, applier)
  const held = model.value(key, applier)
  const statement = held?.statement
  if (!statement || held.glob || held.because !== undefined || isVendorFile(model, statement)) return undefined
  const written = statement[applier].key
  return written !== undefined && variable(written) === variable(key) ? statement : undefined
}

/** A pattern is decided by its own last line, as no other string means the same. */
function lastLine(model: SysctlModel, key: string, applier: Applier): Statement | undefined {
  const all = model.statements.filter(each => each[applier].kind === 'assign' && each[applier].key === key)
  const last = all.at(-1)
  return last && !isVendorFile(model, last) ? last : undefined
}

export const isVendorFile = (model: SysctlModel, { directive }: Statement): boolean =>
  model.outcomes.procps.files.some(each => each.vendor && each.file === directive.file)

/** Replaces the value of a line, or gives it one. */
export function setValue(directive: Directive, value: string): Edit {
  const { file, span } = directive
  const word = directive.args[0]
  const at = word ? word.span : { start: span.end, end: span.end }
  const lead = at.start === at.end ? (word ? ' ' : ' = ') : ''
  return { path: file.path, span: at, text: lead + value }
}

function additions(model: SysctlModel, missing: readonly Assignment[], anchor: Statement | undefined): Edit[] {
  if (missing.length === 0) return []
  const between = anchor ? separatorOf(anchor.directive) : ' = '
  const lines = [...missing].sort(byRank).map(([key, value]) => key + between + value)
  const home = anchor && !isVendorFile(model, anchor) ? anchor : undefined
  if (home) return [insertAfter(behind(model, home, missing), lines)]
  const file = dropIn(model) ?? model.outcomes[model.applier].files.findLast(each => each.file)?.file
  return file ? [addTo(file, lines)] : []
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
