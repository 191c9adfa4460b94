import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { analyze } from '../../src/index.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

const test = needs('nginx', 'root')

const phone = '+8613800138000'

/** What makes `$out`: of http{}, and of the server. */
const shapes: readonly (readonly [http: string, server: string])[] = [
  ["map $arg_phone $out { '~^.?(?<area>\\d{3})\\d+$' '$area****'; }", ''],
  ["map $arg_phone $out { '~^(?<area>\\d{3})\\d+$' '$area****'; default $arg_phone; }", ''],
  ["map $arg_phone $out { '~^(.\\d{4})(\\d+)$' '$1$2'; }", ''],
  ["map $arg_phone $out { '~^(.\\d{4})\\d{4}(\\d+)$' '$1****$2'; }", ''],
  ["map $http_authorization $out { '~^Bearer (?<token>.+)$' $token; }", ''],
  ["map $http_authorization $out { '~^(?<kind>Basic|Bearer) ' $kind; }", ''],
  ['', 'set $out $http_authorization;'],
  ['', 'set $out ""; if ($http_authorization ~ "^Bearer (.*)$") { set $out $1; }'],
  ['', 'set $out ""; if ($http_cookie ~ "session=(.{4})") { set $out $1; }'],
  ['', 'set $out $request_body;'],
  ['', 'set $out $upstream_http_set_cookie;'],
]

const configuration = (http: string, server: string, socket: (name: string) => string): string => `events {}
http {
    ${http}
    log_format own '$out';
    access_log /run/test/log own;
    server {
        listen ${socket('inner')};
        access_log off;
        add_header Set-Cookie session=secret-of-the-answer;
        return 200 ok;
    }
    server {
        listen ${socket('outer')};
        server_name a.example;
        ${server}
        location / {
            proxy_pass http://unix:/run/test/inner;
        }
    }
}
`

const secrets = [phone, 'secret-token', 'secret-of-the-cookie', 'secret-of-the-answer', 'secret-of-the-body']

const request = `POST /?phone=${phone} HTTP/1.1
Host: a.example
Authorization: Bearer secret-token
Cookie: session=secret-of-the-cookie
Content-Length: 18
Connection: close

secret-of-the-body`.replaceAll('\n', '\r\n')

async function log(text: string): Promise<string> {
  const nginx = new RunningNginx({ 'nginx.conf': text })
  try {
    await nginx.send('outer', request)
    // The line is written once the answer is on its way.
    const file = join(nginx.folder, 'run/test/log')
    for (let left = 200; left > 0 && statSync(file).size === 0; left--) await setTimeout(10)
    return readFileSync(file, 'utf8')
  } finally {
    nginx.stop()
  }
}

test.each(shapes)('%s %s is told exactly when the log has a whole secret', async (http, server) => {
  const files = { 'nginx.conf': configuration(http, server, name => (name === 'outer' ? '80' : '127.0.0.1:81')) }
  const told = analyze({ files }).findings.some(({ rule }) => rule === 'nginx/log-sensitive-data')
  const line = await log(configuration(http, server, name => `unix:/run/test/${name}`))
  expect(line).toMatch(/\n$/)
  expect([told, line]).toEqual([secrets.some(secret => line.includes(secret)), line])
})
