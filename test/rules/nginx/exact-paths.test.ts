import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each path was asked of nginx 1.22.1, with a FastCGI server that says what it was told to run. */
const said = (lines: string): string[] =>
  findings(
    'nginx/acl-regex-shadow',
    `limit_req_zone $binary_remote_addr zone=z:1m rate=1r/s; server { listen 80; root /srv; ${lines} }`,
  ).map(({ messageId, severity, message }) => `${messageId} ${severity} ${/: (\S+)/.exec(message.en)?.[1]}`)

const debian = `fastcgi_split_path_info ^(.+?\\.php)(/.*)$; try_files $fastcgi_script_name =404;`
const run = 'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass 127.0.0.1:9000;'
const basic = 'auth_basic x; auth_basic_user_file /etc/nginx/passwd;'

it.each([
  ['script high /x.php/x.php', `location = /x.php { deny all; } location ~ \\.php$ { ${debian} ${run} }`],
  ['script high /x.php/x.php', `location = /x.php { ${basic} ${run} } location ~ \\.php$ { ${debian} ${run} }`],
  [
    'script medium /x.php/x.php',
    `location = /x.php { limit_req zone=z; ${run} } location ~ \\.php$ { ${debian} ${run} }`,
  ],
  [
    'script high /x.php/x.php',
    `location = /x.php { deny all; } location ~ \\.php(/|$) { fastcgi_split_path_info ^(.+\\.php)(/.+)$; if (!-f $document_root$fastcgi_script_name) { return 404; } ${run} }`,
  ],
  [
    'script high /x.php/x',
    `location = /x.php { deny all; } location ~ \\.php/x$ { fastcgi_split_path_info ^(.+\\.php)(/.+)$; ${run} }`,
  ],
])('%s', (expected, lines) => expect(said(lines)).toEqual([expected]))

it.each([
  `location ^~ /x.php { deny all; } location ~ \\.php$ { ${debian} ${run} }`,
  `location = /x.php { deny all; } location ~ \\.php$ { try_files $uri =404; fastcgi_split_path_info ^(.+?\\.php)(/.*)$; ${run} }`,
  `location = /x.php { deny all; } location ~ ^/index\\.php(/|$) { fastcgi_split_path_info ^(.+?\\.php)(/.*)$; ${run} }`,
  `location = /x.php { deny all; } location ~ \\.php$ { ${run} }`,
  `location = /x.php { deny all; } location ~ \\.php$ { deny all; ${debian} ${run} }`,
  `location = /x.txt { deny all; } location ~ \\.php$ { ${debian} ${run} }`,
])('no other spelling runs the script: %s', lines => expect(said(lines)).toEqual([]))

const app = 'proxy_pass http://127.0.0.1:9000;'

it.each([
  [['exact medium /a/index.html'], `location = /a/ { ${basic} } location / { }`],
  [['exact medium /a/index.html'], 'location = /a/ { deny all; } location / { }'],
  [[], `location = /a/ { ${basic} autoindex on; } location / { }`],
  [[], `location = /a/ { ${basic} } location / { root /var/www; }`],
  [['exact low /a/'], `location = /a { deny all; } location / { ${app} }`],
  [[], `location = /a { allow 192.0.2.1; deny all; } location / { ${app} }`],
  [[], 'location = /a { deny all; } location / { }'],
  [[], `location = /a/ { deny all; } location / { ${app} }`],
])('%j %s', (expected, lines) => expect(said(lines)).toEqual(expected))
