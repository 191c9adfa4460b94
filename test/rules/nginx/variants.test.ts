import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import type { Finding } from '../../../src/engine/types.ts'

/** Forms of one cause that a rule has to tell apart, beyond the examples of its page. */

interface Given {
  readonly options?: object
  readonly target?: object
  readonly files?: Readonly<Record<string, string>>
}

const only = (rule: string, options: object) => ({
  name: 'one',
  version: '1',
  description: '',
  extends: [],
  controls: { [rule]: { options } },
  settings: [],
})

function findings(rule: string, http: string, { options = {}, target, files }: Given = {}): Finding[] {
  const report = analyze({
    files: { ...files, 'nginx.conf': `events {}\nhttp {\n${http}\n}\n` },
    roots: ['nginx.conf'],
    format: 'nginx',
    baseline: only(rule, options) as never,
    ...(target && { target: target as never }),
  })
  return report.findings.filter(each => each.rule === rule)
}

/** `severity words` of each finding. */
const said = (rule: string, http: string, given?: Given): string[] =>
  findings(rule, http, given).map(({ severity, message }) => `${severity} ${message.en}`)

const server = (body: string): string => `server { listen 80; server_name a.example; ${body} }`

describe('nginx/ssi-upstream', () => {
  const rule = 'nginx/ssi-upstream'
  const shop = (body: string): string[] =>
    said(rule, server(`location /shop/ { proxy_pass http://127.0.0.1:3; ${body} }`))

  test.each([
    [
      'a replacement with the decoded path',
      'sub_filter a "<p>$uri</p>";',
      'medium `sub_filter a "<p>$uri</p>"` writes $uri',
    ],
    ['XML of an upstream', 'xslt_stylesheet /a.xsl;', 'low `xslt_stylesheet /a.xsl` lets a library'],
    ['an image that is decoded', 'image_filter resize 10 10;', 'low `image_filter resize 10 10` lets a library'],
  ])('%s', (_what, body, words) => {
    const [first, ...more] = shop(body)
    expect(first).toContain(words)
    expect(more).toEqual([])
  })

  test('a group of the decoded path, through a variable', () => {
    const text = server('location ~ ^/(?<name>.*)$ { set $x $name; sub_filter a $x; proxy_pass http://127.0.0.1:3; }')
    expect(said(rule, text)).toHaveLength(1)
  })

  test.each([
    ['what is still encoded', 'sub_filter a $request_uri; sub_filter b $arg_x;'],
    ['an image of which only the size is read', 'image_filter size;'],
    ['a filter that is off', 'image_filter off; ssi off;'],
  ])('quiet about %s', (_what, body) => expect(shop(body)).toEqual([]))

  test('quiet about files of the administrator', () =>
    expect(said(rule, server('root /srv; location /a { xslt_stylesheet /a.xsl; sub_filter a $uri; }'))).toEqual([]))

  test('files that clients upload', () => {
    const text = server('root /srv; location /a { dav_methods PUT; image_filter crop 1 1; }')
    expect(said(rule, text).join()).toContain('files that clients put there')
  })
})

describe('nginx/open-proxy: tunnels', () => {
  const tunnels = (body: string, nginx = [1, 31, 0]): string[] =>
    said('nginx/open-proxy', server(body), { target: { nginx } })

  test.each([
    ['in a location', 'location / { tunnel_pass; }'],
    ['in the server', 'tunnel_pass;'],
    ['with the target of the request spelled out', 'tunnel_pass $host:$request_port;'],
    ['with a list of ports alone', 'if ($request_port != 443) { return 403; } tunnel_pass;'],
  ])('open %s', (_what, body) => expect(tunnels(body)).toHaveLength(1))

  test.each([
    ['one end', 'tunnel_pass 10.0.0.1:22;'],
    ['a list of upstreams', 'tunnel_allow_upstream $x; tunnel_pass;'],
    ['a list of hosts', 'if ($host !~ "^(a|b)\\.example$") { return 403; } tunnel_pass;'],
    ['networks', 'allow 10.0.0.0/8; deny all; tunnel_pass;'],
    ['a password', 'auth_basic a; auth_basic_user_file b; location / { tunnel_pass; }'],
  ])('quiet with %s', (_what, body) => expect(tunnels(body)).toEqual([]))

  test('quiet for this machine alone, and for versions that do not know it', () => {
    const text = 'server { listen 127.0.0.1:3128; tunnel_pass; }'
    expect(said('nginx/open-proxy', text, { target: { nginx: [1, 31, 0] } })).toEqual([])
    expect(tunnels('tunnel_pass;', [1, 30, 4])).toEqual([])
  })
})

describe('nginx/root-exposure', () => {
  const rule = 'nginx/root-exposure'

  test.each([
    ['an empty server', server('')],
    ['a location without root', server('location / { try_files $uri =404; }')],
    ['a location that nothing denies', server('location /a/ { } location ~ /\\. { deny all; }')],
  ])('no root: %s', (_what, text) => expect(said(rule, text).join()).toMatch(/^info server a.example has no root: /))

  test.each([
    ['a root outside', `root /srv; ${server('')}`],
    ['an application', server('location /api/ { proxy_pass http://127.0.0.1:3; }')],
    ['a redirect', server('return 301 https://b.example/;')],
    ['a refusal', server('deny all; auth_basic a; auth_basic_user_file b;')],
    ['another directory', server('location /a/ { alias /srv/a/; }')],
    ['an exact path', server('location = /x { } location / { return 404; }')],
    ['includes that were not read', `include missing.conf; ${server('')}`],
  ])('quiet about no root with %s', (_what, text) => expect(said(rule, text)).toEqual([]))

  const asked = (path: string, text: string): string[] => {
    const report = analyze({
      files: { [path]: `events {}\nhttp { ${text} }\n` },
      roots: [path],
      format: 'nginx',
      baseline: only(rule, {}) as never,
    })
    return report.findings.map(each => each.message.en)
  }

  test('the configuration itself, and files beside it', () => {
    expect(asked('/srv/site/conf/nginx.conf', server('root /srv/site;')).join()).toContain('/srv/site/conf/nginx.conf')
    const beside = server('root /srv/conf/ssl; ssl_certificate_key ssl/key.pem;')
    expect(asked('/srv/conf/nginx.conf', beside).join()).toContain('hands out /srv/conf/ssl/key.pem')
    expect(asked('site/nginx.conf', server('root /site;'))).toEqual([])
  })
})
