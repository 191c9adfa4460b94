import { describe, expect, test } from 'vitest'
import { ofUrl } from '../../src/cli/url-selection.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'

const way = (server: string, path: string): string | undefined =>
  ofUrl(
    modelOf({ 'nginx.conf': `events {}\nhttp {\nserver { server_name a; ${server} }\n}\n` }),
    new URL(`http://a${path}`),
  ).way[0]?.en

/** Where nginx 1.22.1 answers these requests. */
describe('the way of a request', () => {
  const rewrites = 'rewrite ^/old/(.*)$ /new/$1; location /new/ { } location /old/ { } location / { }'

  test('the statements of the server come before its locations', () => {
    expect(way(rewrites, '/old/x')).toBe('*:80 → rewrite /new/x → server a / location /new/')
    expect(way(rewrites, '/%6fld//x')).toBe('*:80 → rewrite /new/x → server a / location /new/')
    expect(way(rewrites, '/new/x')).toBe('*:80 → server a / location /new/')
    expect(way(`${rewrites} return 404;`, '/old/x')).toContain('server a, which answers by itself: return 404')
  })

  test('a location that hands requests on sends clients to its last slash', () => {
    const proxied = 'location /app/ { proxy_pass http://127.0.0.1:3000; } location / { }'
    expect(way(proxied, '/app')).toBe('*:80 → server a / location /app/, which answers 301 to /app/')
    expect(way(proxied, '/app/')).toBe('*:80 → server a / location /app/')
    expect(way(`rewrite ^/x$ /app; ${proxied}`, '/x')).toContain('/app/, which answers 301 to /app/')
  })

  test('what depends on more than the address is taken for unmet, and told', () => {
    expect(way(`if ($http_x) { rewrite ^ /new/; } ${rewrites}`, '/old/x')).toBe(
      '*:80 → rewrite /new/x → server a / location /new/, unless `if ($http_x)` leads elsewhere',
    )
    expect(way('if (-f /x) { set $a 1; } location / { }', '/')).toBe('*:80 → server a / location /')
    expect(way('if (-f /x) { set $a 1; } if ($a) { return 404; } location / { }', '/')).toContain(
      'location /, unless `if ($a)` leads elsewhere',
    )
  })

  test('an answer under a condition is named with its statement', () => {
    expect(way('if ($host = a) { return 404; } location / { }', '/')).toBe(
      '*:80 → server a, which answers by itself: return 404',
    )
    expect(way('location / { if ($args) { return 403; } return 204; }', '/?x')).toContain(
      'location / / if ($args), which answers by itself: return 403',
    )
    expect(way('location / { return 204; }', '/')).toBe('*:80 → server a / location /')
  })

  test('a path that doubles with every statement is given up', () => {
    expect(way('rewrite ^ $uri$uri; '.repeat(100), '/abc')).toContain(', unless `rewrite ^ $uri$uri` leads elsewhere')
  })
})

describe('a request of another method', () => {
  const level = (text: string, method: string, path = '/a/'): string | undefined =>
    ofUrl(modelOf(`events {}\nhttp { server { server_name a; ${text} } }\n`), new URL(`http://a${path}`), method).way[0]
      ?.en

  test('goes to limit_except, past every statement of its location', () => {
    const text = 'location /a/ { return 204; limit_except GET { deny all; } }'
    expect(level(text, 'GET')).toBe('*:80 → server a / location /a/')
    expect(level(text, 'HEAD')).toBe('*:80 → server a / location /a/')
    for (const method of ['POST', 'DELETE', 'FOO'])
      expect(level(text, method)).toBe('*:80 → server a / location /a/ / limit_except GET')
    expect(level('location /a/ { limit_except post { deny all; } }', 'POST')).toBe('*:80 → server a / location /a/')
  })

  test('decides conditions about it', () => {
    const text = 'location /a/ { if ($request_method = POST) { return 405; } }'
    expect(level(text, 'GET')).toBe('*:80 → server a / location /a/')
    expect(level(text, 'POST')).toContain('which answers by itself: return 405')
  })
})

describe('the type that a file is sent as', () => {
  const sent = (text: string, path: string): string | undefined =>
    ofUrl(modelOf({ 'nginx.conf': `events {}\nhttp {\n${text}\n}\n` }), new URL(`http://a${path}`)).way[1]?.en

  test('is that of the nearest types, else the default type in force', () => {
    const text = [
      'types { text/html html; image/png PNG; }',
      'default_type application/octet-stream;',
      'server { location / { } location /w/ { types { image/webp webp; } default_type text/plain; } }',
    ].join('\n')
    expect(sent(text, '/a.png')).toBe('the file is sent as image/png  types nginx.conf:3')
    expect(sent(text, '/a.PNG?x=1.html')).toBe('the file is sent as image/png  types nginx.conf:3')
    expect(sent(text, '/a')).toBe('the file is sent as application/octet-stream  default_type nginx.conf:4')
    expect(sent(text, '/w/a.webp')).toBe('the file is sent as image/webp  types nginx.conf:5')
    expect(sent(text, '/w/a.png')).toBe('the file is sent as text/plain  default_type nginx.conf:5')
    expect(sent('server { }', '/a.jpg')).toBe('the file is sent as image/jpeg  default')
  })

  test('is not told of folders and of what no file answers', () => {
    expect(sent('server { location / { } }', '/w/')).toBeUndefined()
    expect(sent('server { location / { proxy_pass http://127.0.0.1; } }', '/a.html')).toBeUndefined()
    expect(sent('server { return 204; }', '/a.html')).toBeUndefined()
  })
})
