import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Result {
  readonly code: number
  readonly stdout: Buffer
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Network namespace inside the machine, as named by its setup. */
  readonly from?: string
  readonly timeout?: number
}

/** A host in namespaces of its own; nothing of it outlives `stop()` or this process. */
export interface Machine {
  readonly scratch: string
  /** Runs a program to its end. */
  run(argv: readonly string[], options?: RunOptions): Promise<Result>
  /** Runs a script with `sh -eu`; throws when it fails. */
  sh(script: string, options?: RunOptions): Promise<string>
  /** Starts a program and leaves it running. */
  start(argv: readonly string[], options?: RunOptions): ChildProcess
  read(path: string): Promise<Buffer>
  write(path: string, content: string | Uint8Array, mode?: string): Promise<void>
  stop(): Promise<void>
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** @param setups scripts of this folder, sourced while the machine comes up. */
export async function startMachine(setups: readonly string[], seconds = 280): Promise<Machine> {
  const scratch = mkdtempSync(join(tmpdir(), 'confward-lab-'))
  const unshare = ['unshare', '-n', '-m', '-p', '-f', '--kill-child', '--mount-proc']
  const argv = [
    'timeout',
    '-k',
    '1',
    String(seconds),
    ...unshare,
    'bash',
    here('host.sh'),
    scratch,
    ...setups.map(here),
  ]
  const child = spawn(argv[0] as string, argv.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] })
  await ready(child)
  return machine(child, scratch)
}

function ready(child: ChildProcess): Promise<void> {
  let out = ''
  let err = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (data: Buffer) => {
      err += data
    })
    child.stdout?.on('data', (data: Buffer) => {
      out += data
      if (/^ready$/m.test(out)) resolve()
    })
    child.on('exit', code => reject(new Error(`the machine did not come up (${code}): ${err || out}`)))
  })
}

/** The process that is number 1 inside: below timeout and unshare. */
function innermost(pid: number): number {
  const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]
  return /unshare|timeout/.test(readFileSync(`/proc/${pid}/comm`, 'utf8')) ? innermost(Number(below)) : pid
}

function machine(child: ChildProcess, scratch: string): Machine {
  const first = innermost(child.pid as number)
  const start = (argv: readonly string[], options: RunOptions = {}): ChildProcess => {
    const inside = options.from === undefined ? [] : ['ip', 'netns', 'exec', options.from]
    const enter = ['-t', String(first), '-n', '-m', '-p', '--wd=/', '--', ...inside, ...argv]
    return spawn('nsenter', enter, { env: { ...process.env, ...options.env }, stdio: 'pipe' })
  }
  const run = (argv: readonly string[], options: RunOptions = {}): Promise<Result> =>
    collect(start(argv, options), options)
  const sh = async (script: string, options: RunOptions = {}): Promise<string> => {
    const result = await run(['sh', '-euc', script], options)
    if (result.code !== 0) throw new Error(`exit ${result.code} of: ${script}\n${result.out}${result.err}`)
    return result.out
  }
  return {
    scratch,
    run,
    sh,
    start,
    read: async path => (await run(['cat', '--', path])).stdout,
    write: async (path, content, mode = '644') => {
      await sh(`mkdir -p "$(dirname '${path}')"; cat > '${path}'; chmod ${mode} '${path}'`, { input: content })
    },
    stop: () => stop(child, scratch),
  }
}

function collect(child: ChildProcess, { input, timeout = 60_000 }: RunOptions): Promise<Result> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => out.push(data))
  child.stderr?.on('data', (data: Buffer) => err.push(data))
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout)
  return new Promise(resolve => {
    // A daemon may keep the pipes open: the program's own end counts, with a moment for its last words.
    child.on('exit', code => setTimeout(() => finish(code ?? 137), 20))
    child.on('close', code => finish(code ?? 137))
    const finish = (code: number): void => {
      clearTimeout(timer)
      const stdout = Buffer.concat(out)
      resolve({ code, stdout, out: stdout.toString(), err: Buffer.concat(err).toString() })
    }
  })
}

function stop(child: ChildProcess, scratch: string): Promise<void> {
  return new Promise(resolve => {
    child.removeAllListeners('exit')
    child.on('exit', () => {
      rmdirSync(scratch)
      resolve()
    })
    child.stdin?.end()
  })
}
