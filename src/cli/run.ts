import type { Arguments } from './arguments.ts'
import type { CommandName } from './commands.ts'
import type { Session } from './session.ts'

/** Runs a command; gives the exit code. */
export type Run = (given: Arguments, session: Session) => number | Promise<number>

interface Program {
  readonly run: Run
}

/** The code of each command is loaded when it is asked for. */
const programs: Readonly<Record<CommandName | 'version', () => Promise<Program>>> = {
  check: () => import('./command/check.ts'),
  fix: () => import('./command/fix.ts'),
  guide: () => import('./command/guide.ts'),
  undo: () => import('./command/undo.ts'),
  plan: () => import('./command/plan.ts'),
  explain: () => import('./command/explain.ts'),
  inspect: () => import('./command/inspect.ts'),
  waive: () => import('./command/waive.ts'),
  init: () => import('./command/init.ts'),
  rules: () => import('./command/rules.ts'),
  baselines: () => import('./command/baselines.ts'),
  completions: () => import('./command/completions.ts'),
  help: () => import('./command/help.ts'),
  version: () => import('./command/version.ts'),
}

/** The program that a command line asks for. */
export function programOf(given: Arguments): Promise<Program> {
  if (given.flag('version')) return programs.version()
  return given.flag('help') ? programs.help() : programs[given.command.name]()
}
