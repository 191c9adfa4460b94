import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const known = new Map<string, string | undefined>()

/** The page of a rule as it is shipped beside the program that runs. */
export function pageAddress(id: string): string | undefined {
  if (!known.has(id)) known.set(id, find(id))
  return known.get(id)
}

function find(id: string): string | undefined {
  const program = process.argv[1]
  if (program === undefined || !existsSync(program)) return undefined
  const page = join(dirname(realpathSync(program)), '../docs/rules', `${id}.md`)
  return existsSync(page) ? pathToFileURL(page).href : undefined
}
