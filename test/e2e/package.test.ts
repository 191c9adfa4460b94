import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The package as npm would publish it, unpacked where a project would have it. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'confward-package-'))
const installed = join(project, 'node_modules/confward')
const run = (program: string, args: readonly string[], cwd = project) =>
  spawnSync(program, args, { cwd, encoding: 'utf8' })

describe('the published package', () => {
  beforeAll(() => {
    const source = join(project, 'source')
    for (const name of [
      'bin',
      'src',
      'baselines',
      'docs',
      'package.json',
      'rolldown.config.ts',
      'tsconfig.json',
      'tsconfig.build.json',
      'README.md',
      'README.zh-CN.md',
      'LICENSE',
    ])
      run('cp', ['-r', join(root, name), join(mkdirs(source), name)])
    symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
    const packed = run('npm', ['pack', '--silent', '--pack-destination', project], source)
    expect(packed.status, packed.stdout + packed.stderr).toBe(0)
    mkdirSync(installed, { recursive: true })
    const tarball = readdirSync(project).find(name => name.endsWith('.tgz')) as string
    run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
    for (const name of ['diff', 'yaml', '@inquirer', 'typescript', '@types'])
      symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n')
  })
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  const mkdirs = (folder: string): string => {
    mkdirSync(folder, { recursive: true })
    return folder
  }

  test('runs', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(run(process.execPath, [join(installed, 'bin/confward.js'), '--version']).stdout).toContain(version)
  })

  test('can be imported, with types', () => {
    const text = `import { analyze, type Report } from 'confward'
const report: Report = analyze({ files: { 'nginx.conf': 'events {}\\nhttp { sever_tokens off; }\\n' } })
console.log(JSON.stringify(report.verdicts.map(({ format, loads }) => ({ format, loads }))))
`
    writeFileSync(join(project, 'use.ts'), text)
    const tsc = [
      'node_modules/typescript/bin/tsc',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      'use.ts',
    ]
    const compiled = run(process.execPath, tsc)
    expect(compiled.stdout).toBe('')
    expect(run(process.execPath, ['use.js']).stdout).toBe('[{"format":"nginx","loads":false}]\n')
  })

  test('holds no tests, generators or facts, and depends on nothing that installs scripts', () => {
    const files = readdirSync(installed, { recursive: true }) as string[]
    expect(files.filter(file => /(^|\/)(test|dev|facts|node_modules)\//.test(file))).toEqual([])
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies: object }
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['@inquirer/prompts', 'diff', 'yaml'])
  })
})
