import { expect, it } from 'vitest'
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
