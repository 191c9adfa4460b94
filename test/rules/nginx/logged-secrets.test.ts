import { describe, expect, it } from 'vitest'
import { findings, type Given } from './found.ts'

/** What a variable of the files tells in a log. */

const logged = (variable: string, http: string, server = '', given: Given = {}): readonly unknown[] =>
  findings(
    'nginx/log-sensitive-data',
    `${http} log_format own '$uri ${variable}'; access_log /var/log/own.log own;
     server { listen 80; server_name a.example; ${server} location / { proxy_pass http://127.0.0.1:3000; } }`,
    given,
  ).map(({ params }) => params.variables)

const map = (source: string, entries: string): string => `map ${source} $out { ${entries} }`

describe('a map', () => {
  it.each([
    ['$arg_phone', "default ''; '~^(?<area>\\d{3})\\d+$' '$area****';"],
    ['$arg_phone', "'~^(?<masked>\\d{3})' $masked;"],
    ['$arg_phone', "'~^(\\d{3})\\d{4}(\\d{4})$' '$1****$2';"],
    ['$arg_email', "'~^(?<first>.)[^@]*@(?<domain>.*)$' '$first***@$domain';"],
    ['$http_authorization', '"" none; default present;'],
    ['$http_authorization', '"~^(?<kind>Basic|Bearer) " $kind;'],
    ['$http_cookie', '"~session=(?<start>[0-9a-f]{4})" $start;'],
    ['$uri', 'default $uri;'],
    ['$arg_page', '"~(?<page>.*)" $page;'],
    ['$arg_idcard', "'~^(\\d{6})\\d{8}(\\w{4})$' '$1********$2';"],
    ['$http_authorization', '"~^(?<kind>\\w+) .*" $kind;'],
    ['$http_authorization', '"~^(?<start>.{10}).*$" $start;'],
    ['$http_cookie', '"~^(?<front>.*)session=[^;]+(?<back>.*)$" "${front}session=***$back";'],
    ['$arg_token', '"~^(?<name>[^.]+)\\..*$" $name;'],
    ['$arg_phone', "'~^(?:(?<cn>\\d{3})\\d{8}|(?<other>.{2}).*)$' '$cn$other***';"],
  ])('of %s that masks: %s', (source, entries) => expect(logged('$out', map(source, entries))).toEqual([]))

  it.each([
    ['$arg_phone', 'default $arg_phone;'],
    ['$arg_phone', "'~^(?<area>\\d{3})\\d+$' '$area****'; default $arg_phone;"],
    ['$arg_phone', "'~^(?<all>\\d{11})$' $all;"],
    ['$arg_phone', "'~^(\\d{3})(\\d+)$' '$1-$2';"],
    ['$arg_phone', "'~^(\\d{3})$' $1;"],
    ['$uri', 'default $arg_phone;'],
  ])('of %s that passes the value on: %s', (source, entries) =>
    expect(logged('$out', map(source, entries))).toEqual([['$out ($arg_phone)']]),
  )

  it.each(["'~^Bearer (?<token>.+)$' $token;", "'~*^bearer\\s+(.+)$' $1;", "'~(?<token>\\S+)$' $token;"])(
    'that takes the token out of its header: %s',
    entries => expect(logged('$out', map('$http_authorization', entries))).toEqual([['$out ($http_authorization)']]),
  )

  it.each([
    ['http_authorization', '"~^\\w+\\s+(?<token>.+)$" $token;'],
    ['http_authorization', '"~^(?:Basic|Bearer|Token) (.+)$" $1;'],
    ['http_cookie', '"~(?:^|; ?)[a-z]+=(?<first>[^;]+)" $first;'],
    ['http_cookie', '"~^(?<all>.+);?\\w?$" $all;'],
    ['http_authorization', '"~^(?<all>.+)..$" $all;'],
    ['arg_phone', "'~^\\d{2}(?<rest>\\d{9})$' $rest;"],
    ['arg_phone', "'~^(?:(?<cn>\\d{3})\\d{8}|(?<other>.*))$' '$cn$other';"],
    ['arg_token', '"~^(?<all>\\w+).*$" $all;'],
  ])('of $%s that leaves out only what nobody minds: %s', (source, entries) =>
    expect(logged('$out', map(`$${source}`, entries))).toEqual([[`$out ($${source})`]]),
  )

  it('by way of another', () => {
    const two = (first: string): string => `map $arg_phone $one { ${first} } map $one $out { "" -; default $one; }`
    expect(logged('$out', two('default $arg_phone;'))).toEqual([['$out ($arg_phone)']])
    expect(logged('$out', two("'~^(\\d{3})' '$1****';"))).toEqual([])
  })
})

describe('a group of a map’s key', () => {
  const keyed = 'map $http_authorization $kind { "~^(?<scheme>\\w+)\\s+(?<token>.+)$" $scheme; }'

  it('is what it holds', () => {
    expect(logged('$kind', keyed)).toEqual([])
    expect(logged('$kind $scheme', keyed)).toEqual([])
    expect(logged('$kind $token', keyed)).toEqual([['$token ($http_authorization)']])
  })

  it('is handed on by another map', () => {
    const two = `${keyed} map $kind $out { default $token; }`
    expect(logged('$out', two)).toEqual([['$out ($http_authorization)']])
  })
})

describe('a variable of a server', () => {
  it.each([
    ['set $out $http_authorization;', '$http_authorization'],
    ['set $out ""; if ($http_authorization ~ "^Bearer (.*)$") { set $out $1; }', '$http_authorization'],
    ['if ($http_cookie ~ "(?<out>.+)") { set $a 1; }', '$http_cookie'],
    ['set $a $arg_phone; set $out "<$a>";', '$arg_phone'],
  ])('%s', (lines, of) => expect(logged('$out', '', lines)).toEqual([[`$out (${of})`]]))

  it.each([
    'set $out $request_body;',
    'set $out $upstream_http_set_cookie;',
    'set $out $uri;',
    'set $out ""; if ($http_authorization ~ "^Bearer") { set $out 1; }',
    'set $out ""; if ($http_cookie ~ "session=(.{4})") { set $out $1; }',
  ])('%s tells nothing', lines => expect(logged('$out', '', lines)).toEqual([]))
})

it('the fix writes whether there is something, instead', () => {
  const http = `${map('$arg_phone', 'default $arg_phone;')} log_format own '$uri $out'; access_log /var/log/own.log own;
    server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }`
  const [fix] = findings('nginx/log-sensitive-data', http)[0]?.fixes ?? []
  expect(fix?.edits.map(({ text }) => text).join()).toContain('map $out $out_logged {')
})
