import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Workspace } from './cli.ts'

const nginx = (upstream: string): string => `events {}
http {
  server { listen 80; server_name a.example; location / { proxy_pass ${upstream}; } }
}
`

let space: Workspace
beforeEach(() => {
  space = new Workspace({ 'etc/nginx/nginx.conf': nginx('http://10.0.0.1:8080') })
})
afterEach(() => space.remove())

describe('documents', () => {
  it('are written together, each to its file', () => {
    const outputs = ['html=r.html', 'evidence=e.md', 'map-json=m.json', 'map-svg=m.svg', 'map-mermaid=m.mmd']
    const { code, stdout } = space.run('.', '--exit-zero', ...outputs.flatMap(output => ['-f', output]))
    expect([code, stdout]).toEqual([0, ''])
    expect(space.read('r.html')).toMatch(/^<!doctype html>/)
    expect(space.read('r.html')).toContain('Why it matters')
    expect(space.read('e.md')).toMatch(/^# Configuration evidence report\n/)
    expect(space.read('e.md')).toContain('8.1.2.2 a (secondary sources)')
    expect(JSON.parse(space.read('m.json')).maps[0].nodes.length).toBeGreaterThan(3)
    expect(space.read('m.svg')).toMatch(/^<svg xmlns/)
    expect(space.read('m.mmd')).toMatch(/^flowchart LR\n/)
  })

  it('say of several hosts why there is no plan, which would name the units and files of one only', () => {
    for (const name of ['a', 'b']) space.write(`hosts/${name}/etc/sysctl.d/9.conf`, 'kernel.kptr_restrict=0\n')
    const documents = (path: string): string[] => {
      space.run(path, '--exit-zero', '-f', 'html=r.html', '-f', 'evidence=e.md')
      return [space.read('r.html'), space.read('e.md')]
    }
    const why = 'A plan is for one host, and here are several: name one (hosts/a, hosts/b)'
    for (const text of documents('hosts')) {
      expect(text.split(why)).toHaveLength(2)
      expect(text).not.toMatch(/Apply the safe fixes|sysctl -n|id="step-1"/)
    }
    for (const text of documents('hosts/a')) {
      expect(text).not.toContain('A plan is for one host')
      expect(text).toContain('Apply the safe fixes')
    }
  })

  it('speak Chinese, and evidence is a page where its file is one', () => {
    space.run('.', '--exit-zero', '--lang', 'zh', '-f', 'evidence=e.html', '-f', 'html=r.html')
    expect(Buffer.from(space.read('e.html'), 'latin1').toString()).toContain('<h1>配置核查证据报告</h1>')
    expect(Buffer.from(space.read('r.html'), 'latin1').toString()).toContain('<h1>配置报告</h1>')
  })
})

describe('evidence', () => {
  it('holds the results of commands that were given', () => {
    space.write('results.jsonl', '{"command":"nginx -t","exit":1,"output":"emerg"}\n{"command":["id"],"exit":0}\n')
    const { stdout } = space.run('.', '--exit-zero', '-f', 'evidence', '--results', 'results.jsonl')
    expect(stdout).toContain('| C1 | `nginx -t` | 1 | – |')
    expect(stdout).toContain('| C2 | `id` | 0 | – |')
  })

  it.each([
    ['{"command":1,"exit":0}', 'an entry has command'],
    ['nonsense', 'not JSON'],
  ])('refuses results that are none: %s', (text, message) => {
    space.write('results.json', text)
    const { code, stderr } = space.run('.', '-f', 'evidence', '--results', 'results.json')
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  it('tells what changed since a revision, and lists what stood before too', () => {
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: space.cwd, stdio: 'ignore' })
    }
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'one')
    space.write('etc/nginx/nginx.conf', nginx('https://origin.example.net'))
    const { stdout } = space.run('.', '--exit-zero', '-f', 'evidence', '--since', 'HEAD')
    expect(stdout).toContain(
      '-  server { listen 80; server_name a.example; location / { proxy_pass http://10.0.0.1:8080; } }',
    )
    expect(stdout).toContain(
      '+  server { listen 80; server_name a.example; location / { proxy_pass https://origin.example.net; } }',
    )
    expect(stdout).toContain('nginx/plaintext-proxy')
    expect(stdout).toMatch(/Findings of HEAD that are gone[\s\S]*nginx\/plaintext-upstream/)
    expect(stdout).toMatch(/nginx\/upstream-tls-unverified[\s\S]*open, new/)
  })
})
