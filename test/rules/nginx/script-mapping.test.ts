import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** What `$fastcgi_script_name` is was asked of nginx 1.22.1. */
const said = (lines: string): string[] =>
  findings(
    'nginx/script-mapping',
    `server { listen 80; root /srv/app; location ~ ^(.+\\.php)(.*)$ { ${lines} fastcgi_pass unix:/run/php.sock; } }`,
  ).map(({ messageId, severity }) => `${messageId} ${severity}`)

const split = 'fastcgi_split_path_info ^(.+\\.php)(.*)$;'
const named = 'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;'

it.each([
  ['the whole path is the script', named, ['unanchored high']],
  ['what follows the name is no part of it', `${split} ${named}`, ['missing high']],
  ['the path is taken as it came', `${split} fastcgi_param SCRIPT_FILENAME $request_filename;`, ['unanchored high']],
  ['what is left is looked for', `${split} try_files $fastcgi_script_name =404; ${named}`, []],
])('%s', (_what, lines, expected) => expect(said(lines)).toEqual(expected))

/** fcgiwrap 1.1.0 answers 403 for `/up/photo.jpg/x.pl`, though `photo.jpg` may be run: only PHP goes up the path. */
it.each([
  ['php', ['missing medium']],
  ['phtml', ['missing medium']],
  ['pl', []],
  ['cgi', []],
  ['py', []],
])('of a path below a picture only PHP runs the picture: .%s', (ending, expected) => {
  const location = `location ~ \\.${ending}$ { ${named} fastcgi_pass unix:/run/wrap.sock; }`
  const found = findings('nginx/script-mapping', `server { listen 80; root /srv/app; ${location} }`)
  expect(found.map(({ messageId, severity }) => `${messageId} ${severity}`)).toEqual(expected)
})
