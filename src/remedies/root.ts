import type { Command } from './fix.ts'

/** A command that needs root. */
export const root = (...argv: readonly string[]): Command => ({ argv, root: true })
