import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Localized } from '../../message/index.ts'
import type { Edit } from '../../text/index.ts'
import { append, deleteDirective, insertAfter, replaceDirective } from '../../tree/index.ts'
import { type Fix, type Place, placeOf, type Step } from '../rule.ts'

/** A line that others can follow: no block (text may stand behind its end tag), not inside `<connection>`. */
const usable = (line: OptionLine | undefined): line is OptionLine =>
  line !== undefined && !line.directive.block && !line.connection

/** Adds lines behind the first of the named options that is there, else behind the last plain line, else at the end. */
export function addLines(model: OpenvpnModel, lines: readonly string[], near: readonly string[] = []): Edit {
  const named = near.map(name => last(model, name)).find(usable)
  const root = model.forest.trees[0]?.file
  const anchor = named ?? model.lines.findLast(line => usable(line) && line.directive.file === root)
  if (anchor) return insertAfter(anchor.directive, lines)
  return append(root ?? { path: model.root, text: '', encoding: 'utf8' }, lines)
}

/** Replaces the deciding line of an option, or adds it. Earlier lines of the same option stay without effect. */
export function setLine(model: OpenvpnModel, name: string, text: string, near: readonly string[] = []): Edit {
  const line = last(model, name)
  return line && !line.directive.block ? replaceDirective(line.directive, [text]) : addLines(model, [text], near)
}

export const removeLines = (lines: readonly OptionLine[]): Edit[] =>
  [...new Set(lines.map(line => line.directive))].map(deleteDirective)

export interface FixParts {
  readonly title: Localized
  readonly edits: readonly Edit[]
  readonly changes: readonly string[]
  readonly steps?: readonly Step[]
}

export const safe = (parts: FixParts): Fix => ({ ...parts, safety: 'safe' })
export const unsafe = (parts: FixParts): Fix => ({ ...parts, safety: 'unsafe' })

/** Where to point when the cause is that a line is absent: the line that makes the role, else the first line. */
export function roleLine(model: OpenvpnModel): OptionLine | undefined {
  const names = [
    'client',
    'server',
    'server-bridge',
    'server-ipv6',
    'tls-client',
    'tls-server',
    'mode',
    'remote',
    'dev',
  ]
  return names.map(name => last(model, name)).find(line => line !== undefined) ?? model.lines[0]
}

/** A line where something is said to be written nowhere. */
export const lackingAt = (line: OptionLine): Place => ({ ...placeOf(line.directive), lacks: 'anywhere' })

/** The line, else the one where it is lacking. */
export const writtenAt = (line: OptionLine | undefined, role: OptionLine): Place =>
  line ? placeOf(line.directive) : lackingAt(role)
