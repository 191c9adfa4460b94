import { note, type Session } from './session.ts'

/**
 * Runs something synchronous. The core cannot be interrupted for a progress bar, so a terminal is told afterwards
 * what took longer than a second, and nothing below that.
 */
export function withProgress<T>(session: Session, work: () => T): T {
  const start = performance.now()
  const result = work()
  const seconds = (performance.now() - start) / 1000
  if (session.stderr.terminal && seconds > 1)
    note(session, { en: `took ${seconds.toFixed(1)} s`, zh: `用时 ${seconds.toFixed(1)} 秒` })
  return result
}
