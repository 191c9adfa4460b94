import { describe, expect, it } from 'vitest'
import type { Level, NginxModel } from '../../../../src/formats/nginx/model.ts'
import { hostOf, level, location } from './host.ts'

const values = (model: NginxModel, at: Level, name: string): string[] =>
  model.list(at, name).entries.map(one => one.args.map(word => word.value).join(' '))

describe('setting', () => {
  it('the nearest level wins and says what it hides', () => {
    const model = hostOf('server_tokens on; server { server_name a; server_tokens off; location / { gzip on; } }')
    const found = model.setting(level(model, 'server a / location /'), 'server_tokens')
    expect(found.value).toEqual(['off'])
    expect(found.origin).toBe(model.servers[0]?.written('server_tokens')[0])
    expect(found.shadowed).toEqual(model.http?.written('server_tokens'))
  })

  it('what it hides comes nearest first, from every level around', () => {
    const model = hostOf(
      `expires 1h; server { server_name a; expires 2h; location / { expires 3h; location /b/ { expires 4h; } } }`,
    )
    const found = model.setting(level(model, 'server a / location / / location /b/'), 'expires')
    expect(found.shadowed.map(({ args }) => args[0]?.value)).toEqual(['3h', '2h', '1h'])
  })

  it('the far writer holds for what is nested deep, also where a nearer one was asked before', () => {
    const deep = (inside: string): string => `${'location / { '.repeat(60)}${inside}${'}'.repeat(60)}`
    const model = hostOf(
      `expires 1h; server { server_name a; ${deep('location /x/ { expires 2h; } location /y/ { }')} }`,
    )
    const [x, y] = ['/x/', '/y/'].map(
      path => [...model.locations()].find(({ match }) => match.pattern === path) as Level,
    )
    const value = (at: Level | undefined): string | undefined => at && model.setting(at, 'expires').value[0]
    expect([value(y), value(x), value(y), value(y?.parent)]).toEqual(['1h', '2h', '1h', '1h'])
  })

  it('the default of the version when nobody writes it', () => {
    const at = (version: string): string => {
      const model = hostOf('server { server_name a; }', version)
      expect(model.setting(level(model, 'server a'), 'ssl_protocols').origin).toBe('default')
      return model.text(level(model, 'server a'), 'ssl_protocols')
    }
    expect(at('1.22.1')).toBe('TLSv1 TLSv1.1 TLSv1.2')
    expect(at('1.26.0')).toBe('TLSv1 TLSv1.1 TLSv1.2 TLSv1.3')
    expect(at('1.27.3')).toBe('TLSv1.2 TLSv1.3')
  })

  it('lines of a bit mask add up at one level and replace the outer ones', () => {
    const model = hostOf(
      'ssl_protocols TLSv1; server { server_name a; ssl_protocols TLSv1.2; ssl_protocols TLSv1.3 TLSv1.2; }',
    )
    expect(model.text(level(model, 'server a'), 'ssl_protocols')).toBe('TLSv1.2 TLSv1.3')
  })

  it('handlers are not inherited, but hold in the if blocks of their location', () => {
    const model = hostOf(
      'server { server_name a; location /a { proxy_pass http://b; location /a/b { } if ($args) { set $x 1; } } }',
    )
    expect(model.setting(level(model, 'server a / location /a / location /a/b'), 'proxy_pass').value).toEqual([])
    expect(model.text(level(model, 'server a / location /a / if ($args)'), 'proxy_pass')).toBe('http://b')
  })

  it('alias and root share a slot', () => {
    const model = hostOf('root /r; server { server_name a; location /a { alias /b/; } }')
    const at = level(model, 'server a / location /a')
    expect(model.setting(at, 'root').value).toEqual([])
    expect(model.setting(at, 'root').origin).toBe(at.written('alias')[0])
  })

  it('defaults that depend on the machine are those of x86-64', () => {
    const model = hostOf('')
    expect(model.text(model.http as Level, 'server_names_hash_bucket_size')).toBe('64')
    expect(model.text(model.http as Level, 'proxy_buffers')).toBe('8 4k')
  })

  it('names that only look like properties of objects', () => {
    const model = hostOf('')
    expect(model.setting(model.http as Level, '__proto__').value).toEqual([])
    expect(model.list(model.http as Level, 'constructor').entries).toEqual([])
  })
})

describe('list', () => {
  const text = (inner: string): string =>
    `add_header A 1; add_header B 2; server { server_name a; ${inner} location / { add_header C 3; } location /x { } }`

  it('a level with one entry drops every inherited one', () => {
    const model = hostOf(text(''))
    expect(values(model, level(model, 'server a / location /'), 'add_header')).toEqual(['C 3'])
    expect(values(model, level(model, 'server a / location /x'), 'add_header')).toEqual(['A 1', 'B 2'])
    expect(model.list(level(model, 'server a / location /'), 'add_header').shadowed).toHaveLength(2)
    expect(model.list(level(model, 'server a / location /x'), 'add_header').at).toBe(model.http)
  })

  it('what is nested deep has the list of its own surroundings, whatever was asked before', () => {
    const deep = (inside: string): string => `${'location / { '.repeat(60)}${inside}${'}'.repeat(60)}`
    const model = hostOf(
      `add_header a 1; server { server_name a; ${deep('location /x/ { add_header a 2; location /z/ { } } location /y/ { }')} }`,
    )
    const [x, y, z] = ['/x/', '/y/', '/z/'].map(
      path => [...model.locations()].find(({ match }) => match.pattern === path) as Level,
    )
    const asked = [z, y, x, model.servers[0], z, y?.parent, y, x].map(at => at && values(model, at, 'add_header')[0])
    expect(asked).toEqual(['a 2', 'a 1', 'a 2', 'a 1', 'a 2', 'a 1', 'a 1', 'a 2'])
  })

  it('merged lists end somewhere: no client takes more', () => {
    const depth = 300
    const nested = Array.from({ length: depth }, (_, at) => `location / { add_header h${at} 1; `).join('')
    const model = hostOf(`add_header_inherit merge; server { server_name a; ${nested} ${'}'.repeat(depth)} }`, '1.29.3')
    const deepest = [...model.locations()].at(-1) as Level
    const names = values(model, deepest, 'add_header')
    expect([names.length, names[0], names[199]]).toEqual([200, 'h299 1', 'h100 1'])
  })

  it('merge puts own entries in front of inherited ones, where the version has it', () => {
    const merged = hostOf(text('add_header_inherit merge;'), '1.29.3')
    expect(values(merged, level(merged, 'server a / location /'), 'add_header')).toEqual(['C 3', 'A 1', 'B 2'])
    const old = hostOf(text('add_header_inherit merge;'), '1.28.0')
    expect(values(old, level(old, 'server a / location /'), 'add_header')).toEqual(['C 3'])
  })

  it('off without own entries means none', () => {
    const model = hostOf(text('add_header_inherit off;'), '1.29.3')
    expect(values(model, level(model, 'server a / location /x'), 'add_header')).toEqual([])
    expect(values(model, level(model, 'server a / location /'), 'add_header')).toEqual(['C 3'])
  })

  it('allow and deny are one list in the order they are written', () => {
    const model = hostOf('deny all; server { server_name a; allow 10.0.0.0/8; }')
    const { entries, shadowed } = model.list(level(model, 'server a'), 'deny')
    expect(entries.map(one => one.name.value)).toEqual(['allow'])
    expect(shadowed.map(one => one.name.value)).toEqual(['deny'])
  })
})

describe('sockets of TLS', () => {
  const text = `
    ssl_ciphers HIGH;
    server { listen 443 ssl default_server; server_name a; ssl_protocols TLSv1.3; ssl_ecdh_curve X25519; }
    server { listen 443 ssl; server_name b; ssl_protocols TLSv1; ssl_ciphers LOW; ssl_ecdh_curve secp384r1; }`
  const ask = (version: string, name: string): string[] => {
    const model = hostOf(text, version)
    const [listener] = model.listeners
    const found = model.tls(listener as never, level(model, 'server b') as never, name)
    return [found.value.join(' '), found.decidedBy.title]
  }

  it('protocols: the default server of the socket below 1.29.2, then the server of the name', () => {
    expect(ask('1.29.1', 'ssl_protocols')).toEqual(['TLSv1.3', 'a'])
    expect(ask('1.29.2', 'ssl_protocols')).toEqual(['TLSv1', 'b'])
  })

  it('curves: always the default server; ciphers: always the server of the name', () => {
    expect(ask('1.31.0', 'ssl_ecdh_curve')).toEqual(['X25519', 'a'])
    expect(ask('1.22.1', 'ssl_ciphers')).toEqual(['LOW', 'b'])
  })
})

describe('causes', () => {
  it('one per origin, defaults together', () => {
    const model = hostOf(`
      server { server_name a; server_tokens off; }
      server { server_name b; }
      server { server_name c; }`)
    expect(model.causes('server_tokens').map(one => [one.setting.value[0], one.levels.length])).toEqual([
      ['off', 1],
      ['on', 2],
    ])
  })

  it('inheritors stop where the name is written again', () => {
    const model = hostOf('gzip on; server { server_name a; location / { gzip off; location /x { } } location /y { } }')
    expect(model.inheritors(model.http as Level, 'gzip').map(one => one.subject)).toEqual([
      ...['http', 'server a', 'server a / location /y'],
    ])
  })
})

describe('access', () => {
  /** Measured answers of the daemon for a stranger on IPv4 and IPv6: `o` = let through, `x` = refused. */
  const table: [string, string][] = [
    ['', 'oo'],
    ['allow 10.0.0.0/8;', 'oo'],
    ['deny all;', 'xx'],
    ['allow 10.0.0.0/8; deny all;', 'xx'],
    ['allow 10.0.0.0/8; allow all; deny all;', 'oo'],
    ['deny all; allow 10.0.0.0/8;', 'xx'],
    ['allow 10.0.0.0/8; deny 0.0.0.0/0;', 'xo'],
    ['allow 10.0.0.0/8; deny ::/0;', 'ox'],
    ['allow 0.0.0.0/0; deny all;', 'ox'],
    ['allow unix:; deny all;', 'xx'],
    ['deny unix:;', 'oo'],
    ['auth_basic x; auth_basic_user_file f;', 'xx'],
    ['auth_basic x;', 'oo'],
    ['auth_basic off; auth_basic_user_file f;', 'oo'],
    ['auth_basic x; auth_basic_user_file f; allow all;', 'xx'],
    ['satisfy any; allow all; auth_basic x; auth_basic_user_file f;', 'oo'],
    ['satisfy any; allow 10.0.0.0/8; deny all; auth_basic x; auth_basic_user_file f;', 'xx'],
    ['satisfy any; allow 10.0.0.0/8; auth_basic x; auth_basic_user_file f;', 'xx'],
    ['satisfy any; deny all; auth_basic x; auth_basic_user_file f;', 'xx'],
    ['deny all; return 200 x;', 'oo'],
  ]
  it.each(table)('%s', (rules, expected) => {
    const model = hostOf(`server { server_name a; location / { ${rules} } }`)
    const { open } = model.access(location(model, 'server a / location /'))
    expect((open.ipv4 ? 'o' : 'x') + (open.ipv6 ? 'o' : 'x')).toBe(expected)
  })

  it('an own list replaces that of the server', () => {
    const model = hostOf('server { server_name a; deny all; location / { allow 10.0.0.0/8; } location /x { } }')
    expect(model.access(location(model, 'server a / location /')).open.ipv4).toBe(true)
    expect(model.access(location(model, 'server a / location /x')).open.ipv4).toBe(false)
  })
})
