import type { Localized } from '../message/index.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { Command } from './commands.ts'
import { exit } from './exit.ts'
import { processSession } from './process-session.ts'
import { note } from './session.ts'

/** Runs one command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let given: Arguments | undefined
  try {
    given = readArguments(argv)
    const { run } = await chosen(given).load()
    return await run(given, processSession(given))
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    note(processSession(given), localizedOf(error as Error))
    return code
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

function localizedOf(error: Error & { localized?: Localized }): Localized {
  return error.localized ?? { en: error.message, zh: error.message }
}
