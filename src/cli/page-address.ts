import { existsSync } from 'node:fs'

/** The page of a rule as shipped, two folders above both the bundle's chunks and this file. */
export function pageAddress(id: string): string | undefined {
  const page = new URL(`../../docs/rules/${id}.md`, import.meta.url)
  return existsSync(page) ? page.href : undefined
}
