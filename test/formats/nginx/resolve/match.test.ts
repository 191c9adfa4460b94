import { describe, expect, it } from 'vitest'
import { normalizePath } from '../../../../src/formats/nginx/resolve/match-location.ts'
import { hostOf } from './host.ts'

describe('matchServer', () => {
  const model = hostOf(`
    server { listen 80; server_name a.example *.b.example; }
    server { listen 80; server_name .c.example www.* ~^(?<n>d\\d)\\.; }
    server { listen 80 default_server; server_name _; }
    server { listen 80; }`)
  const ask = (host: string): string => model.matchServer(model.listeners[0] as never, host).server.subject

  it.each([
    ['A.example:8080', 'server a.example'],
    ['x.y.b.example', 'server a.example'],
    ['b.example', 'server _'],
    ['c.example.', 'server .c.example'],
    ['www.org', 'server .c.example'],
    ['d1.x', 'server .c.example'],
    ['other', 'server _'],
    ['', 'server *:80'],
  ])('%j', (host, subject) => expect(ask(host)).toBe(subject))
})

it('names are kept in small letters, but for patterns and what somebody fills in', () => {
  const { servers } = hostOf('server { server_name My_App.Example *.EXAMPLE ~^(?<N>D) __NAME__ {{Name}}; }')
  expect(servers[0]?.names.map(({ value }) => value)).toEqual([
    ...['my_app.example', '*.example', '~^(?<N>D)', '__NAME__', '{{Name}}'],
  ])
})

describe('matchLocation', () => {
  const model = hostOf(`server { server_name a;
    location = /x { return 204; }
    location /x { return 204; }
    location ^~ /st/ { return 204; }
    location ~ ^/(?<kind>\\w+)\\.php$ { return 204; }
    location ~ (?>b) { return 204; }
  }`)
  const ask = (path: string): unknown => {
    const { location, captures } = model.matchLocation(model.servers[0] as never, path)
    return [location && `${location.match.kind} ${location.match.pattern}`, captures]
  }

  it.each([
    ['/x', ['exact /x', {}]],
    ['/x?y', ['exact /x', {}]],
    ['//x/../x/y', ['prefix /x', {}]],
    ['/st/a.php', ['noregex /st/', {}]],
    ['/x%2ephp', ['regex ^/(?<kind>\\w+)\\.php$', { 0: '/x.php', 1: 'x', kind: 'x' }]],
    ['/other', [undefined, {}]],
  ])('%s', (path, expected) => expect(ask(path)).toEqual(expected))

  it('says which pattern it could not run', () => {
    const { uncertain } = model.matchLocation(model.servers[0] as never, '/other/b')
    expect(uncertain?.match.pattern).toBe('(?>b)')
  })
})

describe('the path the daemon looks at', () => {
  it.each([
    ['/a/./b/../c//d', '/a/c/d'],
    ['/a/..', '/'],
    ['/a/b/..', '/a/'],
    ['/%2e%2e/x', undefined],
    ['/a%2fb', '/a/b'],
    ['/%zz', undefined],
    ['/a%00', undefined],
    ['*', undefined],
    ['/a?%zz', '/a'],
  ])('%s', (path, expected) => expect(normalizePath(path)).toBe(expected))

  it('keeps double slashes where merging is off', () => expect(normalizePath('/a//b', false)).toBe('/a//b'))
})

describe('matchLocation among many', () => {
  const count = 60
  const many = Array.from(
    { length: count },
    (_, at) =>
      `location /p${at}/ { } location = /e${at} { } location ~ ^/r${at}(x?) { } location ~* ^/R${at % 7}/${at}$ { }`,
  ).join('\n')
  const first = hostOf(
    `server { server_name a; location / { } location ~ \\.php$ { } ${many} location ^~ /p1/st/ { } }`,
  )
  const last = hostOf(`server { server_name a; location / { } ${many} location ~ \\.php$ { } }`)
  const ask = (model: typeof first, path: string): string | undefined =>
    model.matchLocation(model.servers[0] as never, path).location?.match.pattern

  it.each([
    ['/p7/x', '/p7/', '/p7/'],
    ['/p59/x.php', '\\.php$', '\\.php$'],
    ['/p1/st/x.php', '/p1/st/', '\\.php$'],
    ['/e30', '/e30', '/e30'],
    ['/e30/', '/', '/'],
    ['/r12', '^/r1(x?)', '^/r1(x?)'],
    ['/r5x.php', '\\.php$', '^/r5(x?)'],
    ['/r3/10', '^/r3(x?)', '^/r3(x?)'],
    ['/R3/10', '^/R3/10$', '^/R3/10$'],
    ['/R3/11', '/', '/'],
    ['/other', '/', '/'],
  ])('%s', (path, early, late) => expect([ask(first, path), ask(last, path)]).toEqual([early, late]))
})
