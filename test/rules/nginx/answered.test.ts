import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const server = (statements: string): string => `server { listen 127.0.0.1:8080; server_name a.example; ${statements} }`

/** Found by random hosts whose witnesses were sent to nginx 1.22.1: it answered otherwise. */
describe('no request is shown that nginx answers otherwise', () => {
  it('500 where the client has to name the host that requests are sent to', () => {
    const named = server('location / { proxy_pass http://$arg_host/; }')
    const [found] = findings('nginx/upstream-headers-leak', named)
    expect(found).toBeDefined()
    expect(found?.witness).toBeUndefined()
    expect(findings('nginx/ssrf', named)[0]?.witness?.target).toContain('host=')
  })

  it('a server that another one of its name hides', () => {
    const slow = server('location ~ ^/tags/([a-z]+,?)+$ { expires 1h; }')
    expect(findings('nginx/regex-redos', slow)[0]?.witness?.provokes.status).toBe(500)
    const [hidden] = findings('nginx/regex-redos', server('return 204;') + slow)
    expect(hidden).toBeDefined()
    expect(hidden?.witness).toBeUndefined()
  })

  it('another server at the loopback address of the same port', () => {
    const open = 'server { listen 80; server_name a.example; root /srv/www; }'
    const [shown] = findings('nginx/hidden-files', open)
    expect(shown?.witness?.listener).toBe('*:80')
    const [covered] = findings('nginx/hidden-files', `${open} server { listen 127.0.0.1:80; return 204; }`)
    expect(covered).toBeDefined()
    expect(covered?.witness).toBeUndefined()
  })

  it('a folder without an index', () => {
    const open = (regex: string): string =>
      server(`location ~ ${regex} { expires 1h; } location / { deny all; proxy_pass http://127.0.0.1:3000; }`)
    expect(findings('nginx/acl-regex-shadow', open('\\.css$'))[0]?.witness?.provokes.status).toBe(200)
    const [folder] = findings('nginx/acl-regex-shadow', open('^/(?:[a-z]+/)+$'))
    expect(folder).toBeDefined()
    expect(folder?.witness).toBeUndefined()
  })
})

describe('nginx/regex-unanchored', () => {
  const script = (file: string): string =>
    server(`location ~ \\.php { fastcgi_param SCRIPT_FILENAME ${file}; fastcgi_pass unix:/run/php.sock; }`)

  it('is silent where every path runs the same script', () => {
    expect(findings('nginx/regex-unanchored', script('$document_root$fastcgi_script_name'))).toHaveLength(1)
    expect(findings('nginx/regex-unanchored', script('/srv/app/index.php'))).toEqual([])
  })
})
