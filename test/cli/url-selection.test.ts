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
