import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Statements that put a text of their own into a header of the answer. Each line was run against nginx 1.22.1. */
const said = (line: string): [string, string][] =>
  findings(
    'nginx/http-splitting',
    `server { listen 80; location ~ ^/([^/]*)/$ { ${line} proxy_pass http://127.0.0.1:9000; } }`,
  ).map(({ messageId, severity }) => [messageId, severity])

it.each([
  'proxy_redirect http://a/ http://b$uri;',
  'proxy_redirect ~^http://a/ http://b$document_uri;',
  'proxy_cookie_path / $uri;',
  'proxy_cookie_domain a.example $uri;',
  'auth_basic "Area $uri";',
])('%s lets a line break through', line => expect(said(line)).toEqual([['response', 'high']]))

it.each([
  'proxy_redirect ~^http://a/(.*)$ http://b/$1;',
  'proxy_redirect http://a/ http://b$request_uri;',
  'proxy_cookie_path / $request_uri;',
  'proxy_cookie_path $uri /;',
  'auth_basic "Area of $host";',
])('%s does not', line => expect(said(line)).toEqual([]))
