import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/engine/index.ts'

const text = 'events {}\nhttp { server { listen 127.0.0.1:81; autoindex on; } }\n'

const asked = (...paths: string[]): string[] => {
  const input = { files: Object.fromEntries(paths.map(path => [path, text])) }
  const { steps } = plan(input, analyze(input))
  const all = steps.flatMap(({ verify = [], undo = [] }) => [...verify, ...undo]).map(({ argv }) => argv.join(' '))
  return [...new Set(all.filter(line => line.startsWith('nginx -t')))]
}

test.each([
  ['/opt/nginx/conf/nginx.conf', 'nginx -t -c /opt/nginx/conf/nginx.conf'],
  ['etc/own/nginx.conf', 'nginx -t -c /etc/own/nginx.conf'],
  ['hosts/a/usr/local/nginx/conf/nginx.conf', 'nginx -t -c /usr/local/nginx/conf/nginx.conf'],
  ['/etc/nginx/nginx.conf', 'nginx -t'],
  ['hosts/a/etc/nginx/nginx.conf', 'nginx -t'],
  ['nginx.conf', 'nginx -t'],
])('the main file %s is checked by: %s', (path, command) => {
  expect(asked(path)).toEqual([command])
})

test('of several main files none is picked', () => {
  expect(asked('/opt/a/nginx.conf', '/opt/b/nginx.conf')).toEqual(['nginx -t'])
})
