import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder: string = fileURLToPath(new URL('../rules', import.meta.url))

/** A rule as it stands in the folder: `src/rules/<format>/<name>.ts` with its page `<name>.md`. */
export interface RuleFile {
  /** `nginx/tls-protocols` */
  readonly id: string
  readonly format: string
  readonly name: string
}

/** Every `.ts` under `src/rules/<format>/` that has a `.md` beside it, sorted by id. */
export function ruleFiles(): RuleFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: format }) =>
      readdirSync(join(folder, format))
        .filter(file => file.endsWith('.ts') && existsSync(join(folder, format, file.replace(/\.ts$/, '.md'))))
        .map(file => ({ id: `${format}/${file.slice(0, -3)}`, format, name: file.slice(0, -3) })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The Markdown of a rule's page. */
export const readPage = (id: string): string => readFileSync(join(folder, `${id}.md`), 'utf8')
