import { afterAll, beforeAll, describe, expect } from 'vitest'
import { ofUrl } from '../../src/cli/url-selection.ts'
import type { Level, NginxModel } from '../../src/formats/nginx/model.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

/** Statements of a server, and of its location /c/. */
const scripts: readonly (readonly [server: string, location: string])[] = [
  ['rewrite ^/(a|c)/(.*)$ /c/$request_uri break;', ''],
  ['rewrite /b /c/$1; rewrite ^/c /d;', ''],
  ['rewrite ^ /c//d;', ''],
  ['rewrite ^/a /%61/b;', ''],
  ['if ($arg_x = 1) { rewrite ^ /c/x last; } rewrite ^/a /d;', ''],
  ['if ($uri ~ ^/(a)/(.*)$) { set $v $2; rewrite ^ /c/$v; }', ''],
  ['rewrite ^/a(.*)$ /c$1?x=1? last; if ($args) { return 404; }', 'if ($arg_x) { rewrite ^ /d; }'],
  ['if ($request_method != GET) { return 405; } if ($is_args) { return 410; }', 'rewrite ^/c/(.*)$ /a/$1 last;'],
  ['set $v ""; rewrite ^/(?<v>\\w+)/ /$v;', 'break; rewrite ^ /d;'],
  ['rewrite ^/a/ /e permanent;', 'rewrite ^/c/d$ /a; return 200;'],
  ['', 'rewrite ^/c/(.*) /d/$1 break;'],
  ['rewrite ^/a/(.*)$ https://x.example/$1;', 'if ($args = "") { set $x 1; } return 200;'],
  ['break; rewrite ^ /d;', 'rewrite ^/c /c/x;'],
]

const site = ([server, location]: (typeof scripts)[number], at: number): string =>
  `server { listen unix:/run/test/s${at}; listen ${3000 + at}; add_header X-At none always; ${server}
    location / { add_header X-At root always; return 200; }
    location /a { add_header X-At a always; return 200; }
    location /c/ { add_header X-At c always; ${location} return 200; }
    location = /d { add_header X-At d always; return 200; } }\n`

describe('the way of a request through rewrites', () => {
  const test = needs('nginx', 'root')
  const text = `events {} http { ${scripts.map(site).join('')} }`
  let daemon: RunningNginx
  let model: NginxModel
  beforeAll(() => {
    model = modelOf(text)
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon.stop())

  const markAt = (subject: string): string | undefined => {
    let level: Level | undefined = [...model.levels()].find(one => one.subject === subject)
    while (level && !level.writes('add_header')) level = level.parent
    return level?.written('add_header')[0]?.args[1]?.value
  }

  test('the place that is told answers', async () => {
    for (const at of scripts.keys())
      for (const path of ['/', '/a', '/a/b', '/a?x=1', '/c/d', '/c/d?x=1', '/b', '/d', '/a//b']) {
        const told = ofUrl(model, new URL(`http://127.0.0.1:${3000 + at}${path}`)).way[0]?.en ?? ''
        const answer = await daemon.get(`s${at}`, 's', path)
        const [way = '', statement = ''] = told.split(', which answers by itself: ')
        expect([path, markAt(way.split(' → ').at(-1) ?? '')], told).toEqual([path, answer.headers.get('x-at')?.[0]])
        expect(/^return (\d+)/.exec(statement)?.[1] ?? '', told).toBe(
          statement.startsWith('return') ? `${answer.status}` : '',
        )
      }
  })
})
