import { readInteger } from '../../formats/sysctl/integer.ts'
import { canonical, interfaceKey } from '../../formats/sysctl/key.ts'
import type { Reading, Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { known, knownNames, shapeOf, template } from '../../formats/sysctl/table.ts'
import { isTextKey } from '../../formats/sysctl/write.ts'
import { isTemplatePlace, type SourceFile } from '../../text/index.ts'

/** What is wrong with a line as text. Each line has at most one such fault, so that one cause gives one finding. */
export type Fault = 'foreign' | 'command' | 'syntax' | 'invisible' | 'separator' | 'comment' | 'quoted'

export function faultOf(statement: Statement, model: SysctlModel): Fault | undefined {
  const before = faults.get(statement)
  if (before) return before.fault
  const fault = judge(statement, model)
  faults.set(statement, { fault })
  return fault
}

/** Every line rule asks. */
const faults = new WeakMap<Statement, { fault: Fault | undefined }>()

function judge(statement: Statement, model: SysctlModel): Fault | undefined {
  const { directive, systemd } = statement
  if (isForeign(directive.file, model)) return 'foreign'
  if (/^-?sysctl\s/.test(directive.name.value)) return 'command'
  if (hasInvisible(statement)) return 'invisible'
  if (directive.name.value === '' || (systemd.kind === 'lost' && systemd.because === 'form')) return 'syntax'
  if (respelled(statement) !== undefined) return 'separator'
  if (systemd.kind !== 'assign') return undefined
  if (quotedValue(systemd.value) !== undefined) return 'quoted'
  return commentAt(systemd) === undefined ? undefined : 'comment'
}

/** Line statements that have no fault of their text, with what systemd reads. */
export function sound(model: SysctlModel): { statement: Statement; reading: Extract<Reading, { kind: 'assign' }> }[] {
  return model.statements.flatMap(statement =>
    statement.systemd.kind === 'assign' && faultOf(statement, model) === undefined
      ? [{ statement, reading: statement.systemd }]
      : [],
  )
}

const bsd = /^(?:kern|hw|security|vfs|machdep|compat|p1003_1b|net\.(?:inet6?|link|local|bpf|pf|raw|isr))\./
const android = /^(?:ro|persist|dalvik|init)\./
const placeholder = /\{\{|\{%|<%|@@\w+@@/

export type Foreign = 'BSD' | 'Android' | 'template'

const judged = new WeakMap<SourceFile, { system: Foreign | undefined }>()

/** The system a file is for when it is not Linux, or `template` when it is not a file yet. */
export function foreignSystem(file: SourceFile, model: SysctlModel): Foreign | undefined {
  const before = judged.get(file)
  if (before) return before.system
  const own = model.statements.filter(each => each.directive.file === file)
  const keys = own.flatMap(({ systemd }) => (systemd.kind === 'assign' ? [systemd.key] : []))
  const share = (pattern: RegExp): number => keys.filter(key => pattern.test(key)).length * 2
  const template =
    !isTemplatePlace(file.path) &&
    own.some(({ directive }) => placeholder.test(directive.file.text.slice(directive.span.start, directive.span.end)))
  const system: Foreign | undefined = template
    ? 'template'
    : keys.length > 0 && share(bsd) > keys.length
      ? 'BSD'
      : keys.length > 0 && share(android) > keys.length
        ? 'Android'
        : undefined
  judged.set(file, { system })
  return system
}

const isForeign = (file: SourceFile, model: SysctlModel): boolean => foreignSystem(file, model) !== undefined

/** Blanks that no applier trims, or that only one does. */
export const invisible: RegExp =
  /[\u000b\u000c\u0000\u0085\u00a0\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/

/** At the ends of the line, around the `=`, or within the key. Inside a value they may be meant. */
function hasInvisible({ directive, procps }: Statement): boolean {
  const value = directive.args[0]?.value ?? ''
  if (procps.kind === 'lost' && procps.because === 'broken-line') return true
  return invisible.test(directive.name.value) || invisible.test(value.slice(0, 1)) || invisible.test(value.slice(-1))
}

export const quotedValue = (value: string): string | undefined =>
  value.length >= 2 && /^["']/.test(value) && value.at(-1) === value[0] ? value.slice(1, -1) : undefined

/** Where a comment begins inside a value; undefined when there is none. */
export function commentAt({ key, value }: { readonly key: string; readonly value: string }): number | undefined {
  const at = value.search(/[#;]/)
  if (at <= 0 || value.startsWith('|')) return undefined
  const blank = /\s/.test(value[at - 1] as string)
  if (isTextKey(shapeOf(key))) return blank ? at : undefined
  return readInteger(value.slice(0, at).trim().split(/\s/)[0] ?? '') ? at : undefined
}

/** No key is longer; whoever writes more wants to see us busy. */
const longest = 200

/** The key that was meant when the separators or the case make another path of it; undefined when they do not. */
export function respelled({ directive, systemd }: Statement): string | undefined {
  if (systemd.key !== undefined && /[{}]/.test(systemd.key)) return undefined
  const raw = directive.name.value.replace(/^-+/, '').trim()
  if (raw === '' || raw.length > longest || isFine(raw)) return undefined
  const found = spellings(raw).find(key => isKnown(key))
  return found
}

const isKnown = (key: string): boolean => known(key) === 'yes' && (key.includes('.') || key === '')

/** Both appliers find the key, whatever its style. */
const isFine = (raw: string): boolean =>
  isKnown(canonical(raw)) && !/[./]$/.test(raw) && !raw.includes('..') && !/[./]{2}/.test(raw)

function spellings(raw: string): string[] {
  const bare = raw.replace(/^\/?proc\/sys\//, '')
  const tight = bare.replace(/\s+/g, '')
  const forms = [bare, tight, tight.toLowerCase()].flatMap(each => [each, each.replaceAll('/', '.')])
  return forms
    .map(each => canonical(withoutParents(each).replace(/([./])[./]+/g, '$1')))
    .flatMap(key => [key, withInterface(key) ?? key])
}

const withoutParents = (path: string): string => {
  const parts = path.split('/')
  const at = parts.indexOf('..')
  return at > 0 ? withoutParents([...parts.slice(0, at - 1), ...parts.slice(at + 1)].join('/')) : path
}

/** `net.ipv4.conf.eth0.100.rp_filter` → `net.ipv4.conf.eth0/100.rp_filter` */
function withInterface(key: string): string | undefined {
  const parts = key.split('.')
  if (parts.length < 6 || key.includes('/')) return undefined
  return [...parts.slice(0, 3), parts.slice(3, -1).join('/'), parts.at(-1)].join('.')
}

/** The nearest known key; interface keys keep their interface. */
export function similar(
  key: string,
  nearest: (word: string, among: Iterable<string>, limit: number) => string | undefined,
): string | undefined {
  const own = interfaceKey(key)
  const form = template(key)
  const top = form.split('.')[0]
  const among = [...knownNames()].filter(
    name => name.startsWith(`${top}.`) && name.includes('<if>') === (own !== undefined),
  )
  const found = nearest(form, among, 2)
  if (found === undefined || !own) return found
  return found.replace('<if>', own.name.replaceAll('.', '/'))
}

/** The statements file by file, in reading order. */
export function byFile(statements: readonly Statement[]): Map<SourceFile, Statement[]> {
  const groups = new Map<SourceFile, Statement[]>()
  for (const each of statements) {
    const own = groups.get(each.directive.file)
    if (own) own.push(each)
    else groups.set(each.directive.file, [each])
  }
  return groups
}
