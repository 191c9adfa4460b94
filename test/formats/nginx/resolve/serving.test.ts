import { describe, expect, it } from 'vitest'
import { hostOf, level, location, server } from './host.ts'

const serve = (text: string): unknown => {
  const model = hostOf(`upstream app { server 127.0.0.1:9000; } server { server_name a; location /l { ${text} } }`)
  return location(model, 'server a / location /l').serve
}

describe('what answers', () => {
  it.each([
    [
      'proxy_pass http://app;',
      { kind: 'proxy', scheme: 'http', authority: 'app', uri: undefined, hasVariables: false },
    ],
    ['proxy_pass HTTPS://App/v2/;', { scheme: 'https', authority: 'App', uri: '/v2/', upstream: { name: 'app' } }],
    ['proxy_pass http://$host$request_uri;', { authority: '$host', uri: '$request_uri', hasVariables: true }],
    ['proxy_pass $scheme://b:1/$1;', { scheme: undefined, authority: 'b:1', uri: '/$1' }],
    ['proxy_pass "{{ s }}://b:1/$1";', { scheme: undefined, authority: 'b:1', uri: '/$1' }],
    ['proxy_pass $b?u=http://c;', { scheme: undefined, authority: '$b', uri: '?u=http://c' }],
    ['proxy_pass http://b$uri_x;', { authority: 'b$uri_x', uri: undefined }],
    ['proxy_pass http://unix:/run/a.sock:/x/;', { authority: 'unix:/run/a.sock', uri: '/x/' }],
    ['proxy_pass http://Unix:/run/a.sock:/x/;', { authority: 'Unix:/run/a.sock', uri: '/x/' }],
    ['proxy_pass http://unix:///run/a.sock;', { authority: 'unix:///run/a.sock', uri: undefined }],
    ['uwsgi_pass unix:///run/a.sock;', { kind: 'uwsgi', authority: 'unix:///run/a.sock', tls: false }],
    ['proxy_pass http://b?x=1;', { authority: 'b', uri: '?x=1' }],
    ['fastcgi_pass app;', { kind: 'fastcgi', authority: 'app', tls: false, upstream: { name: 'app' } }],
    ['grpc_pass grpcs://b:443;', { kind: 'grpc', authority: 'b:443', tls: true }],
    ['return 301 https://$host$request_uri;', { kind: 'redirect', code: 301, url: 'https://$host$request_uri' }],
    ['return https://x;', { kind: 'redirect', code: 302, url: 'https://x' }],
    ['return 403;', { kind: 'return', code: 403, text: undefined }],
    ['return 200 ok;', { kind: 'return', code: 200, text: 'ok' }],
    ['rewrite ^ https://x$uri permanent;', { kind: 'redirect', code: 301, url: 'https://x$uri' }],
    ['rewrite ^/(.*)$ https://x/$1;', { kind: 'redirect', code: 302 }],
    ['rewrite ^/only$ /x permanent; root /r;', { kind: 'static' }],
    ['rewrite ^ /x last;', { kind: 'rewrite', target: '/x' }],
    ['rewrite ^/l(.*)$ https://x$1 permanent;', { kind: 'redirect', code: 301 }],
    ['if ($args) { return 403; } rewrite ^/l(.*)$ https://x$1;', { kind: 'redirect', code: 302 }],
    ['rewrite ^/l(.*)$ /m$1 last;', { kind: 'rewrite', target: '/m$1' }],
    ['rewrite ^/l(.*)$ /m$1 break; return 400; root /r;', { kind: 'static' }],
    ['rewrite ^/l/(.*)$ https://x/$1 permanent; root /r;', { kind: 'static' }],
    ['rewrite ^/l([^.]*)$ https://x/$1 permanent; root /r;', { kind: 'static' }],
    ['rewrite ^/l /m; rewrite ^/l(.*)$ https://x$1 permanent; root /r;', { kind: 'static' }],
    ['if ($args) { rewrite ^/l /m; } rewrite ^/l(.*)$ https://x$1 permanent; root /r;', { kind: 'static' }],
    ['proxy_pass http://app; return 204;', { kind: 'return', code: 204 }],
    ['break; return 204; proxy_pass http://app;', { kind: 'proxy' }],
    ['if ($args) { return 403; } proxy_pass http://app;', { kind: 'proxy' }],
    ['stub_status;', { kind: 'module', name: 'stub_status' }],
    ['alias /srv/; autoindex on;', { kind: 'static', root: { value: [] } }],
    ['root /srv; try_files $uri =404;', { kind: 'static', root: { value: ['/srv'] } }],
  ])('%s', (text, expected) => expect(serve(text)).toMatchObject(expected))

  it('a rewrite that every path of its own location matches', () => {
    const kinds = (match: string, pattern: string): string => {
      const model = hostOf(`server { server_name a; location ${match} { rewrite ${pattern} https://x/ permanent; } }`)
      return location(model, `server a / location ${match}`).serve.kind
    }
    expect(kinds('= /old', '^/old$')).toBe('redirect')
    expect(kinds('^~ /old/', '^/old/(.*)$')).toBe('redirect')
    expect(kinds('~ ^/old/(\\d+)$', '^/old/(\\d+)$')).toBe('redirect')
    expect(kinds('~* ^/old/(.*)$', '^/old/(.*)$')).toBe('static')
    expect(kinds('/old', '^/old/?$')).toBe('static')
  })

  it('a server answers before its locations only when nothing is conditional', () => {
    const model = hostOf(`
      server { server_name a; return 301 https://x; location / { root /r; } }
      server { server_name b; if ($scheme = http) { return 301 https://x; } location / { root /r; } }`)
    expect(server(model, 'server a').serve).toMatchObject({ kind: 'redirect' })
    expect(server(model, 'server b').serve).toBeUndefined()
  })
})

describe('handlers', () => {
  const handlers = (text: string): string[] => {
    const model = hostOf(`server { server_name a; ${text} }`)
    return model.handlers(level(model, 'server a') as never).map(one => `${one.level.subject}: ${one.serve.kind}`)
  }

  it('locations with their branches, and the files of the server where no location takes everything', () => {
    expect(
      handlers('location /x { if ($args) { return 403; } proxy_pass http://b; location /x/y { return 204; } }'),
    ).toEqual([
      'server a / location /x / if ($args): return',
      'server a / location /x: proxy',
      'server a / location /x / location /x/y: return',
      'server a: static',
    ])
  })

  it('limit_except with a handler of its own, which other methods get', () => {
    expect(
      handlers('location /x { limit_except GET { proxy_pass http://c; } proxy_pass http://b; }').slice(0, 2),
    ).toEqual(['server a / location /x / limit_except GET: proxy', 'server a / location /x: proxy'])
    expect(handlers('location / { limit_except GET { deny all; } proxy_pass http://b; }')).toEqual([
      'server a / location /: proxy',
    ])
    expect(handlers('location / { limit_except GET { proxy_pass http://c; } return 204; }')).toEqual([
      'server a / location / / limit_except GET: proxy',
      'server a / location /: return',
    ])
  })

  it('no if that leaves for another location, or is over when its location answers', () => {
    expect(handlers('location / { if ($a) { rewrite ^/x /b last; } proxy_pass http://b; }')).toEqual([
      'server a / location /: proxy',
    ])
    expect(handlers('location / { if ($a) { add_header A b; } return 404; }')).toEqual([
      'server a / location /: return',
    ])
  })

  it('nothing behind an unconditional answer', () => {
    expect(
      handlers('if ($a) { return 403; } return 301 https://x; if ($b) { return 404; } location / { root /r; }'),
    ).toEqual(['server a / if ($a): return', 'server a: redirect'])
  })

  it('a location that takes everything', () => {
    expect(handlers('location / { root /r; }')).toEqual(['server a / location /: static'])
  })
})
