import { expect } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import type { AnalyzeInput } from '../../src/engine/types.ts'
import { needs } from './needs.ts'
import { type Answer, RunningNginx } from './nginx-running.ts'

/** What the rules about caches say of a configuration is what two clients of the running daemon get. */

const test = needs('nginx', 'root')

interface Cached {
  readonly key?: string
  readonly more?: string
  /** What the application does beside saying a number that is new each time. */
  readonly application?: string
}

const files = ({ key = '$scheme$host$request_uri', more = '', application = '' }: Cached): Record<string, string> => ({
  'nginx.conf': `events {}
http {
    proxy_cache_path /run/test/cache keys_zone=pages:1m;
    server {
        listen unix:/run/test/app.sock;
        location / {
            ${application}
            return 200 "$request_id";
        }
    }
    server {
        listen unix:/run/test/front.sock;
        server_name a.example b.example;
        location / {
            proxy_cache pages;
            proxy_cache_valid 200 1m;
            proxy_cache_key ${key};
            proxy_set_header Host $host;
            ${more}
            proxy_pass http://unix:/run/test/app.sock;
        }
    }
}
`,
})

const input = (text: Record<string, string>): AnalyzeInput => ({ files: text, roots: ['nginx.conf'], unsafe: true })

const found = (text: Record<string, string>, rule: string): number =>
  analyze(input(text)).findings.filter(each => each.rule === rule).length

type Ask = readonly [host: string, target: string]

/** The answers to two requests, one after the other. */
async function both(text: Record<string, string>, first: Ask, second: Ask): Promise<readonly [Answer, Answer]> {
  const daemon = new RunningNginx(text)
  try {
    return [await daemon.get('front.sock', ...first), await daemon.get('front.sock', ...second)]
  } finally {
    daemon.stop()
  }
}

async function share(text: Record<string, string>, first: Ask, second: Ask): Promise<boolean> {
  const [one, other] = await both(text, first, second)
  expect([one.status, other.status]).toEqual([200, 200])
  expect(one.body).not.toBe('')
  return one.body === other.body
}

function repaired(text: Record<string, string>, rule: string): Record<string, string> {
  const result = fix(input(text), analyze(input(text)), each => each.rule === rule)
  return { ...text, ...Object.fromEntries(result.files) }
}

test('a key without the host gives one name the page of the other, until it is repaired', async () => {
  const text = files({ key: '$uri' })
  expect(found(text, 'nginx/cache-key')).toBe(1)
  expect(await share(text, ['a.example', '/'], ['b.example', '/'])).toBe(true)
  const after = repaired(text, 'nginx/cache-key')
  expect(found(after, 'nginx/cache-key')).toBe(0)
  expect(await share(after, ['a.example', '/'], ['b.example', '/'])).toBe(false)
})

test('so does the default key where the application is told the name', async () => {
  const text = files({ key: '$scheme$proxy_host$request_uri' })
  expect(found(text, 'nginx/cache-key')).toBe(1)
  expect(await share(text, ['a.example', '/'], ['b.example', '/'])).toBe(true)
})

test('a key without the query gives every query the same page, until it is repaired', async () => {
  const text = files({ key: '$host$uri' })
  expect(found(text, 'nginx/cache-key')).toBe(1)
  expect(await share(text, ['a.example', '/?q=1'], ['a.example', '/?q=2'])).toBe(true)
  const after = repaired(text, 'nginx/cache-key')
  expect(await share(after, ['a.example', '/?q=1'], ['a.example', '/?q=2'])).toBe(false)
})

test('a key with host and query keeps them apart', async () => {
  const text = files({})
  expect(found(text, 'nginx/cache-key')).toBe(0)
  expect(await share(text, ['a.example', '/'], ['b.example', '/'])).toBe(false)
  expect(await share(text, ['a.example', '/?q=1'], ['a.example', '/?q=2'])).toBe(false)
})

const login = { application: 'add_header Set-Cookie "session=$request_id";' }
const cookies = async (text: Record<string, string>): Promise<readonly (string | undefined)[]> =>
  (await both(text, ['a.example', '/'], ['a.example', '/'])).map(({ headers }) => headers.get('set-cookie')?.[0])

test('without Set-Cookie in charge the second client gets the session of the first', async () => {
  const text = files({ ...login, more: 'proxy_ignore_headers Set-Cookie;' })
  expect(found(text, 'nginx/cache-set-cookie')).toBe(1)
  const [first, second] = await cookies(text)
  expect(first).toMatch(/^session=/)
  expect(second).toBe(first)
})

test.each([
  ['by default', ''],
  ['where the cookie is hidden', 'proxy_ignore_headers Set-Cookie; proxy_hide_header Set-Cookie;'],
  [
    'where answers with cookies are not stored',
    'proxy_ignore_headers Set-Cookie; proxy_no_cache $upstream_http_set_cookie;',
  ],
])('nobody gets the session of another %s', async (_where, more) => {
  const text = files({ ...login, more })
  expect(found(text, 'nginx/cache-set-cookie')).toBe(0)
  const [first, second] = await cookies(text)
  expect(first === undefined || first !== second).toBe(true)
})
