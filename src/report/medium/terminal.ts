import type { Severity } from '../../rules/rule.ts'
import { logged, visible } from './plain.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

export const severityStyle: Readonly<Record<Severity, Style>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'blue',
}

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
}

/** Makes text for a terminal. Everything passes through here, so nothing from a file can act on the terminal. */
export interface Pen {
  (text: string, ...styles: readonly Style[]): string
  /** A hyperlink (OSC 8) to an address as `URL` writes it; just the text where links are not wanted. */
  link(text: string, address: string | undefined): string
}

export function pen(color: boolean): Pen {
  const draw = (text: string, ...styles: readonly Style[]): string => {
    const safe = logged(text)
    if (!color || safe === '') return safe
    return styles.reduce((inner, style) => `\x1b[${codes[style][0]}m${inner}\x1b[${codes[style][1]}m`, safe)
  }
  const link = (text: string, address: string | undefined): string =>
    color && address !== undefined
      ? `\x1b]8;;${visible(address)}\x1b\\${draw(text, 'bold')}\x1b]8;;\x1b\\`
      : draw(text, 'bold')
  return Object.assign(draw, { link })
}
