import { spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const program: string = fileURLToPath(new URL('../../bin/confward.js', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder of its own for one test, with its journal in it. */
export class Workspace {
  readonly top: string = mkdtempSync(join(tmpdir(), 'confward-e2e-'))
  readonly cwd: string = join(this.top, 'work')
  readonly env: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: this.top, LANG: 'C.UTF-8' }

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    mkdirSync(this.cwd)
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.cwd, path)), { recursive: true })
    writeFileSync(join(this.cwd, path), content)
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.cwd, path)), { recursive: true })
    symlinkSync(target, join(this.cwd, path))
  }

  read(path: string): string {
    return readFileSync(join(this.cwd, path), 'latin1')
  }

  /** Every file with its content: equal when nothing was written. */
  state(): Record<string, string> {
    const paths = readdirSync(this.cwd, { recursive: true }).map(String).sort()
    const files = paths.filter(path => lstatSync(join(this.cwd, path)).isFile())
    return Object.fromEntries(files.map(path => [path, this.read(path)]))
  }

  run(...args: readonly string[]): Outcome {
    return this.runWith({}, ...args)
  }

  runWith(
    more: { input?: string | Uint8Array; env?: Record<string, string>; uid?: number; cwd?: string },
    ...args: readonly string[]
  ): Outcome {
    const { input = '', env = {}, uid, cwd = '.' } = more
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: join(this.cwd, cwd),
      env: { ...this.env, ...env },
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    })
    return { code: status, stdout, stderr }
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true })
  }
}
