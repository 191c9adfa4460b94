import { describe, expect, it } from 'vitest'
import type { Level } from '../../../../src/formats/nginx/model.ts'
import { has } from '../../../../src/formats/nginx/regex/index.ts'
import {
  byClient,
  type Contents,
  choosesHost,
  endsHost,
  lineBreaks,
  variablesOf,
} from '../../../../src/formats/nginx/variables/index.ts'
import { walk } from '../../../../src/tree/index.ts'
import { hostOf } from '../resolve/host.ts'

/** What the argument of the last `sink` statement (`add_header`, `return`, `proxy_pass`, `set $z`) can hold. */
function contents(text: string, sink: string): Contents {
  const model = hostOf(text)
  let found: Contents | undefined
  for (const level of model.levels()) {
    const directive = level.own.findLast(one => one.name.value === sink)
    if (!directive) continue
    const scripted = /^(?:return|set|rewrite)$/.test(sink)
    const value = directive.args.at(-1)?.value ?? ''
    found = variablesOf(model).contents(value, scripted ? { level, before: directive } : { level })
  }
  if (!found) throw new Error(`no ${sink}`)
  return found
}

const inLocation = (text: string, head = '/'): string => `server { server_name a; location ${head} { ${text} } }`

describe('line breaks, as measured at the daemon', () => {
  it.each([
    ['$uri', 'both'],
    ['$document_uri', 'both'],
    ['$request_filename', 'both'],
    ['$remote_user', 'both'],
    ['$request_body', 'both'],
    ['$request_uri', 'none'],
    ['$args', 'none'],
    ['$arg_x', 'none'],
    ['$http_x', 'none'],
    ['$cookie_x', 'none'],
    ['$host', 'none'],
    ['$scheme://$server_name:$server_port', 'none'],
    ['$URI', 'both'],
    ['x${uri}y', 'both'],
  ])('%s: %s', (value, breaks) => {
    expect(lineBreaks(contents(inLocation(`add_header A "${value}";`), 'add_header'))).toBe(breaks)
  })

  it('$remote_user where a password is checked', () => {
    const text = inLocation('auth_basic x; auth_basic_user_file f; add_header A $remote_user;')
    expect(lineBreaks(contents(text, 'add_header'))).toBe('none')
  })

  it.each([
    ['(.*)', 'cr'],
    ['(.+)', 'cr'],
    ['([^/]+)', 'both'],
    ['([^.]*)', 'both'],
    ['(\\D+)', 'both'],
    ['([\\s\\S]*)', 'both'],
    ['(?s)(.*)', 'both'],
    ['(\\S+)', 'none'],
    ['([^\\s]+)', 'none'],
    ['([^/\\s]+)', 'none'],
    ['([\\w-]+)', 'none'],
    ['([a-z0-9]+)', 'none'],
    ['(a|b)', 'none'],
    ['([[:print:]]*)', 'none'],
    ['(\\W*)', 'both'],
  ])('$1 of location ~ ^/x%s', (group, breaks) => {
    expect(lineBreaks(contents(inLocation('return 302 https://h/$1;', `~ "^/x${group}"`), 'return'))).toBe(breaks)
    const named = group.replace(/\((?!\?)/, '(?<name>')
    const text = inLocation('add_header A $name;', `~ "^/x${named}"`)
    expect(lineBreaks(contents(text, 'add_header'))).toBe(breaks)
  })

  it.each([
    ['map $x $m { default $uri; }', '$m', 'both'],
    ['map $request_uri $m { default $request_uri; }', '$m', 'none'],
    ['map $uri $m { ~^/([^/]+) $1; }', '$m', 'both'],
    ['map $uri $m { ~^/([a-z]+) $1; }', '$m', 'none'],
    ['map $uri $m { "~^/(?<seg>[^/]+)" $seg; }', '$m', 'both'],
    ['map $request_uri $m { ~^/([^/]+) $1; }', '$m', 'none'],
    ['map $x $m { a b; default c; }', '$m', 'none'],
    ['map $x $m { default $n; } map $x $n { default $uri; }', '$m', 'both'],
    ['map $x $m { default $n; } map $x $n { default $m; }', '$m', 'none'],
  ])('%s', (tables, value, breaks) => {
    expect(lineBreaks(contents(`${tables} ${inLocation(`add_header A ${value};`)}`, 'add_header'))).toBe(breaks)
  })

  it.each([
    ['set $y $uri; return 302 https://h$y;', 'both'],
    ['set $y $request_uri; return 302 https://h$y;', 'none'],
    ['set $y $1; return 302 https://h$y;', 'none'],
    ['set $y $n; return 302 https://h$y;', 'both'],
    ['rewrite ^/([^/]+)$ /z$1; set $y $1; return 302 https://h$y;', 'both'],
  ])('%s', (text, breaks) => {
    expect(lineBreaks(contents(inLocation(text, '~ ^/x([^/]+)/(?<n>[^/]+)$'), 'return'))).toBe(breaks)
  })

  it.each([
    ['the pattern of the place itself', '~ ^/x(?<n>[a-z]+)$', 'return 302 https://h/$n;', 'none'],
    ['a rewrite', '/', 'rewrite ^/x(?<n>[a-z]+)$ https://h/$n;', 'none'],
    [
      'a condition behind it',
      '~ ^/x(?<n>[a-z]+)$',
      'if ($uri ~ (?<n>[^/]+)) { break; } return 302 https://h/$n;',
      'both',
    ],
    ['no pattern of its own', '/x', 'return 302 https://h/$n;', 'both'],
  ])('a group that two locations name, set by %s', (_name, head, text, breaks) => {
    const others = 'location ~ ^/y(?<n>[^/]+)$ { } location ~ ^/z(?<n>[^/]+)$ { }'
    const server = `server { server_name a; ${others} location ${head} { ${text} } }`
    expect(lineBreaks(contents(server, text.startsWith('rewrite') ? 'rewrite' : 'return'))).toBe(breaks)
  })

  it('statements of later phases see the whole script, wherever they stand', () => {
    const model = hostOf(inLocation('add_header A $1; rewrite ^/x([^/]+)$ /y break;', '~ ^/x([a-z]+)'))
    const [level] = [...model.locations()]
    const before = level?.written('add_header')[0]
    expect(lineBreaks(variablesOf(model).contents('$1', { level, before } as never))).toBe('both')
  })

  it('names of groups are variables: their case does not matter', () => {
    const text = inLocation('add_header A $FILE;', '~ ^/x(?<File>[^/]+)')
    expect(lineBreaks(contents(text, 'add_header'))).toBe('both')
  })

  it('groups of an if are those of its subject', () => {
    const text = inLocation('if ($request_uri ~ ^/([^?]*)) { return 302 https://h/$1; }')
    expect(lineBreaks(contents(text, 'return'))).toBe('none')
  })
})

describe('who chooses the host', () => {
  const choice = (tables: string, value: string, head = '/'): [boolean, boolean] => {
    const found = contents(`${tables} ${inLocation(`proxy_pass "http://${value}";`, head)}`, 'proxy_pass')
    const model = hostOf(`${tables} ${inLocation(`proxy_pass "http://${value}";`, head)}`)
    const level = [...model.locations()][0] as Level
    return [byClient(found), choosesHost(variablesOf(model).contents(value, { level }))]
  }

  it.each([
    ['', '$host', [true, true]],
    ['', '$arg_u', [true, true]],
    ['', 'up-$arg_x.example', [true, true]],
    ['', '127.0.0.1:$server_port', [false, false]],
    ['', '$scheme', [false, false]],
    ['map $arg_x $up { a app1; default app2; }', '$up', [false, false]],
    ['map $arg_x $up { default $arg_x; }', '$up', [true, true]],
    ['map $arg_x $up { ~^(a|b)$ $1; }', '$up', [true, false]],
  ] as const)('%s %s', (tables, value, expected) => expect(choice(tables, value)).toEqual(expected))

  it('a group that only chooses among labels', () => {
    expect(choice('', '$1', '~ ^/(a|b)/')).toEqual([true, false])
    expect(choice('', '$1', '~ ^/([a-z0-9-]+)/')).toEqual([true, false])
    expect(choice('', '$1', '~ ^/([^/]+)/')).toEqual([true, true])
  })

  it('a value that always begins with a slash ends the host in front of it', () => {
    const ends = (value: string, head = '/'): boolean =>
      endsHost(contents(inLocation(`add_header A "${value}";`, head), 'add_header'))
    expect([ends('$uri'), ends('$request_uri'), ends('/$arg_x'), ends('?$args')]).toEqual([true, true, true, true])
    expect([ends('$args'), ends('$arg_x'), ends('.$uri')]).toEqual([false, false, false])
    expect([ends('$1', '~ ^/a(/.*)$'), ends('$1', '~ ^/a(/.*)?$'), ends('$1', '~ ^/a(.*)$')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('few values are listed', () => {
    const text = `map $arg_x $up { a app1; b app2; } ${inLocation('proxy_pass http://$up:80;')}`
    expect(contents(text, 'proxy_pass').values).toEqual(['http://app1:80', 'http://app2:80', 'http://:80'])
  })
})

describe('how it comes in', () => {
  it('names the variable and the statements on the way', () => {
    const model = hostOf(`map $x $m { default $uri; } ${inLocation('set $y $m; add_header A $y;')}`)
    const level = [...model.locations()][0] as Level
    const { traces } = variablesOf(model).contents('$y', { level })
    const names = traces.map(trace => [trace.variable, ...trace.via.map(one => one.name.value)])
    expect(names).toEqual([['uri', 'set', 'map']])
  })

  it('what a value begins with', () => {
    const { first, empty } = contents(inLocation('add_header A $uri;'), 'add_header')
    expect([has(first, 47), has(first, 46), empty]).toEqual([true, false, false])
  })

  it('set in another location counts only where the own one has none', () => {
    const text = `server { server_name a;
      location /a { set $y $uri; add_header A $y; }
      location /b { set $y plain; add_header B $y; } }`
    expect(contents(text, 'add_header').values).toEqual(['plain'])
  })

  it('patterns that only PCRE can run make it uncertain', () => {
    const found = contents(inLocation('add_header A $1;', '~ ^/(?=x)(.*)'), 'add_header')
    expect([found.certain, lineBreaks(found)]).toEqual([false, 'both'])
  })

  it('a variable that leads back to itself', () => {
    const found = contents(inLocation('set $y a; set $y "$y$uri"; add_header A $y;'), 'add_header')
    expect(lineBreaks(found)).toBe('both')
  })

  it('every text of every configuration is worked out', () => {
    const model = hostOf(`map $a $b { ~(.)$ $1$2$b; volatile; } ${inLocation('set $1 $1; set $b ${b}$$;')}`)
    for (const level of model.levels())
      for (const one of walk(level.own))
        for (const word of one.args) expect(variablesOf(model).contents(word.value, { level })).toBeDefined()
  })
})

describe('chains of variables without end', () => {
  const chain = (length: number, value: (before: string) => string): string =>
    Array.from({ length }, (_, at) => `set $a${at + 1} ${value(`$a${at}`)};`).join(' ')

  it('a long one stays unknown', () => {
    const found = contents(
      `server { server_name a; set $a0 $arg_x; ${chain(5000, one => one)} return 302 $a5000; }`,
      'return',
    )
    expect([found.certain, found.traces]).toEqual([false, []])
  })

  it('so does one that doubles at every step', () => {
    const doubled = chain(60, one => `${one}${one}`)
    const found = contents(`server { server_name a; set $a0 $arg_x; ${doubled} return 302 $a60; }`, 'return')
    expect(found.certain).toBe(false)
    expect(found.traces.length).toBeLessThan(1000)
  })

  it('what people write is followed to its end', () => {
    const found = contents(
      `server { server_name a; set $a0 $arg_x; ${chain(40, one => one)} return 302 $a40; }`,
      'return',
    )
    expect(found.traces.map(({ variable }) => variable)).toEqual(['arg_x'])
  })
})

describe('groups of the keys of a map, as measured at the daemon', () => {
  const within = (maps: string, text: string, head = '/'): string => `${maps} ${inLocation(text, head)}`
  const loose = 'map $arg_a $m { "~^(?<grp>.+)-(.+)$" 1; default 0; }'
  const narrow = 'map $arg_a $m { "~^(?<grp>[ab]+)$" 1; }'

  it('a named one is a variable', () => {
    const { traces, empty, certain } = contents(within(loose, 'add_header A $GRP;'), 'add_header')
    expect(traces.map(({ variable }) => variable)).toEqual(['arg_a'])
    expect([empty, certain]).toEqual([true, true])
    expect(choosesHost(contents(within(loose, 'proxy_pass http://$grp;'), 'proxy_pass'))).toBe(true)
    expect(choosesHost(contents(within(narrow, 'proxy_pass http://$grp;'), 'proxy_pass'))).toBe(false)
  })

  it('a location’s own group of the name stands, unless the map is worked out in the same value', () => {
    const at = '~ "^/(?<grp>[0-9]+)/"'
    const variables = (value: string): string[] =>
      contents(within(loose, `add_header A "${value}";`, at), 'add_header').traces.map(({ variable }) => variable)
    expect(variables('$grp')).toEqual(['uri'])
    expect(variables('$m$grp').toSorted()).toEqual(['arg_a', 'uri'])
  })

  it('a map that is worked out in the same value replaces $1', () => {
    const at = '~ "^/([0-9]+)/"'
    const read = (value: string): Contents => contents(within(loose, `add_header A "${value}";`, at), 'add_header')
    expect(read('$1').traces.map(({ variable }) => variable)).toEqual(['uri'])
    expect(has(read('$m$1').characters, 'z'.charCodeAt(0))).toBe(true)
  })
})
