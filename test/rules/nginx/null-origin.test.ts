import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** `Origin: null`, as a sandboxed frame sends it; nginx 1.22.1 answered the first ones with it. */
const said = (http: string): string[] => findings('nginx/cors', http).map(({ messageId }) => messageId)

const cookies = 'add_header Access-Control-Allow-Credentials true;'
const map = (entries: string, more = cookies): string =>
  `map $http_origin $o { ${entries} } server { listen 80; add_header Access-Control-Allow-Origin $o; ${more} }`

it.each([
  map('https://a.example $http_origin; "null" $http_origin;'),
  map('default ""; null null;'),
  map('~^(null|https://a\\.example)$ $http_origin;'),
  `server { listen 80; add_header Access-Control-Allow-Origin null; ${cookies} }`,
  `server { listen 80; location / { if ($http_origin ~* ^(null|https://a\\.example)$) { add_header Access-Control-Allow-Origin $http_origin; ${cookies} } } }`,
  `server { listen 80; set $o ""; if ($http_origin = null) { set $o $http_origin; } location / { add_header Access-Control-Allow-Origin $o; ${cookies} } }`,
])('null is allowed: %s', http => expect(said(http)).toEqual(['null']))

it.each([
  map('https://a.example $http_origin; "null" "";'),
  map('https://a.example $http_origin; "null" $http_origin;', ''),
  map('~^https://(?:a|null)\\.example$ $http_origin;'),
  `server { listen 80; location / { if ($http_origin = https://a.example) { add_header Access-Control-Allow-Origin $http_origin; ${cookies} } } }`,
  `server { listen 80; set $o ""; if ($http_origin = https://a.example) { set $o $http_origin; } add_header Access-Control-Allow-Origin $o; ${cookies} }`,
])('or not, or without cookies: %s', http => expect(said(http)).toEqual([]))
