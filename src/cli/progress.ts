import type { AnalyzeInput } from '../engine/index.ts'
import type { FileStore } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import { columns } from '../report/medium/plain.ts'
import { type Session, say } from './session.ts'

type Work = AnalyzeInput & { readonly files: FileStore }

/** What is quicker than this says nothing. Milliseconds. */
const patience = 1000
const pause = 100

/**
 * One line at the end of the terminal that says what is being done. The core does not stop for it: it is drawn whenever
 * a file is read or a rule begins, and only once the work has taken a second.
 */
export interface ProgressLine {
  /** The same work, heard. */
  heard<I extends Work>(input: I): I
  /** Takes the line away; the next second begins. */
  clear(): void
}

export function progressLine(session: Session, now: () => number = () => performance.now()): ProgressLine {
  const { stderr } = session
  if (!stderr.terminal || session.env.TERM === 'dumb') return { heard: input => input, clear: () => undefined }
  let start = now()
  let drawn = Number.NEGATIVE_INFINITY
  let files = 0
  const draw = (what: string): void => {
    const time = now()
    if (time - start < patience || time - drawn < pause) return
    drawn = time
    const text = say(session, textOf(what, files, Math.floor((time - start) / 1000)))
    if (columns(text) < stderr.columns) stderr.write(`\r\x1b[K${text}`)
  }
  return {
    heard: input => ({ ...input, files: counted(input.files, () => draw(`file ${++files}`)), begins: draw }),
    clear() {
      if (drawn > start) stderr.write('\r\x1b[K')
      start = now()
    },
  }
}

/** A store that says when it is asked for a file. */
const counted = (files: FileStore, read: () => void): FileStore => ({
  ...files,
  read: path => {
    read()
    return files.read(path)
  },
})

function textOf(what: string, files: number, seconds: number): Localized {
  if (what.startsWith('file ') || what === 'load')
    return { en: `reading, ${files} so far … ${seconds} s`, zh: `正在读取，已读 ${files} 次 … ${seconds} 秒` }
  if (what === 'resolve') return { en: `working out values … ${seconds} s`, zh: `正在求值 … ${seconds} 秒` }
  return { en: `checking ${what} … ${seconds} s`, zh: `正在检查 ${what} … ${seconds} 秒` }
}

/** Runs something synchronous with a progress line. */
export function withProgress<I extends Work, T>(session: Session, input: I, work: (input: I) => T): T {
  const line = progressLine(session)
  try {
    return work(line.heard(input))
  } finally {
    line.clear()
  }
}
