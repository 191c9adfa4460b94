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

  test('what depends on more than the path is not followed', () => {
    expect(way(`if ($http_x) { rewrite ^ /new/; } ${rewrites}`, '/old/x')).toBe('*:80 → server a / location /old/')
  })
})
