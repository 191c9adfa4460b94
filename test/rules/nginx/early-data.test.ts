import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const pass = 'proxy_pass http://127.0.0.1:3000;'

/** What is said of a server with early data. */
function said(statements: string): string[] {
  const http = `server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k;
    ssl_protocols TLSv1.3; ssl_early_data on; ${statements} }`
  return findings('nginx/early-data', http).map(({ message }) => message.en)
}

/** Each was asked of nginx 1.22.1: a POST does not get to the application. */
describe('a place that only GET gets to', () => {
  it.each([
    `location / { limit_except GET { deny all; } ${pass} }`,
    `location / { limit_except GET HEAD OPTIONS { deny all; } ${pass} }`,
    `location / { limit_except GET { deny all; } if ($arg_x) { ${pass} } ${pass} }`,
    `location / { limit_except GET { deny all; ${pass} } ${pass} }`,
    `location / { allow all; limit_except GET { deny all; } ${pass} }`,
    `location / { if ($request_method !~ ^(GET|HEAD)$) { return 405; } ${pass} }`,
    `location / { if ($request_method != GET) { return 405; } ${pass} }`,
    `if ($request_method !~ ^(?:GET|HEAD)$) { return 405; } location / { ${pass} location /n/ { ${pass} } }`,
    `location /a { limit_except GET { deny all; } error_page 404 @app; } location @app { ${pass} }`,
    `location /a { limit_except GET { deny all; } try_files $uri @app; } location @app { ${pass} }`,
    `location /a { if ($request_method != GET) { return 405; } try_files $uri @app; } location @app { ${pass} }`,
    `location /a { limit_except GET { deny all; } try_files $uri @one; } location @one { try_files /n @app; } location @app { ${pass} }`,
    `error_page 404 @app; location / { limit_except GET { deny all; } } location @app { ${pass} }`,
    `if ($request_method !~ ^(GET|HEAD)$) { return 405; } location / { try_files $uri @app; } location @app { ${pass} }`,
    'location / { root /srv/www; }',
    'location / { root /srv/www; dav_methods PUT; limit_except GET { deny all; } }',
  ])('%s', statements => expect(said(statements)).toEqual([]))
})

describe('a place that other methods get to', () => {
  it.each([
    `location / { ${pass} }`,
    `location / { limit_except GET POST { deny all; } ${pass} }`,
    `location / { limit_except GET { allow 10.0.0.0/8; deny all; } ${pass} }`,
    `location / { auth_basic a; auth_basic_user_file u; satisfy any; limit_except GET { deny all; } ${pass} }`,
    `location / { limit_except GET { deny all; } location /n/ { ${pass} } }`,
    `location / { limit_except GET { ${pass} } ${pass} }`,
    `location / { if ($request_method = POST) { return 405; } ${pass} }`,
    `location / { if ($request_method !~ GET|POST) { return 405; } ${pass} }`,
    `location / { if ($request_method !~ ^(GET|HEAD)$) { set $a b; } ${pass} }`,
    `location / { rewrite ^/a /b break; if ($request_method != GET) { return 405; } ${pass} }`,
    `location / { if ($request_method != GET) { return 405; } location /n/ { ${pass} } }`,
    `location /a { limit_except GET { deny all; } error_page 403 404 @app; } location @app { ${pass} }`,
    `location /a { if ($request_method != GET) { return 405; } error_page 405 @app; } location @app { ${pass} }`,
    `location /a { limit_except GET { deny all; } error_page 404 @app; } location /b { try_files $uri @app; } location @app { ${pass} }`,
    `location /a { try_files $uri @one; } location @one { try_files /n @app; } location @app { ${pass} }`,
    `error_page 404 @app; location / { limit_except GET { deny all; } } location /b { root /srv; } location @app { ${pass} }`,
    `error_page 405 @app; if ($request_method != GET) { return 405; } location / { root /srv; } location @app { ${pass} }`,
    `location @app { ${pass} }`,
    'location / { root /srv/www; dav_methods PUT; }',
  ])('%s', statements => expect(said(statements)).toHaveLength(1))
})
