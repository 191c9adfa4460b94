import { writeSync } from 'node:fs'
import type { WriteStream } from 'node:tty'
import type { Lang } from '../message/index.ts'
import type { Arguments } from './arguments.ts'
import { exit } from './exit.ts'
import type { Session, Sink } from './session.ts'

/** The session of this process. Before the command line could be read, only the environment counts. */
export function processSession(given?: Arguments): Session {
  const env = process.env
  const color = given?.value('color')
  return {
    cwd: process.cwd(),
    env,
    lang: (given?.value('lang') as Lang | undefined) ?? localeOf(env),
    stdout: sink(process.stdout, color),
    stderr: sink(process.stderr, color),
    stdin: readStdin,
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    today: () => new Date().toISOString().slice(0, 10),
  }
}

/**
 * Asynchronously, so that an interrupt is heard. Elsewhere nothing listens for one: while the core computes, the
 * signal itself ends the program, which a shell reports as 130 too.
 */
async function readStdin(): Promise<Uint8Array> {
  const interrupted = (): never => process.exit(exit.interrupted)
  process.once('SIGINT', interrupted)
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  process.off('SIGINT', interrupted)
  return Buffer.concat(chunks)
}

/** POSIX: LC_ALL over LC_MESSAGES over LANG. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): Lang {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** --color over NO_COLOR over FORCE_COLOR over whether it is a terminal. */
export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
  asked: string | undefined,
): boolean {
  if (asked === 'always' || asked === 'never') return asked === 'always'
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return terminal && env.TERM !== 'dumb'
}

function sink(stream: WriteStream & { fd: number }, asked: string | undefined): Sink {
  const terminal = stream.isTTY === true
  return {
    terminal,
    columns: terminal ? stream.columns || 80 : 80,
    color: wantsColor(process.env, terminal, asked),
    write: data => writeAll(stream.fd, typeof data === 'string' ? Buffer.from(data) : data),
  }
}

/** Synchronously, so that nothing is lost on exit. A reader that went away ends the program quietly, as `head` expects. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') process.exit(process.exitCode ?? 0)
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
