import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (location: string, lines: string): number =>
  findings(
    'nginx/status-exposed',
    `server { listen 80; root /srv; location ${location} { ${lines} fastcgi_pass unix:/run/php.sock; } }`,
  ).length

const name = 'fastcgi_param SCRIPT_NAME $fastcgi_script_name;'
const file = 'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;'

/** Each was asked of PHP-FPM 8.2 with `pm.status_path = /status`. */
describe('the status page of PHP-FPM', () => {
  it.each([
    ['= /status', `${name} ${file}`, 1],
    ['= /status', `include fastcgi_params; ${file}`, 1],
    ['= /status', 'include fastcgi.conf;', 1],
    ['/status', `${name} ${file}`, 1],
    ['~ ^/(status|ping)$', `${name} ${file}`, 1],
    ['= /php8.2-fpm_status', `${name} ${file}`, 1],
    ['= /mon', 'fastcgi_param SCRIPT_FILENAME /status; fastcgi_param SCRIPT_NAME /status;', 1],
    ['= /status', 'include fastcgi_params;', 0],
    ['= /status', file, 0],
    ['= /status', `${name} fastcgi_param SCRIPT_FILENAME /srv/app/index.php; fastcgi_param SCRIPT_NAME /index.php;`, 0],
  ])('%s: %s', (location, lines, expected) => expect(said(location, lines)).toBe(expected))

  it.each([
    ['= /ping', `${name} ${file}`],
    ['= /api/status', `${name} ${file}`],
    ['= /status', `${name} fastcgi_param SCRIPT_FILENAME $document_root/index.php;`],
    ['= /status', `${name} ${file} try_files $uri =404;`],
    ['= /status', `${name} ${file} include snippets/fastcgi-php.conf;`],
    ['= /status', `${name} ${file} allow 127.0.0.1; deny all;`],
    ['= /status', `${name} ${file} auth_basic x; auth_basic_user_file h;`],
    ['= /status', `${name} ${file} internal;`],
    ['~ ^/(status|report)$', `${name} ${file}`],
    ['~ \\.php$', `${name} ${file}`],
  ])('another, or not for all: %s { %s }', (location, lines) => expect(said(location, lines)).toBe(0))
})

it.each([
  ['/node', 'http://127.0.0.1:9100/metrics', 1],
  ['/metrics', 'http://127.0.0.1:9100', 1],
  ['/node', 'http://127.0.0.1:9100', 0],
  ['/node', 'http://127.0.0.1:3000/metrics', 0],
])('an exporter: %s, %s', (path, target, expected) => {
  const lines = `server { listen 80; location ${path} { proxy_pass ${target}; } }`
  expect(findings('nginx/status-exposed', lines)).toHaveLength(expected)
})
