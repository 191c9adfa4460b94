import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { program, Workspace } from './cli.ts'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')
export const yaml = (path: string): Record<string, never> => parse(read(path)) as Record<string, never>

export interface ActionStep {
  readonly run: string
  readonly shell: string
  readonly env: Readonly<Record<string, string>>
}

export const action = parse(read('action.yml')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] }
}

/** Every piece of shell in the recipes, with the shell it is for. */
export function pieces(): Record<string, { readonly shell: 'bash' | 'sh'; readonly text: string }> {
  const gitlab = parse(read('docs/ci/gitlab-ci.yml')) as { readonly confward: { readonly script: readonly string[] } }
  const jenkins = /sh '''\n([\s\S]*?)'''/.exec(read('docs/ci/Jenkinsfile'))?.[1] ?? ''
  return {
    'action.yml': { shell: 'bash', text: action.runs.steps.map(step => step.run).join('\n') },
    'docs/ci/gitlab-ci.yml': { shell: 'sh', text: gitlab.confward.script.join('\n') },
    'docs/ci/Jenkinsfile': { shell: 'sh', text: jenkins },
  }
}

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main', ...args],
    {
      cwd,
      encoding: 'utf8',
    },
  )

/** A clone with a branch: the base has one finding, the branch another, in files whose names want to be run. */
export class Clone extends Workspace {
  readonly base: string
  readonly bin: string

  constructor() {
    super()
    const origin = join(this.top, 'origin')
    mkdirSync(join(origin, 'etc/sysctl.d'), { recursive: true })
    git(origin, 'init', '-q')
    writeFileSync(join(origin, 'etc/sysctl.d/10-old.conf'), 'net.ipv4.tcp_syncookies = 0\n')
    git(origin, 'add', '.')
    git(origin, 'commit', '-qm', 'base')
    execFileSync('git', ['clone', '-q', origin, '.'], { cwd: this.cwd, stdio: 'ignore' })
    this.base = git(this.cwd, 'rev-parse', 'HEAD').trim()
    git(this.cwd, 'checkout', '-qb', 'change')
    for (const name of ['::error::zq9', '$(touch zq9)', '`touch zq9`\'"; touch zq9; #'])
      this.write(`etc/sysctl.d/${name}.conf`, 'kernel.randomize_va_space = 0\n')
    git(this.cwd, 'add', '.')
    git(this.cwd, 'commit', '-qm', 'change')
    this.bin = join(this.top, 'bin')
    this.#stand('npx', `shift 2; exec '${process.execPath}' '${program}' "$@"`)
  }

  /** What stands in for a program that would fetch confward. */
  #stand(name: string, text: string): void {
    mkdirSync(this.bin, { recursive: true })
    writeFileSync(join(this.bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(this.bin, name), 0o755)
  }

  shell(piece: { readonly shell: string; readonly text: string }, env: Readonly<Record<string, string>>): Ran {
    const options = piece.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e']
    const { status, stdout, stderr } = spawnSync(piece.shell, [...options, '-c', piece.text], {
      cwd: this.cwd,
      encoding: 'utf8',
      env: { ...this.env, PATH: `${this.bin}:${process.env.PATH}`, ...env },
    })
    return { code: status, stdout, stderr }
  }

  git(...args: readonly string[]): string {
    return git(this.cwd, ...args)
  }
}

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
