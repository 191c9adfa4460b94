import { fstatSync, writeSync } from 'node:fs'
import type { Lang } from '../message/index.ts'
import type { Arguments } from './arguments.ts'
import { exit } from './exit.ts'
import { reasonOf } from './reason.ts'
import type { Session, Sink } from './session.ts'
import { UsageError } from './usage-error.ts'

/** The session of this process. Before the command line could be read, only the environment counts. */
export function processSession(given?: Arguments): Session {
  const env = process.env
  const color = given?.value('color')
  return {
    cwd: workingDirectory(),
    env,
    lang: (given?.value('lang') as Lang | undefined) ?? localeOf(env),
    stdout: new ProcessSink('stdout', color),
    stderr: new ProcessSink('stderr', color),
    stdin: readStdin,
    get interactive(): boolean {
      return process.stdin.isTTY === true && process.stdout.isTTY === true
    },
    today: () => new Date().toISOString().slice(0, 10),
  }
}

/** Where the shell believes to be, when the folder is gone: what is looked for there is then missing. */
export function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    return process.env.PWD || '/'
  }
}

/**
 * Asynchronously, so that an interrupt is heard. Elsewhere nothing listens for one: while the core computes, the
 * signal itself ends the program, which a shell reports as 130 too.
 */
async function readStdin(): Promise<Uint8Array> {
  if (fstatSync(0).isDirectory()) throw new UsageError({ en: 'standard input is a directory', zh: '标准输入是目录' })
  const interrupted = (): never => process.exit(exit.interrupted)
  process.once('SIGINT', interrupted)
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  process.off('SIGINT', interrupted)
  return Buffer.concat(chunks)
}

/**
 * POSIX: LC_ALL over LC_MESSAGES over LANG. What is written is UTF-8: where the locale names another encoding (GBK, Big5),
 * the terminal could not show Chinese.
 */
export function localeOf(env: Readonly<Record<string, string | undefined>>): Lang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const lower = locale.toLowerCase()
  return lower.startsWith('zh') && /^zh[^.@]*(?:\.utf-?8)?(?:@.*)?$/.test(lower) ? 'zh' : 'en'
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

/** Node makes its streams when they are first touched, which takes longer than a check of a small file. */
class ProcessSink implements Sink {
  readonly #name: 'stdout' | 'stderr'
  readonly #asked: string | undefined
  #isTerminal: boolean | undefined

  constructor(name: 'stdout' | 'stderr', asked: string | undefined) {
    this.#name = name
    this.#asked = asked
  }

  get #descriptor(): number {
    return this.#name === 'stdout' ? 1 : 2
  }

  get terminal(): boolean {
    this.#isTerminal ??= mayBeTerminal(this.#descriptor) && process[this.#name].isTTY === true
    return this.#isTerminal
  }

  get columns(): number {
    return this.terminal ? process[this.#name].columns : 80
  }

  get color(): boolean {
    return wantsColor(process.env, this.terminal, this.#asked)
  }

  write(data: string | Uint8Array): void {
    writeAll(this.#descriptor, typeof data === 'string' ? Buffer.from(data) : data)
  }
}

/** Pipes and files are none, nor is /dev/null: of Linux's devices those with major number 1 are memory (devices.txt). */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor)
    return status.isCharacterDevice() && !(process.platform === 'linux' && status.rdev >> 8 === 1)
  } catch {
    return false
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
      // What cannot be said to anybody is left unsaid.
      if (code !== 'EAGAIN' && descriptor === 2) return
      if (code !== 'EAGAIN') throw refused(code ?? String(error))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

function refused(code: string): UsageError {
  const { en, zh } = reasonOf(code)
  return new UsageError({ en: `cannot write to standard output: ${en}`, zh: `无法写入标准输出：${zh}` })
}
