import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import type { Session } from '../session.ts'
export function run(_given: Arguments, _session: Session): number {
  return exit.usage
}
