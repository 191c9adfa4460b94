import type { Lang, Localized } from '../message/index.ts'
import { logged, visible } from '../report/medium/plain.ts'

/** What a command may touch of the world. Tests give their own. */
export interface Session {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly lang: Lang
  readonly stdout: Sink
  readonly stderr: Sink
  /** Everything on standard input. An interrupt meanwhile ends the program with 130. */
  stdin(): Promise<Uint8Array>
  /** True while somebody can answer questions. */
  readonly interactive: boolean
  /** Today's date in UTC, YYYY-MM-DD. */
  today(): string
}

export interface Sink {
  readonly terminal: boolean
  readonly columns: number
  /** Colours and links are wanted here. */
  readonly color: boolean
  write(data: string | Uint8Array): void
}

export const say = (session: Pick<Session, 'lang'>, text: Localized): string => text[session.lang]

/** One line of a list, to stdout: as it is for a program, harmless for a terminal. */
export function list({ stdout }: Session, text: string): void {
  stdout.write(`${stdout.terminal ? visible(text) : text}\n`)
}

/** One line for people, to stderr. */
export function note(session: Session, text: Localized): void {
  session.stderr.write(`confward: ${logged(say(session, text))}\n`)
}
