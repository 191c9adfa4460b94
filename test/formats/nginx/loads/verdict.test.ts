import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../../src/files/index.ts'
import { load } from '../../../../src/formats/nginx/load.ts'
import { type LoadVerdict, textsOf, verdict } from '../../../../src/formats/nginx/loads/index.ts'
import { messageIds, messages } from '../../../../src/formats/nginx/loads/messages/index.ts'
import type { ContextName } from '../../../../src/formats/nginx/tables/index.ts'
import { defaultTarget, parseVersion, type Target } from '../../../../src/target/index.ts'

const stated = (nginx: string, more: Partial<Target> = {}): Target => ({
  ...defaultTarget,
  nginx: parseVersion(nginx) ?? [],
  assumed: [],
  ...more,
})

type Files = Readonly<Record<string, string>>

interface Question {
  readonly target?: Target
  readonly complete?: boolean
  readonly context?: readonly ContextName[]
}

function ask(files: Files | string, question: Question = {}): LoadVerdict {
  const all: Files = typeof files === 'string' ? { 'nginx.conf': files } : files
  const store = memoryStore(all, question.complete ?? true)
  const context = question.context ? { context: question.context } : {}
  return verdict(load(Object.keys(all)[0] as string, store), question.target ?? defaultTarget, context)
}

const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`
const server = (text: string): string => http(`server {\nlisten 127.0.0.1:80;\n${text}\n}`)
const codes = ({ because }: LoadVerdict): string[] => because.map(({ code }) => code)

describe('the target moves the verdict', () => {
  it('directives come and go', () => {
    expect(ask(server('http2 on;'), { target: stated('1.24.0') }).because[0]?.id).toBe('unknown-in-version')
    expect(ask(server('http2 on;'), { target: stated('1.26.3') }).loads).toBe(true)
    expect(ask(server('ssl off;'), { target: stated('1.24.0') }).loads).toBe(true)
    expect(ask(server('ssl off;'), { target: stated('1.26.3') }).because[0]?.id).toBe('unknown-removed')
  })

  it('parameters come too', () => {
    const quic = http('server { listen 127.0.0.1:80 quic reuseport; ssl_reject_handshake on; }')
    expect(ask(quic, { target: stated('1.24.0') }).loads).toBe(false)
    expect(ask(quic, { target: stated('1.26.3') }).loads).toBe(true)
    const leaf = server('proxy_http_version 2;')
    expect([ask(leaf, { target: stated('1.28.0') }).loads, ask(leaf, { target: stated('1.29.4') }).loads]).toEqual([
      false,
      true,
    ])
  })

  it('a package may have what the version has not', () => {
    const text = http('max_headers 100;')
    expect(ask(text, { target: stated('1.22.1', { nginxPackage: '1.22.1-9+deb12u11' }) }).loads).toBe(true)
    expect(ask(text, { target: stated('1.22.1', { nginxPackage: '1.22.1-9+deb12u2' }) }).loads).toBe(false)
    expect(ask(text, { target: stated('1.24.0') }).loads).toBe(false)
  })
})

describe('a module that is not there is no slip of the pen', () => {
  const text = server('more_set_headers "A: b";')

  it('open while nobody said what nginx this is', () => {
    expect(ask(text)).toMatchObject({ loads: null, because: [{ id: 'unknown-foreign', code: 'foreign-directive' }] })
    expect(ask(server('mor_set_headers "A: b";')).loads).toBe(false)
  })

  it('refused by a stated version that loads no module', () => {
    expect(ask(text, { target: stated('1.22.1') }).loads).toBe(false)
    expect(ask(server('status_zone a;'), { target: stated('1.22.1') }).because[0]?.id).toBe('unknown-commercial')
  })
})

describe('modules that are files of their own', () => {
  const more = 'load_module modules/ngx_http_headers_more_filter_module.so;\n'
  const text = (statement: string): string => more + server(`more_set_headers "A: b";\n${statement}`)

  it('that are known by all they bring excuse no slip', () => {
    expect(ask(text('')).loads).toBe(true)
    expect(ask(text('sever_name a;')).loads).toBe(false)
    expect(ask(text('add_header A $nothing;')).loads).toBe(false)
    expect(ask(text('').replace('headers_more_filter', 'lua')).loads).toBe(null)
    expect(ask(text('sever_name a;').replace('headers_more_filter', 'lua')).loads).toBe(false)
    expect(ask(text('sever_name a;').replace('headers_more_filter', 'frobnicator')).loads).toBeNull()
  })

  it('have to be loaded where the package is built so', () => {
    const debian = { target: stated('1.22.1', { nginxPackage: '1.22.1-9+deb12u11' }) }
    const stream = 'events {}\nstream {\n}\n'
    expect(ask(stream, debian).because[0]).toMatchObject({ id: 'unknown-unloaded', code: 'unknown-directive' })
    expect(ask(stream, { target: stated('1.22.1') }).loads).toBe(true)
    expect(ask(`load_module modules/ngx_stream_module.so;\n${stream}`, debian).loads).toBe(true)
    const included = `include modules-enabled/*.conf;\n${stream}`
    expect(ask(included, debian).loads).toBe(false)
    expect(ask(included, { ...debian, complete: false }).loads).toBeNull()
  })
})

describe('mail', () => {
  const mail = (text: string): string =>
    `events {}\nmail {\nauth_http localhost:9;\nserver {\nlisten 127.0.0.1:1;\nprotocol smtp;\nssl_certificate a;\nssl_certificate_key b;\n${text}\n}\n}\n`
  const says = (text: string): string | undefined =>
    ask({ 'nginx.conf': mail(text), a: '', b: '' }).because.find(({ open }) => !open)?.message.en

  it('has either TLS from the start or STARTTLS', () => {
    expect(says('ssl on; starttls on;')).toBe('"ssl" directive conflicts with "starttls"')
    expect(says('starttls only; ssl on;')).toBe('"starttls" directive conflicts with "ssl on"')
    expect([says('starttls off; ssl on;'), says('starttls on; ssl off;')]).toEqual([undefined, undefined])
  })
})

it('a brace that opens a block by mistake leaves no second mistake at the end of the file', () => {
  const text = http('server {\nroot {ROOT}/UI;\nlisten 127.0.0.1:80;\n}')
  expect(ask(text).because.map(({ id }) => id)).toEqual(['not-terminated'])
  expect(ask(http('server {\nlisten 127.0.0.1:80;')).because.map(({ id }) => id)).toEqual(['syntax'])
})

describe('suggestions', () => {
  it('name what may stand there', () => {
    expect(ask(server('sever_name a;')).because[0]?.suggestion).toBe('server_name')
    expect(ask(server('location / { return 302 $hots; }')).because[0]?.suggestion).toBe('$host')
    expect(ask(server('memcached_pass 127.0.0.1:1;')).because[0]?.suggestion).toBeUndefined()
    expect(ask(server('access_log /dev/null combind;')).because[0]?.suggestion).toBe('combined')
  })
})

describe('included files', () => {
  it('are judged where they are included', () => {
    const files = { 'nginx.conf': http('include a.conf;'), 'a.conf': 'server {\n  listen 80;\n  listen 80;\n}\n' }
    const [first] = ask(files).because
    expect([first?.id, first?.file.path]).toEqual(['listen-duplicate', 'a.conf'])
  })

  it('define names for others', () => {
    const files = {
      'nginx.conf': http('include a.conf;\naccess_log /dev/null own;'),
      'a.conf': 'log_format own "$uri";',
    }
    expect(ask(files).loads).toBe(true)
  })

  it('that are missing leave open what they may define', () => {
    const text = http('include a.conf;\naccess_log /dev/null own;\nadd_header A $own;')
    expect(ask(text, { complete: false })).toMatchObject({ loads: null })
    expect(codes(ask(text))).toContain('missing-include')
    expect(ask(text).loads).toBe(false)
  })
})

describe('fragments', () => {
  it('stand where they are said to stand', () => {
    expect(ask('server { listen 80; }').loads).toBe(false)
    expect(ask('server { listen 80; }', { context: ['http'] }).loads).toBe(true)
    expect(ask('location / { }\nlocation / { }', { context: ['http', 'server'] }).because[0]?.id).toBe(
      'location-duplicate',
    )
  })

  it.each([
    ['return 200 $made_elsewhere;', 'variable-unknown'],
    ['limit_req zone=made_elsewhere;', 'zone-unknown'],
    ['location / { proxy_cache made_elsewhere; }', 'zone-unknown'],
    ['location / { proxy_pass http://made_elsewhere; }', 'host-unresolved'],
  ])('what another file may define is open: %s', (text, id) => {
    const found = ask(text, { context: ['http', 'server'] })
    expect([found.loads, found.because.map(one => [one.id, one.open])]).toEqual([null, [[id, true]]])
  })

  it.each([
    'set $made_here 1; return 200 $made_here;',
    'return 200 $host$arg_q$http_x$1;',
    'location / { proxy_pass http://127.0.0.1; }',
  ])('what stands in the fragment or in every nginx is not: %s', text => {
    expect(ask(text, { context: ['http', 'server'] }).loads).toBe(true)
  })

  it('a value that no context can repair decides', () => {
    const found = ask('location / { proxy_set_header A "${a"; }', { context: ['http', 'server'] })
    expect([found.loads, codes(found)]).toEqual([false, ['unknown-variable']])
  })

  it('a group whose names are looked up needs a resolver, that another file may name', () => {
    const text = 'upstream u { zone u 64k; server app.example.com resolve; }'
    const target = stated('1.28.0')
    const found = ask(text, { context: ['http'], target })
    expect([found.loads, found.because[0]?.id]).toEqual([null, 'upstream-resolver'])
    expect(ask('upstream u { server app.example.com resolve; }', { context: ['http'], target }).loads).toBe(false)
  })
})

describe('further problems', () => {
  it('are told behind the one the daemon prints', () => {
    const found = ask(http('gzip yes;\nsever_tokens off;\nlog_format a "$nobody";'))
    expect(codes(found)).toEqual(['invalid-value', 'unknown-directive', 'unknown-variable'])
    expect(found.because.map(({ line }) => line)).toEqual([undefined, undefined, null])
  })

  it('that only warn do not decide', () => {
    const found = ask(server('set_real_ip_from 10.0.0.1/8;'))
    expect([found.loads, found.warnings[0]?.id]).toEqual([true, 'low-bits'])
  })

  it('stop at a lexical one', () => {
    expect(codes(ask('events {}\nhttp {\n  gzip "a"b;\n  sever_tokens off;\n}\n'))).toEqual(['syntax'])
  })
})

describe('what the machine decides', () => {
  it('leaves the verdict open', () => {
    for (const text of ['proxy_pass http://backend.internal;', 'proxy_pass http://127.0.0.1:1;\nproxy_bind 10.0.0.1;'])
      expect(ask(server(`location / {\n${text}\n}`)).loads).toBe(text.includes('internal') ? null : true)
  })
})

describe('hostile files', () => {
  it('nest deeply', () => {
    const depth = 20_000
    const text = server(`${'location /a {'.repeat(depth)}${'}'.repeat(depth)}`)
    expect(ask(text).loads).toBe(true)
  })

  it('hold no end of problems', () => {
    expect(ask(http('nothing a;\n'.repeat(50_000))).because.length).toBeLessThan(1001)
  })
})

describe('texts', () => {
  // English is what the daemon prints; Chinese may say more.
  it('exist in both languages, and Chinese leaves nothing out', () => {
    const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const id of messageIds()) {
      const { en, zh } = messages(id)
      expect(zh, id).toMatch(/\p{Script=Han}/u)
      expect(holes(zh), id).toEqual(expect.arrayContaining(holes(en)))
      expect(en, id).not.toMatch(/\p{Script=Han}/u)
    }
    expect(Object.keys(textsOf(['syntax'])).length).toBeGreaterThan(2)
  })
})

describe('modules of packages of their own', () => {
  const loaded = (module: string, text: string): LoadVerdict =>
    ask({ 'nginx.conf': `load_module modules/${module}.so;\n${http(text)}`, 'GeoIP.dat': '', 'GeoIPCity.dat': '' })

  it('geoip', () => {
    expect(loaded('ngx_http_geoip_module', 'geoip_proxy 192.0.2.0/240;').because[0]?.message.en).toBe(
      'invalid network "192.0.2.0/240"',
    )
    expect(loaded('ngx_http_geoip_module', 'geoip_proxy 255.255.255.255;').loads).toBe(true)
    expect(loaded('ngx_http_geoip_module', 'geoip_country GeoIP.dat utf16;').because[0]?.message.en).toBe(
      'invalid parameter "utf16"',
    )
    expect(loaded('ngx_http_geoip_module', 'geoip_city GeoIPCity.dat utf8;').loads).toBe(true)
  })

  it('image_filter', () => {
    expect(loaded('ngx_http_image_filter_module', 'image_filter_sharpen none;').loads).toBe(true)
    expect(loaded('ngx_http_image_filter_module', 'image_filter_sharpen -;').because[0]?.message.en).toBe(
      'invalid value "-"',
    )
    expect(loaded('ngx_http_image_filter_module', 'image_filter_jpeg_quality 0;').loads).toBe(false)
  })

  it('perl', () => {
    const { because } = loaded('ngx_http_perl_module', "server { location / {\nperl 'sub {}';\nperl 'sub { 1 }';\n} }")
    expect(because.find(problem => !problem.open)?.message.en).toBe('duplicate perl handler "sub { 1 }"')
  })
})
