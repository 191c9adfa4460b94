import { tool } from '../../engine/tool.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import type { Session } from '../session.ts'

export function run(_given: Arguments, session: Session): number {
  session.stdout.write(`${tool.name} ${tool.version}\n`)
  return exit.clean
}
