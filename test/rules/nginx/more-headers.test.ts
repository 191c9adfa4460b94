import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const site = (lines: string, http = ''): string =>
  `${http} server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k; root /srv; ${lines} }`

describe('headers that more_set_headers sends', () => {
  it.each([
    ['nginx/hsts', site('more_set_headers "Strict-Transport-Security: max-age=63072000";'), 0],
    ['nginx/hsts', site('location / { }', "more_set_headers 'X-A: b' 'strict-transport-security: max-age=1';"), 0],
    ['nginx/hsts', site('more_set_headers "Strict-Transport-Security:";'), 1],
    ['nginx/hsts', site('more_set_headers "X-A: Strict-Transport-Security: x";'), 1],
    ['nginx/hsts', site('more_set_headers -s 404 "Strict-Transport-Security: max-age=63072000";'), 1],
    ['nginx/hsts', site('more_set_headers -s "200 301" "Strict-Transport-Security: max-age=63072000";'), 0],
    ['nginx/hsts', site('more_set_headers -t "text/plain text/html" "Strict-Transport-Security: max-age=1";'), 0],
    ['nginx/security-headers', site('more_set_headers -t text/css "X-Content-Type-Options: nosniff";'), 1],
    ['nginx/hsts', site('more_clear_headers "Strict-Transport-Security";'), 1],
    ['nginx/security-headers', site('more_set_headers "X-Content-Type-Options: nosniff";'), 0],
    ['nginx/security-headers', site('more_set_headers "X-Frame-Options: DENY";'), 1],
  ])('%s: %s', (rule, http, expected) => expect(findings(rule, http)).toHaveLength(expected))
})

describe('what only variables, regexes or other words say', () => {
  const clear = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
  it.each([
    ['nginx/error-log-level', clear('error_log /var/log/e.log debug_http;'), 1],
    ['nginx/error-log-level', clear('error_log /var/log/e.log debug_event;'), 0],
    ['nginx/api-redirect', clear('location ~ ^/(graphql|rpc) { return 307 https://a.example$request_uri; }'), 1],
    ['nginx/api-redirect', clear('location ~ ^/docs { return 307 https://a.example$request_uri; }'), 0],
    ['nginx/upstream-tls-weak', tls('proxy_ssl_ciphers DEFAULT@SECLEVEL=0;'), 1],
    ['nginx/upstream-tls-weak', tls('proxy_ssl_ciphers DEFAULT@SECLEVEL=2;'), 0],
    ['nginx/proxy-pass-variable-uri', via('default http://127.0.0.1:3/app/;'), 1],
    ['nginx/proxy-pass-variable-uri', via('default http://127.0.0.1:3; a http://127.0.0.1:4/x/;'), 0],
    ['nginx/proxy-pass-variable-uri', via('default http://127.0.0.1:3;'), 0],
  ])('%s: %s', (rule, http, expected) => expect(findings(rule, http)).toHaveLength(expected))
})

function tls(lines: string): string {
  return `server { listen 127.0.0.1:80; proxy_ssl_protocols TLSv1.2; ${lines} location / { proxy_pass https://10.0.0.5; } }`
}

function via(entries: string): string {
  return `map $host $b { ${entries} } server { listen 127.0.0.1:80; location /x { proxy_pass $b; } }`
}
