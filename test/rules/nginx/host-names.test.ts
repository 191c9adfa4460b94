import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

const refusing = 'server {\n  listen 80 default_server;\n  return 444;\n}\n'
const site = (name: string): string => `${refusing}server {
  listen 80;
  server_name ${name};
  location / {
    proxy_set_header Host $http_host;
    proxy_pass http://127.0.0.1:8080;
  }
}
`

function fixesOf(path: string, text: string): readonly (readonly [string, string])[] {
  const { findings } = analyze({ files: { [path]: text } })
  const found = findings.find(({ rule }) => rule === 'nginx/host-spoofing')
  return (found?.fixes ?? []).map(({ safety, edits }) => [safety, edits[0]?.text ?? ''] as const)
}

it('a server of one name says it itself', () =>
  expect(fixesOf('sites-available/a.conf', site('a.example'))).toEqual([['safe', 'Host $server_name']]))

it.each([
  ['a.conf.template', '${DOMAIN}'],
  ['a.conf.j2', '{{ names }}'],
  ['a.conf.erb', '<%= @names %>'],
])('a placeholder in %s may stand for several names, or a pattern', (path, name) =>
  expect(fixesOf(path, site(name))).toEqual([['unsafe', 'Host $host']]),
)

it('what follows the client all the same is no fix', () =>
  expect(fixesOf('a.conf', site('a.example b.example').replace(refusing, ''))).toEqual([]))

it('a line around servers is not changed for those of other files', () => {
  const shared = `proxy_set_header Host $http_host;\n${site('a.example').replace(/ +proxy_set_header.*\n/, '')}`
  expect(fixesOf('conf.d/a.conf', shared)).toEqual([['unsafe', 'Host $host']])
  const main = `events {}\nhttp {\n${shared}}\n`
  expect(fixesOf('nginx.conf', main)).toEqual([['safe', 'Host $server_name']])
})

describe('a fragment does not tell which server is the default of a socket', () => {
  const confidences = (text: string, path = 'conf.d/a.conf'): Record<string, string> =>
    Object.fromEntries(analyze({ files: { [path]: text } }).findings.map(({ rule, confidence }) => [rule, confidence]))
  const redirect = (listen: string): string =>
    `server {\n  listen ${listen};\n  server_name a.example;\n  return 308 https://$host$request_uri;\n}\n`
  const own = (listen: string): string =>
    `server {\n  listen ${listen};\n  server_name a.example b.example;\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://127.0.0.1:8080;\n  }\n}\n`

  it.each([
    ['nginx/redirect-host', redirect],
    ['nginx/host-spoofing', own],
  ])('%s', (rule, text) => {
    expect(confidences(text('80'))[rule]).toBe('low')
    expect(confidences(text('80 default_server'))[rule]).toBe('high')
    expect(confidences(`events {}\nhttp {\n${text('80')}}\n`, 'nginx.conf')[rule]).toBe('high')
  })
})
