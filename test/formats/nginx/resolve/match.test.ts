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

describe('matchLocation', () => {
  const model = hostOf(`server { server_name a;
    location = /x { return 204; }
    location /x { return 204; }
    location ^~ /st/ { return 204; }
    location ~ ^/(?<kind>\\w+)\\.php$ { return 204; }
    location ~ (?<!a)b { return 204; }
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
    expect(uncertain?.match.pattern).toBe('(?<!a)b')
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
