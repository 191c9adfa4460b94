import { spawn, spawnSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { program, Workspace } from './cli.ts'

const space = new Workspace({
  'client.ovpn': 'client\ndev tun\nremote vpn.example.com 1194\n',
  'etc/sysctl.conf': 'net.ipv4.ip_forward = 1\n',
})
afterAll(() => space.remove())

describe('usage', () => {
  it.each([
    ['an unknown option', ['check', '--basline', 'x'], 'unknown option --basline; did you mean "--baseline"?'],
    ['the start of an option', ['--base', 'x'], 'unknown option --base; did you mean "--baseline"?'],
    ['an option of another command', ['explain', '--write', 'x'], '--write is not an option of "explain"'],
    ['a value that is none of the known', ['--fail-on', 'hihg'], 'did you mean "high"?'],
    ['a missing value', ['--baseline'], '--baseline needs a value: NAME|FILE'],
    ['a flag with a value', ['--exit-zero=yes'], '--exit-zero takes no value'],
    ['an unknown baseline', ['-b', 'strikt'], 'unknown baseline strikt, did you mean strict?'],
    ['an unknown format', ['-f', 'sarff'], 'did you mean "sarif"?'],
    ['an output without the name of its file', ['-f', 'json='], '--format json=: no file is named'],
    ['two outputs to one place', ['-f', 'text', '-f', 'json'], 'two outputs to stdout'],
    ['a target that is none', ['--target', 'ngnix=1.2'], 'did you mean "nginx"?'],
    ['a version that is none', ['--target', 'nginx=new'], '"new" is not a version of nginx'],
    ['a date that is none', ['--today', '2026-13-01'], 'is not a date'],
    ['a day that there is not', ['--today', '2026-02-30'], 'is not a date'],
    ['versions that a file does not name', ['--target-from', 'etc/sysctl.conf'], 'etc/sysctl.conf names no version'],
    ['a release of a router that is none', ['--peer', 'mikrotik:new'], 'mikrotik with its release'],
    ['an empty path', ['fix', '--write', ''], '"fix" got an empty word for a name'],
    ['a path where none is read', ['init', 'etc'], '"init" takes no name: "etc" is too much'],
    ['two shells', ['completions', 'bash', 'zsh'], '"completions" takes one name'],
    ['an unknown shell', ['completions', 'tcsh'], 'unknown value "tcsh"'],
    ['an unknown command for help', ['help', 'chek'], 'did you mean "check"?'],
  ])('%s ends with 2, on stderr', (_name, args, message) => {
    const { code, stdout, stderr } = space.run(...args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it('suggests a command for a path that does not exist', () => {
    const { code, stderr } = space.run('explian')
    expect(stderr).toContain('did you mean the command "explain"?')
    expect(code).toBe(3)
  })

  it('prints help and version to stdout', () => {
    expect(space.run('--help').stdout).toContain('Exit codes: 0 clean')
    expect(space.run('fix', '--help').stdout).toContain('--write')
    expect(space.run('--version').stdout).toMatch(/^confward \d+\.\d+\.\d+\n$/)
  })

  it('speaks the language of the locale, and of --lang over it', () => {
    expect(space.runWith({ env: { LANG: 'zh_CN.UTF-8' } }, '--fail-on', 'x').stderr).toContain('未知的值')
    expect(space.runWith({ env: { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' } }, '--fail-on', 'x').stderr).toContain(
      'unknown value',
    )
    expect(space.run('help', '--lang', 'zh').stdout).toContain('退出码')
  })
})

describe('output', () => {
  it('goes to files beside stdout', () => {
    const { code, stdout } = space.run(
      'client.ovpn',
      '-f',
      'compact',
      '-f',
      'json=out.json',
      '-f',
      'sarif=out.sarif',
      '--exit-zero',
    )
    expect(code).toBe(0)
    expect(stdout).not.toContain('"schema"')
    expect(JSON.parse(space.read('out.json')).verdicts).toMatchObject([{ format: 'openvpn', root: 'client.ovpn' }])
    expect(JSON.parse(space.read('out.sarif')).version).toBe('2.1.0')
  })

  it('has no colours in a pipe, and obeys --color, NO_COLOR and FORCE_COLOR', () => {
    const colored = (env: Record<string, string>, ...args: string[]): boolean =>
      space.runWith({ env }, 'client.ovpn', ...args).stdout.includes('\x1b[')
    expect(colored({})).toBe(false)
    expect(colored({ FORCE_COLOR: '1' })).toBe(true)
    expect(colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(colored({ NO_COLOR: '1' }, '--color', 'always')).toBe(true)
  })

  it('gives a verdict for each root named', () => {
    const { verdicts } = JSON.parse(space.run('client.ovpn', 'etc', '-f', 'json').stdout)
    expect(verdicts.map((each: { format: string }) => each.format).sort()).toEqual(['openvpn', 'sysctl'])
  })

  it('reads stdin under the name given', () => {
    const input = 'client\ndev tun\nremote a 1\n'
    const report = JSON.parse(space.runWith({ input }, '-', '--stdin-filename', 'x/y.ovpn', '-f', 'json').stdout)
    expect(report.files).toMatchObject([{ path: 'x/y.ovpn', format: 'openvpn' }])
  })

  it('ends quietly when its reader goes away', () => {
    const command = `"${process.execPath}" "${program}" help | true; echo "$\{PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: space.cwd, env: space.env, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toBe('0\n')
  })
})

describe('an interrupt', () => {
  it('ends with 130', async () => {
    const child = spawn(process.execPath, [program, 'check', '-'], { cwd: space.cwd, env: space.env })
    await new Promise(resolve => setTimeout(resolve, 1500))
    child.kill('SIGINT')
    const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
      child.on('exit', (...ended) => resolve(ended)),
    )
    expect(code ?? signal).toBe(130)
  })
})
