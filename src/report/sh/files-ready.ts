import { looseNginxFiles } from './loose-files.ts'
import type { ShellStep } from './steps.ts'

/**
 * Asked before the first step, with the number of the last that is wanted: a plan that would stop in the middle, as a file
 * was changed since it was made, changes nothing. Each file is as the first change finds it, or as the last leaves it.
 */
export function filesReady(steps: readonly ShellStep[]): string {
  const ends = new Map<string, { readonly number: number; readonly first: string; readonly last: string }>()
  for (const [at, { files }] of steps.entries())
    for (const { path, before, after } of files) {
      const { number = at + 1, first = before } = ends.get(path) ?? {}
      ends.set(path, { number, first, last: after })
    }
  const lines = [...ends].map(
    ([path, { number, first, last }]) => `  [ "$1" -lt ${number} ] || known ${path} ${first} ${last} || return 1\n`,
  )
  const read = looseNginxFiles(steps).map(path => `  reads ${path} || return 1\n`)
  return `files_ready() {\n${[...lines, ...read].join('')}  return 0\n}\n`
}
