import type { Localized } from '../message/index.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { Command } from './commands.ts'
import { exit } from './exit.ts'
import { isLiveFile } from './live-word.ts'
import { processSession } from './process-session.ts'
import { note } from './session.ts'

/** Runs one command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let given: Arguments | undefined
  try {
    given = readArguments(argv, word => isLiveFile(word, process.cwd()))
    const { run } = await chosen(given).load()
    return await run(given, processSession(given))
  } catch (error) {
    const session = processSession(given)
    for (const line of linesOf(error)) note(session, line)
    const code = codeOf(error)
    if (code === undefined) session.stderr.write(traceOf(error))
    return code ?? exit.unreadable
  }
}

function chosen(given: Arguments): Pick<Command, 'load'> {
  if (given.flag('version')) return { load: () => import('./command/version.ts') }
  return given.flag('help') ? { load: () => import('./command/help.ts') } : given.command
}

/** Errors that are no defect of ours: told by name, so that no command has to be loaded to know them. */
const codes: Readonly<Record<string, number>> = {
  UsageError: exit.usage,
  BaselineError: exit.usage,
  WriteError: exit.unreadable,
}

const codeOf = (error: unknown): number | undefined => (error instanceof Error ? codes[error.name] : undefined)

/** A file of ours may have several mistakes, each on its line. */
function linesOf(error: unknown): Localized[] {
  if (!(error instanceof Error && error.name === 'BaselineError')) return [localizedOf(error)]
  return error.message.split('\n').map(line => ({ en: line, zh: line }))
}

function localizedOf(error: unknown): Localized {
  const { message, localized } = error as Partial<Error> & { localized?: Localized }
  const text = message ?? String(error)
  if (codeOf(error) !== undefined) return localized ?? { en: text, zh: text }
  return { en: `internal error, please report it: ${text}`, zh: `内部错误，请报告：${text}` }
}

/** Where a defect of ours showed itself, without the source line that Node would print. */
const traceOf = (error: unknown): string => {
  const frames = (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter(line => line.startsWith('    at '))
  return frames
    .slice(0, 12)
    .map(line => `${line}\n`)
    .join('')
}
