import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The page of a rule as it is shipped beside the program that runs. */
export function pageAddress(id: string): string | undefined {
  const program = process.argv[1]
  if (program === undefined || !existsSync(program)) return undefined
  const page = join(dirname(realpathSync(program)), '../docs/rules', `${id}.md`)
  return existsSync(page) ? pathToFileURL(page).href : undefined
}
