import { type Directive, isDirective, type Tree } from '../../tree/index.ts'
import type { Context } from './model.ts'
import { nameOf } from './syntax.ts'

/** Servers like most, for lines whose own servers nobody has seen. */

const title = '(elsewhere)'
const name = `server_name ${title};`
/** It answers to its own name alone. */
const gate = `if ($host != ${title})`
const sockets: Readonly<Partial<Record<Context, string>>> = {
  http: `listen 443 ssl; ${name} ${gate} { return 444; }`,
  stream: 'listen 443 ssl;',
}
const answers: readonly (readonly [pattern: string, statements: string])[] = [
  ['/', 'proxy_pass http://127.0.0.1:8080;'],
  ['/encrypted/', 'proxy_pass https://127.0.0.1:8443;'],
  ['/files/', 'root /srv;'],
  [
    '~ \\.php$',
    'fastcgi_pass unix:/run/php-fpm.sock; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;',
  ],
]

/** Levels that nobody wrote, by their names in messages. */
const unwritten: ReadonlySet<string> = new Set(
  [gate, ...answers.map(([pattern]) => `location ${pattern}`)].map(each => `server ${title} / ${each}`),
)

/** A list of levels, as messages have it, without those that nobody wrote: their server stands for them. */
export function withoutUnwritten(list: string): string {
  if (!list.includes(title)) return list
  const [, names = '', rest] = /^(.*?)( \+\d+)?$/.exec(list) ?? []
  const all = names.split(', ')
  const shown = new Set(all.map(each => (unwritten.has(each) ? `server ${title}` : each)))
  return [...shown].join(', ') + (all.every(each => unwritten.has(each)) ? '' : (rest ?? ''))
}

const forwarding = 'proxy_pass 127.0.0.1:8080;'

const locations = (statements = '', taken: ReadonlySet<string> = new Set()): string =>
  answers
    .filter(([pattern]) => !taken.has(pattern))
    .map(([pattern, handler]) => `location ${pattern} { ${statements} ${handler} }`)
    .join(' ')

const server = (statements: string): string => `server { ${statements} }`

/** A server of http{} or stream{}. */
export const typicalServer = (world: 'http' | 'stream'): string =>
  server(`${sockets[world]} ${world === 'http' ? locations() : forwarding}`)

/** A configuration that includes a snippet of a server; undefined where it has sockets of its own. */
export function textAround(part: Tree, fragment: readonly Context[]): string | undefined {
  const own = part.nodes.filter(isDirective)
  const world = fragment[0] ?? 'http'
  const socket = sockets[world]
  if (!socket || own.some(one => nameOf(one) === 'listen')) return undefined
  const around = (statements: string): string => `${world} { ${server(`${socket} ${statements}`)} }`
  const here = 'include part;'
  switch (fragment.at(-1)) {
    case 'stream-server':
      return around(`${here} ${hands(own) ? '' : forwarding}`)
    case 'server':
      return around(`${here} ${locations('', patternsOf(own))}`)
    case 'location':
      return around(hands(own) ? `location / { ${here} }` : locations(here))
    default:
      return undefined
  }
}

/** Does one of the statements answer? */
const hands = (own: readonly Directive[]): boolean =>
  own.some(one => /_pass$|^(?:return|root|alias|stub_status|empty_gif|perl)$/.test(nameOf(one)))

const patternsOf = (own: readonly Directive[]): ReadonlySet<string> =>
  new Set(own.filter(one => nameOf(one) === 'location').map(one => one.args.map(({ value }) => value).join(' ')))
