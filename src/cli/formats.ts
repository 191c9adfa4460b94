import { reports } from '../report/index.ts'
import { plans } from '../report/plans.ts'
import type { CommandName } from './commands.ts'

/** What `--format` of a command may be. */
export function formatsOf(command: CommandName): readonly string[] {
  if (command === 'check') return Object.keys(reports)
  return command === 'plan' ? Object.keys(plans) : ['text', 'json']
}
