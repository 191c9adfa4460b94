import { type Arguments, readArguments } from './arguments.ts'
import type { Command } from './commands.ts'
import { exit } from './exit.ts'
import { processSession } from './process-session.ts'
import { note } from './session.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  process.once('SIGINT', () => process.exit(exit.interrupted))
  let given: Arguments | undefined
  try {
    given = readArguments(argv)
    const { run } = await chosen(given).load()
    return await run(given, processSession(given))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    note(processSession(given), error.localized)
    return exit.usage
  }
}

function chosen(given: Arguments): Pick<Command, 'load'> {
  if (given.flag('version')) return { load: () => import('./command/version.ts') }
  return given.flag('help') ? { load: () => import('./command/help.ts') } : given.command
}
