import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Workspace } from './cli.ts'

const site = `server {
    listen 80;
    server_name a.example.com;
    location / { proxy_pass http://127.0.0.1:3000; }
}
`
const main = (include: string): string => `events {}\nhttp {\n    include ${include};\n}\n`
const files = {
  'nginx/nginx.conf': main('/etc/nginx/sites-enabled/*'),
  'nginx/sites-available/a.conf': site,
  'sysctl.d/10-ours.conf': 'net.ipv4.tcp_syncookies = 0\n',
  'docs/notes.txt': 'nothing\n',
}

const spaces: Workspace[] = []
const open = (more: Readonly<Record<string, string>> = {}): Workspace => {
  const space = new Workspace({ ...files, ...more })
  spaces.push(space)
  return space
}
afterEach(() => {
  for (const space of spaces.splice(0)) space.remove()
})

interface Seen {
  readonly rule: string
  readonly severity: string
  readonly path: string
}
const findings = (space: Workspace, ...args: readonly string[]): Seen[] =>
  (JSON.parse(space.run(...args, '-f', 'json').stdout) as { findings: Seen[] }).findings
const rules = (space: Workspace, ...args: readonly string[]): string[] =>
  findings(space, ...args).map(each => each.rule)

describe('modules of the configuration', () => {
  const conf =
    'events {}\nhttp {\n    server {\n        listen 127.0.0.1:80;\n        more_clear_headers Server;\n    }\n}\n'
  const loads = (space: Workspace, ...args: readonly string[]): boolean | null | undefined =>
    (
      JSON.parse(space.run('check', 'a.conf', ...args, '-f', 'json').stdout) as {
        verdicts: { loads: boolean | null }[]
      }
    ).verdicts[0]?.loads

  it('bring directives of their own; the command line wins', () => {
    const space = open({ 'a.conf': conf, 'confward.yaml': 'target: { nginx: 1.22.1 }\nmodules: [headers-more]\n' })
    expect(loads(space)).toBe(true)
    expect(loads(space, '--no-config')).toBeNull()
    expect(loads(space, '--no-config', '--target', 'nginx=1.22.1')).toBe(false)
    expect(loads(space, '--target', 'nginx=1.22.1+lua')).toBe(false)
    expect(loads(space, '--target', 'nginx=1.22.1+house-module')).toBe(false)
  })
})

it('the library of patterns is part of the target', () => {
  const behind = 'events {}\nhttp { server { location ~ (?<=(?:a|bc))d { return 403; } } }\n'
  const loads = (yaml: string): unknown => {
    const space = open({ 'a.conf': behind, 'confward.yaml': yaml })
    const { stdout } = space.run('check', 'a.conf', '-f', 'json')
    return (JSON.parse(stdout) as { verdicts: { loads: boolean | null }[] }).verdicts[0]?.loads
  }
  expect(loads('target: { nginx: 1.22.1 }\n')).toBe(false)
  expect(loads('target: { nginx: 1.22.1, pcre2: "10.46" }\n')).toBe(true)
})

describe('rules of the configuration', () => {
  it('change severity, options, or are off; the command line may ask for one all the same', () => {
    const space = open({
      'confward.yaml': `rules:
  sysctl/tcp-syncookies: low
  nginx/plaintext-proxy: off
  nginx/version-disclosure: { severity: high, why: ours }
`,
    })
    const seen = findings(space)
    expect(seen.find(each => each.rule === 'sysctl/tcp-syncookies')?.severity).toBe('low')
    expect(rules(space)).not.toContain('nginx/plaintext-proxy')
    expect(rules(space, '--rule', 'nginx/plaintext-proxy', '--as', 'nginx', 'nginx/sites-available/a.conf')).toEqual([
      'nginx/plaintext-proxy',
    ])
    expect(rules(space, '--no-config')).toContain('sysctl/tcp-syncookies')
  })

  it('set options, which are checked', () => {
    const space = open({ 'confward.yaml': 'rules:\n  nginx/plaintext-proxy:\n    options: { webroot: /srv/acme }\n' })
    expect(space.run('plan', '--as', 'nginx', 'nginx/sites-available/a.conf').stdout).toContain('/srv/acme')
    space.write('confward.yaml', 'rules:\n  nginx/plaintext-proxy:\n    options: { webrot: /srv/acme }\n')
    expect(space.run().stderr).toContain('confward.yaml:3:16: unknown key webrot, did you mean webroot?')
  })

  it.each([
    [
      'rules:\n  nginx/plaintxt-proxy: off\n',
      ':2:3: unknown rule nginx/plaintxt-proxy, did you mean nginx/plaintext-proxy?',
    ],
    ['rules:\n  nginx/hsts: loud\n', ':2:15: '],
    ['includes:\n  sites: nginx\n', 'confward.yaml:'],
    ['roles: [webserver]\n', ':1:9: '],
    ['target: { ngnix: 1.24.0 }\n', ':1:11: unknown key ngnix, did you mean nginx?'],
    ['paths: etc\n', ':1:8: paths is not of type array'],
    ['- a\n', 'confward.yaml:1:1: '],
    ['a: &a [*a]\n', 'confward.yaml:1:1: '],
  ])('%j is refused where it stands', (text, complaint) => {
    const { code, stderr } = open({ 'confward.yaml': text }).run()
    expect(stderr).toContain(complaint)
    expect(code).toBe(2)
  })
})

describe('folders of the host elsewhere in the tree', () => {
  it('are where the configuration says', () => {
    const space = open()
    expect(rules(space, 'nginx/nginx.conf')).not.toContain('nginx/plaintext-proxy')
    space.write('confward.yaml', 'includes:\n  /etc/nginx/sites-enabled: nginx/sites-available\n')
    const seen = findings(space, 'nginx/nginx.conf').find(each => each.rule === 'nginx/plaintext-proxy')
    expect(seen?.path).toBe('nginx/sites-available/a.conf')
    expect(space.run('fix', 'nginx/nginx.conf').stderr).not.toContain('error')
  })

  it('count from the configuration file, the longest name first', () => {
    const space = open({
      'confward.yaml': 'includes:\n  /etc/nginx: elsewhere\n  /etc/nginx/sites-enabled: nginx/sites-available\n',
    })
    const below = space.runWith({ cwd: 'nginx' }, 'nginx.conf', '-f', 'json')
    const { findings: seen } = JSON.parse(below.stdout) as { findings: Seen[] }
    expect(seen.map(each => each.path)).toContain('sites-available/a.conf')
  })
})

describe('paths, waivers and output', () => {
  it('names a file of waivers before there is one: waive writes it', () => {
    const space = open({ 'confward.yaml': 'waivers: own/accepted.yaml\n', 'own/.keep': '' })
    const first = space.run('-f', 'compact', 'sysctl.d')
    expect(first.code).toBe(1)
    expect(first.stderr).toContain('own/accepted.yaml is not there: nothing is accepted')
    const waive = ['waive', 'sysctl/tcp-syncookies', '--reason', 'x', '--until', '2027-01-01', 'sysctl.d']
    expect(space.run(...waive).code).toBe(0)
    expect(space.read('own/accepted.yaml')).toContain('rule: sysctl/tcp-syncookies')
    expect(space.run('-f', 'compact', 'sysctl.d').stdout).not.toContain('tcp-syncookies')
  })

  it('stand for what the command line leaves out', () => {
    const space = open({
      'confward.yaml': 'paths: [sysctl.d]\noutput: [compact, json=out.json]\nwaivers: own/accepted.yaml\n',
      'own/accepted.yaml': 'waivers: []\n',
    })
    expect(space.run().stdout).toMatch(/^sysctl\.d\/10-ours\.conf:1:1: high sysctl\/tcp-syncookies [^\n]*\n$/)
    expect(JSON.parse(space.read('out.json')).findings).toHaveLength(1)
    expect(rules(space, '--as', 'nginx', 'nginx/sites-available')).toContain('nginx/plaintext-proxy')
    const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
    expect(space.run('waive', 'sysctl/tcp-syncookies', '--reason', 'test', '--until', until).code).toBe(0)
    expect(space.read('own/accepted.yaml')).toContain('path: ../sysctl.d/10-ours.conf')
    expect(space.run('--fail-on', 'info').code).toBe(0)
  })
})

describe('a file that the daemon would refuse', () => {
  it.each([
    [[], 1],
    [['--fail-on', 'never'], 3],
    [['--exit-zero'], 0],
    [['--fail-on', 'never', '--exit-zero'], 0],
  ])('%j ends with %i', (options, code) => {
    const space = open({ 'nginx.conf': 'events {}\nhttp { server_tokens offf; }\n' })
    expect(space.run(...options, 'nginx.conf').code).toBe(code)
  })
})

describe('init', () => {
  it('writes what the tree shows', () => {
    const space = open()
    expect(space.run('init').code).toBe(0)
    const text = space.read('confward.yaml')
    expect(parse(text)).toEqual({
      paths: ['nginx', 'sysctl.d'],
      baseline: 'balanced',
      'fail-on': 'medium',
      includes: { '/etc/nginx/sites-enabled': 'nginx/sites-available' },
    })
    expect(text).toMatch(/today: .*1 high/)
    expect(findings(space).map(each => each.path)).toContain('nginx/sites-available/a.conf')
  })

  it('in Chinese, and in an empty folder', () => {
    const space = new Workspace()
    spaces.push(space)
    expect(space.run('init', '--lang', 'zh').code).toBe(0)
    expect(parse(Buffer.from(space.read('confward.yaml'), 'latin1').toString())).toEqual({
      baseline: 'balanced',
      'fail-on': 'medium',
    })
  })

  it('repeats nothing of a hostile tree that would be YAML', () => {
    const name = 'x: [zq9\n- !!js \'"'
    const space = new Workspace({ [`${name}/nginx/nginx.conf`]: main('/etc/zq9/*'), 'docs/a.txt': '' })
    spaces.push(space)
    space.run('init')
    expect(parse(Buffer.from(space.read('confward.yaml'), 'latin1').toString()).paths).toEqual([name])
    expect(space.run().code).not.toBe(2)
  })
})

describe('the schema for editors', () => {
  const schema = JSON.parse(readFileSync(new URL('../../confward.schema.json', import.meta.url), 'utf8'))
  const validate = new Ajv({ strict: false }).compile(schema)

  it('knows what the program knows', () => {
    expect(validate({ baseline: 'strict', rules: { 'nginx/hsts': { severity: 'low', options: { minAge: 1 } } } })).toBe(
      true,
    )
    expect(validate({ rules: { 'nginx/hsts': { options: { minAge: 'long' } } } })).toBe(false)
    expect(validate({ rules: { 'nginx/hsts': 'loud' } })).toBe(false)
    expect(validate({ base: 'strict' })).toBe(false)
  })
})

it.each(['README.md', 'README.zh-CN.md'])('the example of %s is taken as it stands', document => {
  const [, text = ''] = /^```yaml\n(paths:[\s\S]*?)^```$/m.exec(readFileSync(document, 'utf8')) ?? []
  const space = open({
    'confward.yaml': text,
    'confward.waivers.yaml': 'waivers: []\n',
    'hosts/a/etc/sysctl.d/10.conf': 'net.ipv4.tcp_syncookies = 0\n',
    'nginx/sites/b.conf': site,
  })
  const { code, stderr } = space.run()
  expect(stderr).not.toMatch(/unknown|is not/)
  expect(code).toBe(1)
  const { runs } = JSON.parse(space.read('confward.sarif')) as { runs: { results: { ruleId: string }[] }[] }
  const seen = runs.flatMap(run => run.results.map(each => each.ruleId))
  expect(seen).toEqual(expect.arrayContaining(['sysctl/tcp-syncookies', 'nginx/plaintext-proxy']))
  expect(seen).not.toContain('nginx/version-disclosure')
})
