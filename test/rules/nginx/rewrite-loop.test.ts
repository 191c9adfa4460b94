import { describe, expect, test } from 'vitest'
import { findings } from './found.ts'

const messages = (body: string, more = ''): string[] =>
  findings('nginx/rewrite-loop', `server { listen 127.0.0.1:80; server_name a.example; ${more} ${body} }`).map(
    ({ message }) => message.en,
  )

/** So many locations that hand a request on: the last one answers. */
const chain = (length: number): string =>
  Array.from({ length }, (_, at) => `location = /f${at} { rewrite ^ /f${at + 1} last; }`).join('\n')

/** Each asked of nginx 1.22.1 with the path that is named: 500 here, another status below. */
describe('nginx answers 500', () => {
  test.each([
    ['below itself', 'location /app { rewrite ^/app(.*)$ /app/v2$1 last; }', '/app is', '/app to /app/v2'],
    ['the same path', 'location /b { rewrite ^/b$ /b last; return 200; }', '/b is', '/b to /b'],
    ['without a flag', 'location /c { rewrite ^/c(.*)$ /c$1; }', '/c is', '/c to /c'],
    ['two locations', 'location /g { rewrite ^/g /k last; } location /k { rewrite ^/k /g last; }', '', '/g to /k'],
    ['a query', 'location /p { rewrite ^/p(.*)$ /p$1?a=1 last; }', '', '/p to /p'],
    ['eleven changes', chain(11), '', '/f0 to /f1'],
    [
      'everything to one script that nothing runs',
      'location / { rewrite ^/(.+)$ /index.php?q=$1 last; }',
      '',
      '/index.php',
    ],
    [
      'a condition about the path',
      'location /n { if ($uri = /n) { return 200; } rewrite ^/n/ /n/x last; }',
      '',
      '/n/x',
    ],
    [
      'a method that is not asked',
      'location /s { if ($request_method = POST) { return 405; } rewrite ^ /s/x last; }',
      '',
      '/s/x',
    ],
    ['a regex location', 'location ~ ^/u\\d { rewrite ^/u(\\d)(.*)$ /u$1/v$2 last; }', '', '/v'],
    [
      'a password that nobody is asked for',
      'location /o { auth_basic x; auth_basic_user_file f; rewrite ^ /o/x last; }',
      '',
      '/o/x',
    ],
  ])('%s', (_what, body, _from, to) => {
    const found = messages(body)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(to)
  })

  test('the path that the server makes of it first', () => {
    const [found] = messages('location /w { rewrite ^/w/(.*)$ /w/x/$1 last; }', 'rewrite ^/w/?$ /w/begin/;')
    expect(found).toContain('/w/x/')
  })
})

describe('nginx answers otherwise', () => {
  test.each([
    ['break', 'location /d { rewrite ^/d(.*)$ /d/x$1 break; return 200; }'],
    ['a break behind it', 'location /d { rewrite ^/d(.*)$ /d/x$1; break; }'],
    ['ten changes', `${chain(10)} location = /f10 { return 200; }`],
    ['of the server, once', 'rewrite ^/e(.*)$ /e/x$1 last; location /e { return 200; }'],
    ['a pattern that is not found again', 'location /v { rewrite ^/v/a$ /v/b last; }'],
    ['another location', 'location /v { rewrite ^ /w last; } location /w { return 200; }'],
    ['a redirect', 'location /v { rewrite ^/v(.*)$ /v/x$1 redirect; }'],
    ['an address', 'location /v { rewrite ^/v(.*)$ http://b.example/v$1; }'],
    ['a location of its own', 'location /v { rewrite ^ /index.php last; } location ~ \\.php$ { return 200; }'],
    ['two slashes', 'location /m { rewrite (?i)^/M(.*)$ //m$1 last; }'],
  ])('%s', (_what, body) => expect(messages(body)).toEqual([]))
})

test.each([
  ['a file that may be there', 'location /v { if (-f $request_filename) { return 200; } rewrite ^ /v/x last; }'],
  ['a variable of the request', 'location /v { rewrite ^ /v/$arg_next last; }'],
  ['a pattern that only PCRE can run', 'location /v { rewrite ^/v/(?!x)(?<a>.)\\k<a> /v/$1$1 last; }'],
  ['a place inside', 'location /v { internal; rewrite ^ /v/x last; }'],
  ['rewrites in a condition', 'location /v { if ($arg_x) { rewrite ^ /v/x last; } }'],
])('nothing is said of %s', (_what, body) => expect(messages(body)).toEqual([]))

test('of several rewrites that lead to each other the first is told, once', () => {
  const [found, ...others] = findings(
    'nginx/rewrite-loop',
    `server { listen 127.0.0.1:80; server_name a.example;
      location /g { rewrite ^/g /k last; } location /k { rewrite ^/k /l last; } location /l { rewrite ^/l /g last; } }`,
  )
  expect(others).toEqual([])
  expect(found?.related).toHaveLength(2)
  expect(found?.fixes).toEqual([])
})
