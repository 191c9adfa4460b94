import { describe, expect, it } from 'vitest'
import { nginx } from '../../../../src/formats/nginx/index.ts'
import type { NginxModel } from '../../../../src/formats/nginx/model.ts'
import { variablesOf } from '../../../../src/formats/nginx/variables/index.ts'
import fc from '../../../random.ts'
import { hostOf, modelOf } from './host.ts'

/** Asks everything a model answers. */
function askAll(model: NginxModel): void {
  for (const level of model.levels()) {
    void level.subject
    for (const name of ['root', 'add_header', 'ssl_protocols', 'allow', '__proto__']) {
      model.setting(level, name)
      model.list(level, name)
    }
    model.access(level)
    for (const one of level.own)
      for (const word of one.args) variablesOf(model).contents(word.value, { level, before: one })
  }
  for (const server of [...model.servers, ...model.streamServers, ...model.mailServers]) {
    model.handlers(server)
    model.matchLocation(server, '/a/../b%20')
  }
  for (const listener of model.listeners) {
    model.matchServer(listener, 'A.b:80')
    for (const server of listener.servers) model.tls(listener, server, 'ssl_protocols')
  }
  expect([...nginx.effective(model)].length).toBeGreaterThanOrEqual(0)
  void model.verdict
  void model.upstreams
  void model.tables
}

const piece = fc.constantFrom(
  ...[
    'http',
    'server',
    'stream',
    'mail',
    'location',
    'if',
    'upstream',
    'map',
    'geo',
    'listen',
    'server_name',
    'return',
  ],
  ...['rewrite', 'set', 'proxy_pass', 'root', 'alias', 'deny', 'limit_except', 'include', 'nginx.conf', 'add_header'],
  ...[
    '{',
    '}',
    '{',
    '}',
    ';',
    ';',
    ';',
    '/',
    '~',
    '@x',
    '=',
    '$a',
    '$1',
    '${uri}',
    '"',
    '~(',
    '[::',
    '1-99',
    'unix:',
    '\n',
  ],
  ...['301', 'last', 'ssl', 'default_server', 'on', 'all', '(', ')', 'https://$host$uri', '~^(?<a>.)$', '*.x', '', 'é'],
)

describe('hostile texts', () => {
  it('every question has an answer', () => {
    const soup = fc.array(piece, { maxLength: 80 }).map(parts => parts.join(' '))
    fc.assert(
      fc.property(soup, text => askAll(modelOf(text))),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(soup, text => askAll(hostOf(`server { ${text} }`))),
      { numRuns: 100 },
    )
  })

  it('locations nested ten thousand deep', () => {
    const depth = 10_000
    const model = hostOf(`server { ${'location /a { '.repeat(depth)} root /r; ${'}'.repeat(depth)} }`)
    const deepest = [...model.locations()].at(-1)
    expect(deepest?.subject.length).toBeLessThan(1000)
    expect(model.setting(deepest as never, 'root').value).toEqual(['/r'])
    expect(model.matchLocation(model.servers[0] as never, '/a').location).toBeDefined()
    expect([...nginx.effective(model)].length).toBeGreaterThan(0)
  })

  it('many conditions in one location', () => {
    const ifs = 'if ($a) { return 403; } '.repeat(5000)
    const model = hostOf(`server { location / { ${ifs} } }`)
    expect(model.handlers(model.servers[0] as never)).toHaveLength(5001)
  })
})
