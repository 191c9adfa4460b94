import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { needs } from '../oracle/needs.ts'
import { Workspace } from './cli.ts'
import { plain, run } from './terminal.ts'

const space = new Workspace({ 'client.ovpn': 'client\ndev tun\nremote vpn.example.com 1194\n' })
afterAll(() => space.remove())
for (const shell of ['bash', 'zsh', 'fish'])
  space.write(shell === 'zsh' ? 'functions/_confward' : `completions.${shell}`, space.run('completions', shell).stdout)

/** A line as typed, and what it becomes or what is offered for its last word. */
const cases: readonly (readonly [line: string, word: string])[] = [
  ['confward exp', 'explain'],
  ['confward fix --un', '--unsafe'],
  ['confward --fail-on me', 'medium'],
  ['confward check --baseline stri', 'strict'],
  ['confward check -f sar', 'sarif'],
  ['confward plan -f mark', 'markdown'],
  ['confward explain nginx/hst', 'nginx/hsts'],
  ['confward completions fi', 'fish'],
  ['confward check cli', 'client.ovpn'],
]

describe('bash', () => {
  needs().each(cases)('completes %j', (line, word) => {
    const words = line.split(' ')
    const script = `source ./completions.bash; COMP_WORDS=(${words.map(each => `'${each}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _confward; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['-c', script], { cwd: space.cwd, encoding: 'utf8' })
    expect(stdout.trim().split('\n')).toContain(word)
  })
})

describe('fish', () => {
  needs('fish').each(cases)('completes %j', (line, word) => {
    const script = `source completions.fish; complete -C '${line}'`
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { cwd: space.cwd, encoding: 'utf8' })
    expect(stdout.split('\n').map(each => each.split('\t')[0])).toContain(word)
  })
})

needs('zsh', 'python3')('zsh completes them all', () => {
  const setUp = "fpath=($PWD/functions $fpath); autoload -U compinit; compinit -D -u; PS1=rea''dy:\r"
  const typed = cases.flatMap(([line, word]) => [
    { wait: 'ready:', send: `${line}\t` },
    // Only what is added is written behind what was typed.
    { wait: word.slice((line.split(' ').at(-1) ?? '').length), send: '\x03' },
  ])
  const steps = [{ wait: '> ', send: setUp }, ...typed, { wait: 'ready:', send: 'exit\r' }]
  const seen = run(space, ['zsh', '-f', '-i'], steps, { env: { PS1: '> ', TERM: 'dumb' } })
  expect(seen.missing, plain(seen.output)).toBeNull()
})

it.each(['completions.bash', 'functions/_confward', 'completions.fish'])('%s names every command', file => {
  const commands = [...readFileSync('src/cli/commands.ts', 'utf8').matchAll(/^ {4}name: '([a-z]+)'/gm)]
  for (const [, name] of commands) expect(space.read(file)).toContain(name)
})
