import { expect, it } from 'vitest'
import { analyze } from '../../../../src/engine/index.ts'

type Host = readonly [modules: string, text: string]

const server = (text: string): string => `server { listen 127.0.0.1:80; ${text} }`
const location = (text: string): string => server(`location / { ${text} }`)

function ask([modules, http]: Host): readonly [loads: boolean | null | undefined, because: readonly string[]] {
  const loaded = modules.split(' ').map(name => `load_module modules/${name}_module.so;`)
  const text = `${loaded.join('\n')}\nevents {}\nhttp {\n${http}\n}\n`
  const { verdicts, findings } = analyze({ files: { 'nginx.conf': text } })
  const refusing = findings.filter(({ fingerprint }) => verdicts[0]?.because.includes(fingerprint))
  return [verdicts[0]?.loads, refusing.map(({ message }) => message.en)]
}

const lua = 'ndk_http ngx_http_lua'
const misc = 'ndk_http ngx_http_set_misc'
const echo = 'ngx_http_echo'

// Each asked of nginx 1.22.1 of Debian, with its modules.
const accepted: readonly Host[] = [
  [misc, location('set_encode_base32 $a abc; set_rotate $b 1 2; set_hmac_sha256 $c k v; return 200 "$a$b$c";')],
  [misc, 'set_quote_pgsql_str $a; server { listen 127.0.0.1:80; }'],
  [echo, location('echo_request_body; add_header A "$echo_request_method $echo_timer_elapsed";')],
  ['ngx_http_srcache_filter', location('add_header A $srcache_fetch_status;')],
  [
    'ngx_http_brotli_filter ngx_http_brotli_static',
    server('brotli on; brotli_static always; return 200 $brotli_ratio;'),
  ],
  [lua, location("set_by_lua_block $a { return 1 } content_by_lua_block { ngx.say(ngx.var.a, '}') }")],
  [lua, 'lua_shared_dict d 1m; upstream u { server 0.0.0.1; balancer_by_lua_block { } }'],
  ['ngx_http_upstream_fair', 'upstream u { server 127.0.0.1:1; fair; }'],
  ['ngx_http_subs_filter', location('subs_filter a b gi;')],
  ['ngx_http_subs_filter', location('subs_filter $nothing b;')],
]

it.each(accepted)('what %s brings is known where it may stand: %s', (...host) => {
  expect(ask(host)).toEqual([true, []])
})

const newer: readonly Host[] = [
  ['ngx_http_fancyindex', location('fancyindex on; fancyindex_case_sensitive off;')],
  ['ngx_http_cache_purge', 'cache_purge_background_queue on; cache_purge_queue_size 10; cache_purge_vary_aware on;'],
  ['ngx_http_hmac_secure_link', location('secure_link_hmac $arg_st; secure_link_hmac_secret a; return 204;')],
]

it.each(newer)('what newer builds of %s bring, as nginx 1.30.6 of Debian has them: %s', (...host) => {
  expect(ask(host)).toEqual([true, []])
})

it.each([
  ['auth_jwt_enabled', 'ngx_http_auth_jwt_module'],
  ['secure_link_hmac', 'ngx_http_hmac_secure_link_module'],
  ['cache_purge_throttle_ms', 'ngx_http_cache_purge_module'],
])('without its module %s is open', (name, module) => {
  const { verdicts, findings } = analyze({ files: { 'a.conf': server(`${name} on;`) } })
  expect(verdicts[0]?.loads).toBeNull()
  expect(findings.map(({ message }) => message.en)).toContain(
    `unknown directive "${name}" unless the module ${module} is loaded`,
  )
})

const refused: readonly (readonly [...Host, string])[] = [
  [lua, server('content_by_lua_block { }'), '"content_by_lua_block" directive is not allowed here'],
  [lua, location('init_by_lua_block { }'), '"init_by_lua_block" directive is not allowed here'],
  [
    lua,
    'lua_shared_dict d; server { listen 127.0.0.1:80; }',
    'invalid number of arguments in "lua_shared_dict" directive',
  ],
  [lua, 'lua_shared_dict a 1m; lua_shared_dict a 1m;', 'lua_shared_dict "a" is already defined as "a"'],
  [lua, 'lua_shared_dict a 1k;', 'invalid lua shared dict size "1k"'],
  [
    lua,
    'limit_req_zone $host zone=a:1m rate=1r/s; lua_shared_dict a 1m;',
    'the shared memory zone "a" is already declared for a different use',
  ],
  [misc, location('set_random $a 1;'), 'invalid number of arguments in "set_random" directive'],
  [echo, server('echo hello;'), '"echo" directive is not allowed here'],
  [echo, location('echo_status;'), 'invalid number of arguments in "echo_status" directive'],
  [echo, location('echo a $nothing;'), 'unknown "nothing" variable'],
  [echo, location('echo $$;'), 'invalid variable name'],
  ['ngx_http_subs_filter', location('subs_filter a $nothing;'), 'unknown "nothing" variable'],
  ['ngx_http_srcache_filter', location('srcache_fetch GET /a $nothing;'), 'unknown "nothing" variable'],
  [echo, server('add_header A $nothing;'), 'unknown "nothing" variable'],
  [
    'ngx_http_brotli_filter',
    'brotli maybe; server { listen 127.0.0.1:80; }',
    'invalid value "maybe" in "brotli" directive, it must be "on" or "off"',
  ],
  [lua, server('sever_name a;'), 'unknown directive "sever_name"; did you mean "server_name"'],
  ['ngx_http_geoip2', server('brotly on;'), 'unknown directive "brotly"'],
]

it.each(refused)('mistakes beside %s are certain: %s', (modules, text, message) => {
  expect(ask([modules, text])).toEqual([false, [message]])
})

const files: readonly Host[] = [
  ['ngx_http_geoip2', 'geoip2 /nope/x { $cc country iso_code; } server { listen 127.0.0.1:80; }'],
  ['ngx_http_modsecurity', server('modsecurity on; modsecurity_rules_file /nope/x;')],
  ['ngx_http_js', `js_import a from /nope/x; ${location('js_content a.a;')}`],
]

it.each(files)('a file that %s reads at the start decides: %s', (modules, http) => {
  const text = `load_module modules/${modules}_module.so;\nevents {}\nhttp {\n${http}\n}\n`
  const path = '/etc/nginx/nginx.conf'
  const asked = (more: Record<string, string>) =>
    analyze({ roots: [path], files: { [path]: text, ...more } }).verdicts[0]
  expect(asked({})).toMatchObject({ loads: null, because: [`${path}:4: "/nope/x" is not among the files`] })
  expect(asked({ '/nope/x': '' })?.loads).toBe(true)
})

it('one module does not bring what another one has', () => {
  const open = [null, ['unknown directive "redis2_query" unless the module redis2-nginx-module is loaded']]
  expect(ask([lua, location('redis2_query get a;')])).toEqual(open)
  expect(ask(['ngx_http_frobnicator', location('frobnicate on;')])[0]).toBeNull()
  expect(ask([lua, location('lua_frobnicate on;')])[0]).toBeNull()
})

it('an upstream may get its servers from a module that is not here', () => {
  const [loads, because] = ask([lua, 'upstream u { drizzle_server 127.0.0.1:3306 dbname=a; }'])
  expect(loads).toBeNull()
  expect(because).toEqual(['unknown directive "drizzle_server" unless the module drizzle-nginx-module is loaded'])
})

// Asked of nginx 1.30.6 of Debian unstable: "undefined symbol: ndk_set_var_value", "… ngx_stream_top_filter".
it.each([
  ['ngx_http_lua', false],
  ['ngx_http_lua ndk_http', false],
  ['ndk_http ngx_http_lua', true],
  ['ngx_http_set_misc', false],
  ['ngx_stream_js', false],
  ['ngx_stream ngx_stream_js', true],
  ['ngx_http_js', true],
])('modules of Debian that others need are loaded before them: %s', (modules, loads) => {
  const loaded = modules.split(' ').map(name => `load_module modules/${name}_module.so;`)
  const files = { 'nginx.conf': `${loaded.join('\n')}\nevents {}\n` }
  const debian = analyze({ files, target: { nginx: [1, 30, 6], nginxPackage: '1.30.6-2' } })
  expect(debian.verdicts[0]?.loads).toBe(loads)
  expect(analyze({ files }).verdicts[0]?.loads).toBe(true)
  const part = analyze({ files: { 'modules-available/lua.conf': loaded.join('\n') }, target: debian.target })
  expect(part.verdicts[0]?.loads).toBeNull()
})
