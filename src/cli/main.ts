import { type Arguments, readArguments } from './arguments.ts'
import { exit } from './exit.ts'
import { codeOf, linesOf, traceOf } from './failure.ts'
import { isLiveFile } from './live-word.ts'
import { processSession, workingDirectory } from './process-session.ts'
import { programOf } from './run.ts'
import { note } from './session.ts'

/** Runs one command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let given: Arguments | undefined
  try {
    given = readArguments(argv, word => isLiveFile(word, workingDirectory()))
    const { run } = await programOf(given)
    return await run(given, processSession(given))
  } catch (error) {
    const session = processSession(given)
    for (const line of linesOf(error)) note(session, line)
    const code = codeOf(error)
    if (code === undefined) session.stderr.write(traceOf(error))
    return code ?? exit.unreadable
  }
}
