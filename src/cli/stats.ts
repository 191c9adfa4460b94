import type { Report } from '../engine/index.ts'
import type { Session } from './session.ts'

/** Phases and rules by the time they took, to stderr. */
export function printStats(report: Report, session: Session): void {
  const rows = Object.entries(report.stats).sort(([, a], [, b]) => b - a)
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  for (const [name, number] of rows)
    session.stderr.write(`${name.padEnd(width)} ${Number.isInteger(number) ? number : number.toFixed(2)}\n`)
}
