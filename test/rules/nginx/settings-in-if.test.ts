import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each was asked of nginx 1.22.1 with and without the condition: is the answer the same but for the setting? */
const severities = (lines: string): string[] =>
  findings('nginx/if-is-evil', `server { listen 80; root /srv; ${lines} }`).map(({ severity }) => severity)

it.each([
  'location /a/ { alias /srv/b/; if ($arg_v) { expires 1y; } }',
  'location ~ ^/(css|js)/(.*)$ { alias /srv/$1/$2; if ($arg_v) { expires 1y; } }',
  'location /a/ { add_header X-A b; if ($http_range) { limit_rate 1m; access_log off; } }',
])('settings alone are low: %s', lines => expect(severities(lines)).toEqual(['low']))

it.each([
  'location /a/ { try_files $uri /index.html; if ($arg_v) { expires 1y; } }',
  'location ~ ^/(css|js)/(.*)$ { alias /srv/$1/$2; if ($arg_v ~ "^(1|2)$") { expires 1y; } }',
  'location /a/ { add_header X-A b; if ($arg_v) { expires 1y; add_header X-C d; } }',
  'location /a/ { if ($arg_v) { expires 1y; } if ($arg_w) { expires 1d; } }',
])('what takes something away is not: %s', lines => expect(severities(lines)).toEqual(['medium']))
