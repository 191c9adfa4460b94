import type { ShellStep } from './steps.ts'

/**
 * Asked before the first step: a plan that would stop in the middle, as a file was changed since it was made, changes
 * nothing. Each file is as the first change finds it, or as the last leaves it.
 */
export function filesReady(steps: readonly ShellStep[]): string {
  const ends = new Map<string, readonly [first: string, last: string]>()
  for (const { files } of steps)
    for (const { path, before, after } of files) ends.set(path, [ends.get(path)?.[0] ?? before, after])
  const lines = [...ends].map(([path, [first, last]]) => `  known ${path} ${first} ${last} || return 1\n`)
  return `files_ready() {\n${lines.join('')}  return 0\n}\n`
}
