import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { needs } from '../oracle/needs.ts'
import { action, Clone, pieces, type Ran, read, root, yaml } from './recipes.ts'

const clone = new Clone()
afterAll(() => clone.remove())

const ids = (sarif: string): string[] => {
  const { runs } = JSON.parse(sarif) as { runs: { results: { ruleId: string }[] }[] }
  return [...new Set(runs.flatMap(run => run.results.map(each => each.ruleId)))]
}
const old = 'sysctl/tcp-syncookies'
const added = 'sysctl/memory'

describe('shell', () => {
  needs('shellcheck').each(Object.entries(pieces()))('of %s is clean', (_, { shell, text }) => {
    const file = join(clone.top, 'piece.sh')
    writeFileSync(file, text)
    execFileSync('shellcheck', ['-s', shell, '-o', 'quote-safe-variables', file], { stdio: 'inherit' })
  })

  it.each(Object.entries(pieces()))('of %s has nothing pasted into it', (_, { text }) => {
    expect(text).not.toMatch(/\$\{\{/)
    expect(text).not.toMatch(/\beval\b|\bsh -c\b/)
  })

  it('values of the action are variables', () => {
    const [step] = action.runs.steps
    const used = new Set(Object.values(step!.env).flatMap(value => /inputs\.([\w-]+)/.exec(value)?.[1] ?? []))
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort())
  })
})

describe('the action', () => {
  const run = (inputs: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}): Ran => {
    const [step] = action.runs.steps
    const given = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? ''
    const env = Object.entries(step!.env).map(([name, value]) => {
      const text = value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => given(input))
      return [name, text.replace('${{ github.action_path }}', root.replace(/\/$/, ''))]
    })
    for (const name of ['output', 'summary']) writeFileSync(join(clone.top, name), '')
    return clone.shell(
      { shell: 'bash', text: step!.run },
      {
        ...Object.fromEntries(env),
        GITHUB_OUTPUT: join(clone.top, 'output'),
        GITHUB_STEP_SUMMARY: join(clone.top, 'summary'),
        ...more,
      },
    )
  }
  const sarif = (): string => readFileSync(join(clone.cwd, 'confward.sarif'), 'utf8')
  const written = (name: string): string => readFileSync(join(clone.top, name), 'utf8')

  it('reports everything on a push', () => {
    const { code } = run({})
    expect(code).toBe(1)
    expect(ids(sarif())).toEqual(expect.arrayContaining([old, added]))
    expect(written('output')).toBe('exit-code=1\nsarif=confward.sarif\n')
    expect(written('summary')).toContain(added)
  })

  it('reports what is new in a pull request', () => {
    const { code } = run({}, { GITHUB_BASE_REF: 'main' })
    expect(code).toBe(1)
    expect(ids(sarif())).toContain(added)
    expect(ids(sarif())).not.toContain(old)
  })

  it('lets the runner obey no text of the configuration', () => {
    const { stdout } = run({})
    const [, token = 'none'] = /^::stop-commands::([0-9a-f]{32})$/m.exec(stdout) ?? []
    const [before = '', inside = '', after = ''] = stdout.split(
      new RegExp(`^::(?:stop-commands::)?${token}(?:::)?$`, 'm'),
    )
    expect(before).toBe('')
    expect(inside).toContain(added)
    const orders = after.trim().split('\n')
    expect(orders.length).toBeGreaterThan(2)
    expect(orders.filter(line => !/^::(?:error|warning|notice) file=[^:]+::/.test(line))).toEqual([])
    expect(existsSync(join(clone.cwd, 'zq9'))).toBe(false)
  })

  it('takes several paths, also such that look like options, and nothing as a command', () => {
    const { stderr } = run({ paths: 'etc/sysctl.d/10-old.conf\n--write\n$(touch zq9)' })
    expect(stderr).not.toContain('option')
    expect(existsSync(join(clone.cwd, 'zq9'))).toBe(false)
    expect(ids(sarif())).toEqual([old])
  })

  it('passes on that it was used wrongly', () => {
    expect(run({ baseline: 'no-such' }).code).toBe(2)
    expect(written('output')).toContain('exit-code=2')
  })
})

describe('other services', () => {
  it.each([
    ['docs/ci/gitlab-ci.yml', 'CI_MERGE_REQUEST_DIFF_BASE_SHA', 'gl-code-quality-report.json'],
    ['docs/ci/Jenkinsfile', 'CHANGE_TARGET', 'confward-checkstyle.xml'],
  ])('%s reports what is new in a change', (name, variable, report) => {
    const env = { CONFWARD_PATHS: '.', [variable]: variable === 'CHANGE_TARGET' ? 'main' : clone.base }
    expect(clone.shell(pieces()[name]!, env).code).toBe(1)
    const text = readFileSync(join(clone.cwd, report), 'utf8')
    expect(text).toContain(added)
    expect(text).not.toContain(old)
    expect(existsSync(join(clone.cwd, 'confward-junit.xml'))).toBe(true)
    expect(existsSync(join(clone.cwd, 'zq9'))).toBe(false)
  })

  it.each(['docs/ci/gitlab-ci.yml', 'docs/ci/Jenkinsfile'])('%s reports everything elsewhere', name => {
    const { code, stdout } = clone.shell(pieces()[name]!, { CONFWARD_PATHS: '.' })
    expect([code, stdout.includes(old)]).toEqual([1, true])
  })

  it('GitLab keeps the reports it names', () => {
    const { confward } = yaml('docs/ci/gitlab-ci.yml') as unknown as {
      confward: { script: string[]; artifacts: { reports: Record<string, string> } }
    }
    for (const file of Object.values(confward.artifacts.reports)) expect(confward.script.join()).toContain(`=${file}`)
  })
})

describe('pre-commit', () => {
  const hooks = yaml('.pre-commit-hooks.yaml') as unknown as {
    id: string
    entry: string
    files: string
    pass_filenames: boolean
  }[]

  test.each([
    ['etc/nginx/nginx.conf', true],
    ['nginx/sites/a.conf', true],
    ['hosts/a/etc/nginx/sites-enabled/default', true],
    ['client.ovpn', true],
    ['openvpn/server.conf', true],
    ['etc/sysctl.d/10-x.conf', true],
    ['etc/sysctl.conf', true],
    ['docs/nginx.md', false],
    ['src/main.ts', false],
    ['etc/apache2/apache2.conf', false],
  ])('looks at %s: %j', (path, expected) => {
    expect(hooks.map(({ files }) => new RegExp(files).test(path))).toEqual([expected, expected])
  })

  it('entries are commands of ours, without file names', () => {
    for (const { entry, pass_filenames } of hooks) {
      expect(pass_filenames).toBe(false)
      expect(commands.has(entry.split(' ')[1] ?? '')).toBe(true)
    }
  })

  it('stops a commit that adds a finding, and only such a one', () => {
    const entry = (id: string): string[] =>
      hooks
        .find(hook => hook.id === id)!
        .entry.split(' ')
        .slice(1)
    expect(clone.run(...entry('confward')).code).toBe(1)
    expect(clone.run(...entry('confward-new')).code).toBe(0)
    clone.write('etc/sysctl.d/99-staged.conf', 'kernel.kptr_restrict = 0\n')
    clone.git('add', '.')
    const { code, stdout } = clone.run(...entry('confward-new'))
    expect(code).toBe(1)
    expect(stdout).toContain('99-staged.conf')
    expect(stdout).not.toContain('10-old.conf')
    clone.git('rm', '-qf', 'etc/sysctl.d/99-staged.conf')
  })

  it('is offered as the documentation says', () => {
    const { repos } = yaml('docs/ci/pre-commit-config.yaml') as unknown as { repos: { hooks: { id: string }[] }[] }
    for (const { id } of repos.flatMap(repo => repo.hooks)) expect(hooks.map(hook => hook.id)).toContain(id)
  })
})

test('the example workflow gives the action what it takes', () => {
  const { jobs } = yaml('docs/ci/github.yml') as unknown as {
    jobs: { confward: { steps: { uses: string; with?: Record<string, string> }[] } }
  }
  const own = jobs.confward.steps.find(({ uses }) => /\/confward@/.test(uses))
  expect(Object.keys(own?.with ?? {}).filter(name => !(name in action.inputs))).toEqual([])
  expect(read('docs/ci/github.yml')).not.toMatch(/pull_request_target/)
})
