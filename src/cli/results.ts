import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandResult } from '../report/view.ts'
import type { Arguments } from './arguments.ts'
import { reasonOf } from './reason.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/**
 * The commands of --results: a JSON list, or one JSON object a line, each
 * `{"command": "nginx -t", "exit": 0, "output": "…", "at": "2026-11-20T10:00:00Z"}`; `command` may be a list of words.
 * @throws UsageError when the file cannot be read or is something else.
 */
export function resultsOf(given: Arguments, { cwd }: Session): readonly CommandResult[] | undefined {
  const path = given.value('results')
  if (path === undefined) return undefined
  const text = read(resolve(cwd, path), path)
  const values: readonly unknown[] = text.trimStart().startsWith('[')
    ? parse(text, path)
    : text
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => parse(line, path))
  return values.map((value, at) => checked(value, `${path}: ${at + 1}`))
}

function read(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const { en, zh } = reasonOf(code)
    throw new UsageError({ en: `--results ${path}: ${en}`, zh: `--results ${path}：${zh}` })
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what it is gets checked entry by entry
function parse(text: string, path: string): any {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError({ en: `--results ${path}: not JSON`, zh: `--results ${path}：不是 JSON` })
  }
}

function checked(value: unknown, where: string): CommandResult {
  const { command, exit, output, at } = (value ?? {}) as Record<string, unknown>
  const words =
    typeof command === 'string' || (Array.isArray(command) && command.every(each => typeof each === 'string'))
  const texts = [output, at].every(each => each === undefined || typeof each === 'string')
  if (words && typeof exit === 'number' && texts) return value as CommandResult
  throw new UsageError({
    en: `--results ${where}: an entry has command, exit and, if wanted, output and at`,
    zh: `--results ${where}：每项须含 command 与 exit，可含 output 与 at`,
  })
}
