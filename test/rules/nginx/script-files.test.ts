import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Scripts that nginx 1.22.1 hands out as they are. */
const said = (lines: string): (string | undefined)[] =>
  findings('nginx/root-exposure', `server { listen 80; root /srv/app; ${lines} }`).map(
    ({ messageId, message }) => `${messageId} ${/as (\S+):/.exec(message.en)?.[1]}`,
  )

const run = 'fastcgi_pass unix:/run/php.sock;'
const fixed = `location @php { fastcgi_param SCRIPT_FILENAME $document_root/index.php; ${run} }`

it.each([
  ['source /index.php', `location / { try_files $uri @php; } ${fixed}`],
  ['source /index.php', 'location / { try_files $uri /index.php?$args; }'],
  ['source /index.php', 'location / { try_files $uri /index.php$is_args$args; }'],
  [
    'source /static/main.php',
    `location / { fastcgi_param script_filename /srv/php/main.php; ${run} } location /static/ { alias /srv/php/; }`,
  ],
])('%s: %s', (expected, lines) => expect(said(lines)).toEqual([expected]))

it.each([
  `location / { try_files $uri @php; } location ~ \\.php$ { return 404; } ${fixed}`,
  `location / { try_files $uri @php; } location = /index.php { deny all; } ${fixed}`,
  `location / { root /srv/public; try_files $uri @php; } ${fixed}`,
  `location / { deny all; try_files $uri @php; } ${fixed}`,
  `location / { try_files $uri /index.php?$args; } location ~ \\.php$ { fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; ${run} }`,
  'location / { try_files $uri /index.html; }',
  `location / { fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend; ${run} } location /static/ { alias /usr/share/gitweb/static/; }`,
])('is run, or nobody gets it: %s', lines => expect(said(lines)).toEqual([]))
