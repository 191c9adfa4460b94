import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

test('a misspelt variable is mended wherever it is used, and in its own protocol only', () => {
  const stream =
    'stream { map $remote_addr $hots { default 127.0.0.1:1; } server { listen 192.0.2.1:5000; proxy_pass $hots; } }'
  const text = `events {}
${stream}
http {
  server { listen 192.0.2.1:80; server_name a.example; return 302 https://$hots/; }
  server {
    listen 192.0.2.1:80; server_name b.example; set $hotspot x;
    if ($hots = b) { return 302 "https://\${hots}:8443/$hotspot"; }
  }
}
`
  const input = { files: { 'nginx.conf': text }, unsafe: true, target: { nginx: [1, 22, 1] as const } }
  const { files } = fix(input, analyze(input), finding => finding.rule === 'nginx/unknown-variable')
  expect(files.get('nginx.conf')).toBe(
    text.replace('https://$hots/', 'https://$host/').replace('($hots', '($host').replace('{hots}', '{host}'),
  )
})

test('entries of maps are mended with the rest, those of their own protocol', () => {
  const text = `events {}
stream {
  map $remote_addr $up { default $hots; }
  map $remote_addr $hots { default 127.0.0.1:1; }
  server { listen 192.0.2.1:5000; proxy_pass $up; }
}
http {
  map $http_upgrade $up { default "$hots"; a x-$hots; b \${hots}; }
  map $arg_x $down { default 0; a $hots; }
  server { listen 192.0.2.1:80; add_header X $up$down; return 200; }
}
`
  const input = { files: { 'nginx.conf': text }, unsafe: true, target: { nginx: [1, 22, 1] as const } }
  const { files, rejected } = fix(input, analyze(input), finding => finding.rule === 'nginx/unknown-variable')
  const [head, http] = text.split('http {')
  expect(rejected).toEqual([])
  expect(files.get('nginx.conf')).toBe(`${head}http {${http?.replaceAll('hots', 'host')}`)
})
