import type { Scalar } from '../scalar/index.ts'
import { readManifest } from './block.ts'
import { deepest, type Found, type Level, now } from './level.ts'

/** What hardly anything but nginx begins with, in lines of their own. */
export const opens: RegExp =
  /^[ \t]*(?:(?:server|http|events|stream)|upstream [\w.-]+|location (?:[=^~*]+ )?["']?[/^]\S*)[ \t]*\{/m
const isBlock = /:[ \t]*(?:![^\n]*)?\|/

/**
 * Blocks of text under keys of any name that hold servers or locations, as values of charts and variables of roles do:
 * `serverBlock: |`. Secrets are not looked into.
 */
export function valuesIn(text: string): Found[] {
  const found: Found[] = []
  if (!opens.test(text) || !isBlock.test(text)) return found
  const value = (stack: readonly Level[], at: number, scalar: Scalar | undefined): void => {
    if (scalar?.style !== 'literal' || !opens.test(scalar.value.text) || stack.length >= deepest) return
    if (!stack.some(({ object }) => object.kind === 'Secret')) found.push({ path: now(stack), at, scalar })
  }
  readManifest(text, { value })
  return found
}
