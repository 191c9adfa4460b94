import { dotted, isOutside, procpsPath, systemdPath } from './key.ts'
import type { Reading } from './model.ts'

/** One statement as each applier reads it. Measured; sources: systemd 257 sysctl.c, procps 4.0.4 sysctl.c. */

/** WHITESPACE of systemd, isspace of C. */
const systemdBlank = ' \t\n\r'
const procpsBlank = ' \t\n\r\v\f'

/** Without the blanks at both ends. By hand: a regular expression is quadratic on runs of blanks inside. */
export function strip(text: string, blanks: string): string {
  return stripEnd(text.slice(leading(text, blanks)), blanks)
}

function leading(text: string, blanks: string): number {
  let at = 0
  while (at < text.length && blanks.includes(text[at] as string)) at++
  return at
}

function stripEnd(text: string, blanks: string): string {
  let end = text.length
  while (end > 0 && blanks.includes(text[end - 1] as string)) end--
  return text.slice(0, end)
}

export function readBySystemd(line: string): Reading {
  const text = strip(line, systemdBlank)
  const at = text.indexOf('=')
  const ignore = text.startsWith('-')
  if (at === -1 && !ignore) return { kind: 'lost', because: 'form' }
  const key = strip((at === -1 ? text : text.slice(0, at)).slice(ignore ? 1 : 0), systemdBlank)
  const path = systemdPath(key)
  if (at === -1) return { kind: 'exclude', key: dotted(path) }
  if (isOutside(path)) return { kind: 'lost', because: 'path', key: dotted(path), ignore }
  return { kind: 'assign', key: dotted(path), value: strip(text.slice(at + 1), systemdBlank), ignore }
}

export function readByProcps(line: string): Reading {
  const text = strip(line, procpsBlank)
  const at = text.indexOf('=')
  const ignore = text.startsWith('-')
  if (at === -1 && !ignore) return { kind: 'lost', because: 'form' }
  const raw = stripEnd((at === -1 ? text : text.slice(0, at)).slice(ignore ? 1 : 0), procpsBlank)
  // A second dash is dropped when the path is built; a blank behind the dash is not.
  const path = procpsPath(raw.startsWith('-') ? raw.slice(1) : raw)
  if (at === -1) return { kind: 'exclude', key: path === undefined ? raw : dotted(path) }
  if (path === undefined || path === '' || raw.startsWith(' '))
    return { kind: 'lost', because: 'path', key: raw.trim() }
  return { kind: 'assign', key: dotted(path), value: strip(text.slice(at + 1), procpsBlank), ignore }
}
