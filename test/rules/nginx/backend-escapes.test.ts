import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each row was asked of nginx 1.22.1 in front of an application that tells what it gets: does `..` leave `/v1/`? */
const sent = (location: string): unknown[] =>
  findings('nginx/proxy-pass-traversal', `server { listen 80; ${location} }`).map(({ message, messageId }) => [
    messageId,
    / as (\S+) to/.exec(message.en)?.[1],
  ])

it.each([
  ['location ~ ^/api(.*)$ { proxy_pass http://127.0.0.1:9000/v1/$1; }', '/v1/../secret'],
  ['location ~ ^/api(.*)$ { proxy_pass http://127.0.0.1:9000/v1/$1$is_args$args; }', '/v1/../secret'],
  ['location ~ ^/api(?<rest>.*)$ { proxy_pass http://127.0.0.1:9000/a/v1/$rest; }', '/a/v1/../secret'],
  ['location /api { rewrite ^/api(.*)$ /v1/$1 break; proxy_pass http://127.0.0.1:9000; }', '/v1/../secret'],
  ['location /api { rewrite ^/api/?(.*)$ /v1/$1 break; proxy_pass http://127.0.0.1:9000; }', '/v1/../secret'],
])('%s sends %s', (location, path) => expect(sent(location)).toEqual([['capture', path]]))

it.each([
  'location /api { proxy_pass http://127.0.0.1:9000/v1?key=1; }',
  'location /verify { internal; proxy_pass http://127.0.0.1:9000/api/verify; } location / { auth_request /verify; }',
  'location ~ ^/api/(.*)$ { proxy_pass http://127.0.0.1:9000/v1/$1; }',
  'location ~ ^/api(.*)$ { proxy_pass http://127.0.0.1:9000/v1$1; }',
  'location ~ ^/api(.*)$ { proxy_pass http://127.0.0.1:9000/$1; }',
  'location ~ ^/api([a-z]*)$ { proxy_pass http://127.0.0.1:9000/v1/$1; }',
  'location /api/ { rewrite ^/api(.*)$ /v1/$1 break; proxy_pass http://127.0.0.1:9000; }',
  'location /api { rewrite ^/api/(.*)$ /v1/$1 break; proxy_pass http://127.0.0.1:9000; }',
  'location /api { rewrite ^/api(.*)$ /v1/$1 break; root /srv; }',
  'location /api { rewrite ^/api(.*)$ /v1/?p=$1 break; proxy_pass http://127.0.0.1:9000; }',
])('%s stays inside', location => expect(sent(location)).toEqual([]))
