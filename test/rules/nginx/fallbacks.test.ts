import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

/** A named location answers clients: `try_files` and `error_page` lead them there. Each line was run against nginx 1.22.1. */

const said = (rule: string, lines: string): string[] =>
  findings(rule, `resolver 127.0.0.1; server { listen 80; ${lines} }`).map(({ messageId }) => messageId)

describe('the host of a fallback is the client’s', () => {
  it.each([
    'location / { try_files /none @b; } location @b { proxy_pass http://$http_x_up$request_uri; }',
    'location / { try_files $uri @b; } location @b { proxy_pass http://$cookie_pool.internal; }',
    'location / { error_page 404 = @b; return 404; } location @b { set $to $arg_to; proxy_pass http://$to; }',
  ])('%s', lines => expect(said('nginx/ssrf', lines)).toEqual(['chosen']))

  it('but a hidden location gets its path from the application', () =>
    expect(said('nginx/ssrf', 'location ~ ^/fetch/([^/]+)/ { internal; proxy_pass http://$1; }')).toEqual([]))

  it('and what an application names is none of the client’s', () =>
    expect(
      said(
        'nginx/ssrf',
        `location / { proxy_intercept_errors on; error_page 302 = @go; proxy_pass http://127.0.0.1:9000; }
         location @go { set $to $upstream_http_location; proxy_pass $to; }`,
      ),
    ).toEqual([]))
})

describe('the user of a fallback is checked where the request comes from', () => {
  const app = 'location @app { proxy_set_header X-User $remote_user; proxy_pass http://127.0.0.1:9000; }'
  const basic = 'auth_basic x; auth_basic_user_file /etc/nginx/passwd;'

  it.each([
    `location / { try_files $uri @app; } ${app}`,
    `location / { ${basic} try_files $uri @app; } location /open/ { try_files $uri @app; } ${app}`,
    `location / { error_page 404 = @app; } ${app}`,
  ])('by nobody: %s', lines => expect(said('nginx/remote-user-unauthenticated', lines)).toEqual(['unchecked']))

  it.each([
    `location / { ${basic} try_files $uri @app; } ${app}`,
    `${basic} location / { try_files $uri @app; } ${app}`,
    app,
  ])('before, or nobody comes: %s', lines => expect(said('nginx/remote-user-unauthenticated', lines)).toEqual([]))
})

describe('the path of a hidden location is the application’s, what the client sends beside it is not', () => {
  const hidden = (host: string): string =>
    `location ~ ^/go/([^/]+)/(.*)$ { internal; set $to $1; proxy_set_header Host ${host}; proxy_pass https://$to/$2; }`

  it.each(['$to', '$1', '$uri'])('Host %s', host => expect(said('nginx/host-spoofing', hidden(host))).toEqual([]))
  it.each(['$http_x_host', '$http_host'])('Host %s', host =>
    expect(said('nginx/host-spoofing', hidden(host))).toEqual(['client']),
  )
  it('nor where clients come themselves', () =>
    expect(said('nginx/host-spoofing', hidden('$to').replace('internal;', ''))).toEqual(['client']))
})
