import { describe, expect, it } from 'vitest'
import { hostOf, level, modelOf } from './host.ts'

const subjects = (input: Parameters<typeof modelOf>[0], question = {}): string[] =>
  [...modelOf(input, question).levels()].map(one => one.subject)

describe('levels', () => {
  it('parents before children, with names that survive edits elsewhere', () => {
    const text = `
      events {}
      http {
        upstream app { server 127.0.0.1:9000; }
        server {
          listen 80; server_name a.example;
          if ($http_x) { return 403; }
          location / { limit_except GET { deny all; } location ~ \\.php$ { if ($args) { set $a b; } } }
        }
        server { listen 80; }
      }
      stream { server { listen 5432; proxy_pass app; } }
      mail { server { listen 25; protocol smtp; } }`
    expect(subjects(text)).toEqual([
      ...['main', 'events', 'http', 'upstream app', 'server a.example', 'server a.example / if ($http_x)'],
      ...['server a.example / location /', 'server a.example / location / / limit_except GET'],
      'server a.example / location / / location ~ \\.php$',
      'server a.example / location / / location ~ \\.php$ / if ($args)',
      ...['server *:80', 'stream', 'stream server *:5432', 'mail', 'mail server *:25'],
    ])
  })

  it('servers of one name are told apart by their sockets, then by number', () => {
    const names = hostOf(`
      server { listen 80; server_name a.example; }
      server { listen 443 ssl; server_name a.example; }
      server { listen 443 ssl; server_name b.example; }
      server { listen 443 ssl; server_name b.example; }`).servers.map(one => one.subject)
    expect(names).toEqual([
      ...['server a.example *:80', 'server a.example *:443', 'server b.example *:443', 'server b.example *:443 #2'],
    ])
  })

  it('a file included in two servers gives both its statements, the same objects', () => {
    const model = modelOf({
      'nginx.conf': 'events {} http { server { server_name a; include tls; } server { server_name b; include tls; } }',
      tls: 'ssl_protocols TLSv1;',
    })
    const [a, b] = model.servers
    expect(a?.written('ssl_protocols')).toHaveLength(1)
    expect(a?.written('ssl_protocols')[0]).toBe(b?.written('ssl_protocols')[0])
    expect(model.causes('ssl_protocols')).toHaveLength(1)
    expect(model.causes('ssl_protocols')[0]?.levels).toEqual([a, b])
  })

  it('included files may open servers and locations', () => {
    const model = modelOf({
      'etc/nginx/nginx.conf': 'events {} http { include /etc/nginx/conf.d/*.conf; }',
      'etc/nginx/conf.d/b.conf': 'server { server_name b; include snip; }',
      'etc/nginx/conf.d/a.conf': 'server { server_name a; }',
      'etc/nginx/snip': 'location /x { return 204; }',
    })
    expect(model.servers.map(one => one.title)).toEqual(['a', 'b'])
    expect([...model.locations()].map(one => one.subject)).toEqual(['server b / location /x'])
  })

  it('files that include each other twice do not grow without end', () => {
    const files: Record<string, string> = { 'nginx.conf': 'include f0;' }
    for (let at = 0; at < 40; at++) files[`f${at}`] = `gzip on; include f${at + 1}; include f${at + 1};`
    files.f40 = 'gzip on;'
    expect(modelOf(files).main.own.length).toBeLessThan(6_000_000)
  })

  it('tables with their entries', () => {
    const { tables } = modelOf({
      'nginx.conf': 'events {} http { map $host $Up { default a; include more; } geo $g { 10.0.0.0/8 1; } }',
      more: 'x.example b;',
    })
    expect(tables.map(one => [one.kind, one.source, one.variable, one.entries.length])).toEqual([
      ['map', '$host', 'up', 2],
      ['geo', '$remote_addr', 'g', 1],
    ])
  })
})

describe('fragments', () => {
  it.each([
    ['server { listen 80; }', ['http']],
    ['server { listen 5432; proxy_pass db; }', ['stream']],
    ['server { listen 25; protocol smtp; }', ['mail']],
    ['upstream a { server b; keepalive 8; }\nmap $a $b { x y; }', ['http']],
    ['listen 443 ssl; server_name a; location / { return 204; }', ['http', 'server']],
    ['proxy_pass http://a; proxy_set_header Host $host;', ['http', 'server', 'location']],
    ['fastcgi_pass unix:/x; alias /srv/;', ['http', 'server', 'location']],
    ['ssl_protocols TLSv1.2; ssl_ciphers HIGH; add_header A b;', ['http', 'server']],
    ['user www; worker_processes 1;', []],
    ['events {} htpp { server {} }', []],
    ['', []],
  ])('%s', (text, contexts) => {
    const model = modelOf({ 'site.conf': text })
    expect(model.fragment).toEqual(contexts)
  })

  it('what lies in conf.d stands in http', () => {
    expect(modelOf({ 'conf.d/tls.conf': 'ssl_protocols TLSv1.2;' }).fragment).toEqual(['http'])
  })

  it('the contexts the user states', () => {
    expect(modelOf('gzip on;', { context: ['http', 'server', 'location'] }).fragment).toEqual([
      ...['http', 'server', 'location'],
    ])
    expect(modelOf('listen 1;', { context: ['stream', 'server'] }).fragment).toEqual(['stream', 'stream-server'])
    expect(modelOf('gzip on;', { context: ['server'] }).fragment).toEqual(['http', 'server'])
  })

  it('a server without listen is no socket there', () => {
    const model = modelOf({ 'tls.conf': 'ssl_protocols TLSv1;' })
    expect(model.servers).toHaveLength(1)
    expect(model.listeners).toEqual([])
    expect(model.text(model.servers[0] as never, 'ssl_protocols')).toBe('TLSv1')
    expect(level(model, 'server').own).toHaveLength(1)
  })
})
