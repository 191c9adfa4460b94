import { afterEach, beforeEach, expect, it } from 'vitest'
import { reports } from '../../src/report/index.ts'
import { Workspace } from './cli.ts'

/** Secrets that no line of the file they stand in tells: the way they are used says what they are. */
const values = [
  'aabbccddeeff00112233',
  '00112233445566778899',
  '8899aabbccddeeff0011',
  'ccbbccddeeff00112233',
  '7f6e5d4c3b2a1908aabb',
  '9d8c7b6a5f4e3d2c1b0a',
  '0d8c7b6a5f4e3d2c1b0a',
  'f00dcafe',
  'feedc0ffee',
]

const site = `events {}
http {
    map $host $by_host {
        default "${values[1]}";
        b.example "${values[2]}";
    }
    map $http_x_api_key $client {
        default "";
        include keys.map;
    }
    server {
        listen 127.0.0.1:8080;
        set $k "${values[0]}";
        location / { proxy_set_header X-Api-Key $k; proxy_pass http://127.0.0.1:9; }
        location /b { proxy_set_header X-Api-Key $by_host; proxy_pass http://127.0.0.1:9; }
        location /c { if ($http_x_api_key != "${values[3]}") { return 403; } proxy_pass http://127.0.0.1:9; }
        location /d {
            proxy_set_header Authorization
                "${values[7]}";
            proxy_pass http://127.0.0.1:9;
        }
        location /e {
            proxy_set_header Authorization
                "${values[8]}";
            proxy_set_header Host $host;
            location /e/f { proxy_set_header X-Own 1; proxy_pass http://127.0.0.1:9; }
        }
    }
}
`

let space: Workspace
beforeEach(() => {
  space = new Workspace({
    'nginx.conf': site,
    'keys.map': `"${values[4]}" alice;\n${values[5]} bob;\n${values[6]} $no_such_variable;\n`,
  })
})
afterEach(() => space.remove())

const commands: readonly (readonly string[])[] = [
  ...Object.keys(reports).map(format => ['check', '--exit-zero', '-f', format]),
  ['check', '--exit-zero', '--all'],
  ['inspect'],
  ['inspect', '-f', 'json'],
  ...['text', 'markdown', 'json', 'sh'].map(format => ['plan', '-f', format]),
  ['fix', '--unsafe'],
]

it.each(commands)('a secret known by its use is in no output: %s %s %s %s', (...words) => {
  const { code, stdout, stderr } = space.run(...words, 'nginx.conf')
  expect(code, stderr).toBeLessThan(2)
  for (const value of values) expect(stdout + stderr, value).not.toContain(value)
  expect((stdout + stderr).length).toBeGreaterThan(0)
})

it.each(['text', 'markdown', 'html'])('the line of a fix does not show what else stands on it: %s', format => {
  const [secret] = values
  const line = `server { listen 127.0.0.1:8080; set $k "${secret}"; location / { proxy_set_header X-Api-Key $k; proxy_pass http://127.0.0.1:9; } }`
  space.write('line.conf', `events {} http { ${line} }\n`)
  const { stdout, stderr } = space.run('check', '--exit-zero', '--all', '-f', format, 'line.conf')
  expect(stdout, stderr).toContain('server_tokens off;')
  expect(stdout).not.toContain(secret)
})

it.each(['text', 'markdown'])('a plan that repeats a secret does not show it: %s', format => {
  space.write('confward.yaml', 'rules:\n  nginx/secret-in-config: off\n')
  const { stdout, stderr } = space.run('plan', '-f', format, 'nginx.conf')
  expect(stdout, stderr).toMatch(/Authorization\n\s*\+\s+"\*\*\*"/)
  for (const value of values) expect(stdout + stderr, value).not.toContain(value)
})

it('what is hidden is found, and lines without a secret are shown', () => {
  const { stdout } = space.run('check', '--exit-zero', '-f', 'json', 'nginx.conf')
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; line: number }[] }
  const lines = findings.filter(({ rule }) => rule === 'nginx/secret-in-config').map(({ line }) => line)
  expect(lines).toEqual([4, 5, 7, 13, 16, 18, 23])
  const inspected = space.run('inspect', 'nginx.conf').stdout
  expect(inspected).toContain('map "***" alice')
  expect(inspected).toContain('set    $k ***')
})
