import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { program, type Workspace } from './cli.ts'

export interface Step {
  /** What has to appear before the step. */
  readonly wait: string
  readonly send?: string
  readonly resize?: readonly [rows: number, columns: number]
  /** A file whose content at that moment is kept. */
  readonly read?: string
  /** A file to which somebody else adds a line at that moment. */
  readonly write?: string
}

export interface Seen {
  /** Undefined when the program did not end. */
  readonly status: number | null
  readonly output: string
  readonly kept: readonly string[]
  /** What was waited for in vain. */
  readonly missing: string | null
}

const driver: string = fileURLToPath(new URL('lab/terminal.py', import.meta.url))

interface More {
  readonly env?: Record<string, string>
  readonly rows?: number
  readonly columns?: number
}

/** Runs a program in a pseudo-terminal and types. */
export function run(space: Workspace, argv: readonly string[], steps: readonly Step[], more: More = {}): Seen {
  const { env = {}, ...size } = more
  const scenario = { argv, cwd: space.cwd, env: { ...space.env, TERM: 'xterm-256color', ...env }, steps, ...size }
  const driven = spawnSync('python3', [driver], {
    input: JSON.stringify(scenario),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (driven.status !== 0) throw new Error(driven.stderr)
  const { kept, ...seen } = JSON.parse(driven.stdout) as Seen
  return { ...seen, kept: kept.map(each => Buffer.from(each, 'base64').toString()) }
}

export const onTerminal = (space: Workspace, args: readonly string[], steps: readonly Step[], more: More = {}): Seen =>
  run(space, [process.execPath, program, ...args], steps, more)

/** The text without what moves the cursor or colours. */
export const plain = (output: string): string => output.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '').replace(/\r/g, '')
