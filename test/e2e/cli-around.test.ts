import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Workspace } from './cli.ts'

/** Parts of a configuration that are named by themselves, from where people and hooks stand. */

const main = `events { }
http {
    server_tokens off;
    autoindex off;
    include /etc/nginx/sites-enabled/*;
    include conf.d/*.conf;
}
`
const site = (name: string): string => `server {
    listen 80;
    server_name ${name};
    root /srv/${name};
    location /files/ { autoindex on; }
}
`
let space: Workspace
beforeAll(() => {
  space = new Workspace({
    'nginx/nginx.conf': main,
    'nginx/sites-available/shop.conf': site('shop.example.com'),
    'nginx/conf.d/a.conf': site('a.example.com'),
  })
  space.link('nginx/sites-enabled/shop', '../sites-available/shop.conf')
})
afterAll(() => space.remove())

describe('a part of a configuration', () => {
  it.each([
    ['.', 'nginx/sites-available/shop.conf', 'nginx/nginx.conf'],
    ['nginx', 'sites-available/shop.conf', 'nginx.conf'],
    ['nginx/sites-available', 'shop.conf', '../nginx.conf'],
    ['nginx/sites-available', '.', '../nginx.conf'],
    ['nginx/conf.d', '.', '../nginx.conf'],
  ])('is judged in its main file: %s %s', (cwd, path, root) => {
    const report = JSON.parse(space.runWith({ cwd }, 'check', path, '-f', 'json').stdout)
    const file = path === '.' ? (cwd.endsWith('conf.d') ? 'a.conf' : 'shop.conf') : path
    expect(report.within).toMatchObject([{ root, files: [file] }])
    expect(new Set(report.findings.map((each: { path: string }) => each.path))).toEqual(new Set([file]))
    expect(report.verdicts).toMatchObject([{ root }])
    const { stdout } = space.runWith({ cwd }, 'check', path)
    expect(stdout).toContain(' in 1 file,')
    expect(stdout).toContain(`judged in ${root}, which includes ${file}; `)
  })

  it('is judged where it is saved by an editor, from standard input', () => {
    const input = site('new.example.com').replace('autoindex', 'autoindx')
    const check = (name: string): { verdicts: object[]; findings: { path: string }[] } =>
      JSON.parse(space.runWith({ input }, '-', '--stdin-filename', name, '-f', 'json').stdout)
    for (const name of ['nginx/sites-available/shop.conf', 'nginx/conf.d/unsaved.conf']) {
      const { verdicts, findings } = check(name)
      expect(verdicts).toMatchObject([{ root: 'nginx/nginx.conf', loads: false }])
      expect(new Set(findings.map(({ path }) => path))).toEqual(new Set([name]))
    }
    expect(check('nginx/sites-available/unsaved.conf').verdicts).toMatchObject([
      { root: 'nginx/sites-available/unsaved.conf' },
    ])
  })

  it('is compared with what it was in its main file, from inside its folder', () => {
    const git = (...args: string[]): void => {
      const names = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']
      expect(spawnSync('git', [...names, ...args], { cwd: space.cwd, env: space.env }).status).toBe(0)
    }
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'first')
    const { stdout, stderr } = space.runWith({ cwd: 'nginx/conf.d' }, 'check', 'a.conf', '--since', 'HEAD')
    expect(stdout).toContain('no findings in 1 file')
    expect(stderr).not.toContain(' are fixed')
  })

  it('is mended alone, and says where it was judged', () => {
    const { stdout, stderr } = space.run('fix', '--unsafe', 'nginx/sites-available/shop.conf')
    expect(stdout.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/nginx/sites-available/shop.conf'])
    expect(stderr).toContain('judged in nginx/nginx.conf, which includes nginx/sites-available/shop.conf')
  })

  it('is inspected with what it inherits, without the others', () => {
    const { stdout } = space.run('inspect', 'nginx/conf.d/a.conf')
    expect(stdout).toContain('server_tokens off  nginx/nginx.conf:3')
    expect(stdout).toContain('listen default shop.example.com')
    expect(stdout).not.toContain('server shop')
  })
})
