import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** What the rule says about locations of one server. */
function said(locations: string): string[] {
  const text = `events {}\nhttp {\n  server {\n    listen 127.0.0.1:8080;\n    server_name a.example;\n    root /srv;\n    ${locations}\n  }\n}\n`
  const { findings } = analyze({ files: { 'nginx.conf': text } })
  return findings
    .filter(({ rule }) => rule === 'nginx/unreachable-location')
    .map(({ messageId, subject }) => `${messageId} ${subject.replace(/^.*\/ (?=location)/, '')}`)
}

describe('a name that another location has already', () => {
  it.each([
    ['location @x { } location @y { } location @x { return 404; }', ['named location @x']],
    ['location @x { } location @X { }', []],
  ])('%s', (locations, expected) => expect(said(locations)).toEqual(expected))
})

describe('a pattern for one path', () => {
  it.each([
    ['location = /x { } location ~ ^/x$ { }', ['nearly location ~ ^/x$']],
    ['location = /x { } location ~ ^/x\\z { }', ['covered location ~ ^/x\\z']],
    ['location ~ \\.php$ { } location ~ ^/index\\.php$ { }', ['covered location ~ ^/index\\.php$']],
    ['location ~ \\.php\\z { } location ~ ^/index\\.php$ { }', ['nearly location ~ ^/index\\.php$']],
    ['location = /x { } location ~* ^/x$ { }', []],
    ['location = /x { } location ~ ^/x { }', []],
    ['location = /x { } location ~ ^/xy?$ { }', []],
    ['location ~ ^/index\\.php$ { } location ~ \\.php$ { }', []],
  ])('%s', (locations, expected) => expect(said(locations)).toEqual(expected))
})

describe('a pattern for every path', () => {
  it.each([
    ['location ~ / { } location ~ \\.php$ { }', ['covered location ~ \\.php$']],
    ['location ~ .+ { } location ~ \\.php$ { }', ['covered location ~ \\.php$']],
    ['location ~ (.*)$ { } location ~ \\.php$ { }', ['covered location ~ \\.php$']],
    ['location ~ ^/(.*)$ { } location ~ \\.php$ { }', ['nearly location ~ \\.php$']],
    ['location ~ ^/(.*)$ { } location /a/ { }', ['nearly location /a/']],
    ['location ~ ^/(.*)$ { } location ^~ /a/ { }', []],
    ['location ~ /a { } location ~ \\.php$ { }', []],
    ['location ~ ^/(.+)\\.html$ { } location ~ \\.php$ { }', []],
  ])('%s', (locations, expected) => expect(said(locations)).toEqual(expected))
})

describe('a pattern that an earlier one is wider than', () => {
  it.each([
    ['location ~* \\.php$ { } location ~ \\.php$ { }', ['covered location ~ \\.php$']],
    ['location ~* \\.PHP$ { } location ~* \\.php$ { }', ['covered location ~* \\.php$']],
    ['location ~* ^/A/ { } location ~ ^/a/ { }', ['covered location ~ ^/a/']],
    ['location ~* \\.(js|css|jpe?g)$ { } location ~* \\.css$ { }', ['covered location ~* \\.css$']],
    ['location ~* \\.(?:js|css|jpe?g)$ { } location ~ \\.(JPG|js)$ { }', ['covered location ~ \\.(JPG|js)$']],
    ['location ~ \\.(js|css)$ { } location ~ \\.(css)$ { }', ['covered location ~ \\.(css)$']],
    ['location ~ \\.php$ { } location ~* \\.php$ { }', []],
    ['location ~ \\.(js|css)$ { } location ~* \\.css$ { }', []],
    ['location ~* \\.(js|css)$ { } location ~* \\.(css|map)$ { }', []],
    ['location ~* \\.(js|css)$ { } location ~* \\.css { }', []],
    ['location ~* \\.a?b?c$ { } location ~* \\.c$ { }', []],
    ['location ~* ^/\\D { } location ~ ^/\\d { }', []],
  ])('%s', (locations, expected) => expect(said(locations)).toEqual(expected))
})

it('inside a location', () => {
  expect(said('location /a/ { location ~ /a/b { } location ~ /a/b { } }')).toEqual(['covered location ~ /a/b'])
})
