import { expect, it } from 'vitest'
import { progressLine, withProgress } from '../../src/cli/progress.ts'
import type { Session } from '../../src/cli/session.ts'
import { analyze } from '../../src/engine/index.ts'
import { memoryStore } from '../../src/files/index.ts'

/** A session whose terminal is a list, and a clock that each look moves on. */
function scene(terminal: boolean, step: number) {
  const written: string[] = []
  const sink = { terminal, columns: 80, color: false, write: (text: string | Uint8Array) => written.push(String(text)) }
  const session = { env: {}, lang: 'en', stderr: sink } as unknown as Session
  let time = 0
  const now = (): number => {
    time += step
    return time
  }
  return { written, session, now }
}

const input = { files: memoryStore({ 'etc/sysctl.conf': 'net.ipv4.tcp_syncookies = 0\n' }), roots: ['.'] }

it('a terminal sees what is being done after a second, while it is done, and nothing of it stays', () => {
  const { written, session, now } = scene(true, 60)
  const line = progressLine(session, now)
  const report = analyze(line.heard(input))
  const during = written.join('')
  line.clear()
  expect(report.findings).toHaveLength(1)
  expect(during).toMatch(/\r\x1b\[Kchecking sysctl\/[a-z-]+ … \d+ s/)
  expect(written.at(-1)).toBe('\r\x1b[K')
  expect(written.length).toBeLessThan(200)
})

it('quick work says nothing', () => {
  const { written, session, now } = scene(true, 0.01)
  const line = progressLine(session, now)
  analyze(line.heard(input))
  line.clear()
  expect(written).toEqual([])
})

it('nothing is drawn where nobody looks', () => {
  const { written, session, now } = scene(false, 500)
  const line = progressLine(session, now)
  expect(line.heard(input)).toBe(input)
  withProgress(session, input, analyze)
  expect(written).toEqual([])
})

it('the report is the same', () => {
  const { session, now } = scene(true, 60)
  expect(analyze(progressLine(session, now).heard(input))).toEqual(analyze(input))
})
