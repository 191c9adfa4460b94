import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Level, Listener, NginxModel, Server } from '../../src/formats/nginx/model.ts'
import { normalizePath } from '../../src/formats/nginx/resolve/match-location.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import fc from '../random.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

/** What a location says about itself, and what stands inside it. */
interface Place {
  readonly head: string
  readonly inside: readonly Place[]
}

const leaf = (head: string): Place => ({ head, inside: [] })
const regexes = [
  ...['~ \\.php$', '~* \\.PNG$', '~ ^/a/(.*)\\.x$', '~ /b', '~* ^/ADMIN', '~ ^/(?<n>[a-z]+)/\\d+$', '~ .'],
  ...['~ /(?!a|x)', '~ ^/a/(?!(b)/c$)(.*)', '~ (?<!^/a)/b', '~* ^/(?=ADMIN|.*P$)', '~ ^/(?:(?!/b).)+$'],
]
const prefixes = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/admin', '/%61', '/a b', '/x.php', '/é']
const heads = [...prefixes, ...prefixes.map(path => `^~ ${path}`), ...prefixes.map(path => `= ${path}`), ...regexes]

const pathOf = (head: string): string => head.replace(/^\S* (?=\/)/, '')
const key = (head: string): string => (head.startsWith('~') ? head : `${head.startsWith('=')}${pathOf(head)}`)
const quoted = (head: string): string => {
  const at = head.startsWith('/') ? 0 : head.indexOf(' ') + 1
  return `${head.slice(0, at)}"${head.slice(at)}"`
}

/** Locations that may stand beside each other, some with others inside them. */
const places: fc.Arbitrary<readonly Place[]> = fc
  .uniqueArray(fc.constantFrom(...heads), { selector: key, maxLength: 7 })
  .chain(list => fc.tuple(...list.map(head => nestedIn(head))))

function nestedIn(head: string): fc.Arbitrary<Place> {
  if (head.startsWith('=')) return fc.constant(leaf(head))
  const inner = head.startsWith('~')
    ? regexes
    : [...regexes, ...heads.filter(one => !one.startsWith('~') && pathOf(one).startsWith(pathOf(head)))]
  return fc
    .uniqueArray(fc.constantFrom(...inner), { selector: key, maxLength: 3 })
    .map(list => ({ head, inside: list.map(leaf) }))
}

const names = [
  ...[
    'a.example',
    'b.example',
    '.example',
    '*.example',
    '*.a.example',
    'a.*',
    'a.b.*',
    'www.*',
    'A.EXAMPLE',
    '_',
    '""',
  ],
  ...['~^b', '~^(?<sub>.+)\\.example$', '~^WWW\\.', 'x', '.a.b.example', 'a.example.'],
]
const hosts = [
  ...['a.example', 'A.example:8080', 'a.example.', 'b.example', 'c.a.example', 'example', 'deep.c.a.example', 'a.org'],
  ...['a.b.org', 'www.org', 'WWW.x.org', 'b', 'x', 'q', '_', 'z.a.b.example', '10.0.0.1', '[::1]:80', 'xexample'],
]
const paths = [
  ...[
    '/',
    '/a',
    '/a/',
    '/a/b',
    '/a/b/',
    '/a/b/c',
    '/a/b/c/d',
    '/ab',
    '/admin',
    '/Admin/x',
    '/ADMIN',
    '/x.php',
    '/y.php',
  ],
  ...[
    '/a/y.php',
    '/a/b/z.png',
    '/a/b/z.PnG',
    '/%61',
    '/a%20b',
    '/a//b///c',
    '/a/./b',
    '/a/../admin',
    '/%2e%2e/x',
    '/a/..',
  ],
  ...[
    '/x%2ephp',
    '/word/12',
    '/word/12x',
    '/%C3%A9',
    '/%e9',
    '/a?x=/b',
    '/a#y',
    '/..',
    '/a/b/.',
    '/a/%2e%2e%2fadmin',
    '/%zz',
  ],
  ...['//', '/a/q.x', '/b%0ac', '/.%2e/', '/a/b/../..', '/%00'],
]

/** Every server and location answers with a header of its own, by which the model's choice is recognised. */
class Site {
  private count = 0

  text(servers: readonly (readonly Place[])[], nameLists: readonly (readonly string[])[]): string {
    const parts = ['events {}\nhttp {\n server_names_hash_bucket_size 128;\n']
    for (const [at, list] of servers.entries())
      parts.push(`server { listen unix:/run/test/l${at}; server_name s; ${this.mark()} ${this.inside(list)} }\n`)
    for (const [at, group] of nameLists.entries()) {
      const socket = `listen unix:/run/test/n${Math.floor(at / 6)}${at % 6 === 3 ? ' default_server' : ''};`
      parts.push(`server { ${socket} ${group.length ? `server_name ${group.join(' ')};` : ''} ${this.mark()} }\n`)
    }
    return `${parts.join('')}}\n`
  }

  private mark(): string {
    return `add_header X-At m${this.count++} always;`
  }

  private inside(list: readonly Place[]): string {
    return list
      .map(({ head, inside }) => `location ${quoted(head)} { ${this.mark()} return 200; ${this.inside(inside)} }`)
      .join(' ')
  }
}

const markOf = (level: Level | undefined): string | undefined => level?.written('add_header')[0]?.args[1]?.value

describe('which server and location answers', () => {
  const test = needs('nginx', 'root')
  const sites = fc.sample(places, { numRuns: 60, seed: 7 })
  const group = fc.subarray(names.slice(0, -2), { maxLength: 3 })
  const nameLists = fc.sample(group, { numRuns: 60, seed: 11 })
  const text = new Site().text(sites, nameLists)
  let daemon: RunningNginx | undefined
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text })
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon?.stop())

  const socket = (name: string): Listener => model.listeners.find(one => one.address.endsWith(`/${name}`)) as Listener

  test('locations: exact, prefix, ^~, regex, nested, over encoded and dotted paths', async () => {
    const wrong: string[] = []
    for (const at of sites.keys()) {
      const { defaultServer } = socket(`l${at}`)
      for (const path of paths) {
        const answer = await (daemon as RunningNginx).get(`l${at}`, 's', path)
        expect(answer.status === 400, path).toBe(normalizePath(path) === undefined)
        if (answer.status === 400) continue
        const { location, uncertain } = model.matchLocation(defaultServer, path)
        expect(uncertain).toBeUndefined()
        const told = markOf(location ?? defaultServer)
        const seen = answer.headers.get('x-at')?.[0]
        if (told !== seen) wrong.push(`${path}: ${told} instead of ${seen}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('servers: exact, wildcards, regexes, the nameless and the default one', async () => {
    const wrong: string[] = []
    for (let at = 0; at < nameLists.length / 6; at++)
      for (const host of hosts) {
        const answer = await (daemon as RunningNginx).get(`n${at}`, host, '/')
        const { server } = model.matchServer(socket(`n${at}`), host)
        const seen = answer.headers.get('x-at')?.[0]
        if (markOf(server) !== seen) wrong.push(`${host} at n${at}: ${markOf(server)} instead of ${seen}`)
      }
    expect(wrong).toEqual([])
  })

  test('a request without a name goes to the nameless server', async () => {
    for (let at = 0; at < nameLists.length / 6; at++) {
      const answer = await (daemon as RunningNginx).send(`n${at}`, 'GET / HTTP/1.0\r\n\r\n')
      expect(answer.headers.get('x-at')?.[0]).toBe(markOf(model.matchServer(socket(`n${at}`), '').server as Server))
    }
  })
})
