import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../../src/files/index.ts'
import { load } from '../../../../src/formats/nginx/load.ts'
import { verdict } from '../../../../src/formats/nginx/loads/index.ts'
import { defaultTarget } from '../../../../src/target/index.ts'

const path = '/etc/nginx/nginx.conf'
const files = { '/etc/nginx/c.pem': '', '/etc/nginx/k.pem': '' }

function ask(text: string): readonly [loads: boolean | null, because: readonly string[]] {
  const store = memoryStore({ ...files, [path]: `events {}\nhttp {\n${text}\n}\n` })
  const { loads, because } = verdict(load(path, store), defaultTarget)
  return [loads, because.map(({ message }) => message.en)]
}

const tls = (ciphers: string): string =>
  `server { listen 127.0.0.1:443 ssl; ssl_certificate c.pem; ssl_certificate_key k.pem; ssl_ciphers ${ciphers}; }`

// Each asked of nginx 1.22.1 of Debian, with OpenSSL 3.0.
describe('what the build decides', () => {
  it('asynchronous files are known to a build or not', () => {
    const server = (aio: string): string => `server { listen 127.0.0.1:80; aio ${aio}; }`
    expect(ask(server('on'))).toEqual([null, ['"aio on" is unsupported on this platform']])
    expect(ask(server('off'))[0]).toBe(true)
    expect(ask(server('threads'))[0]).toBe(true)
  })

  it.each([
    'RC4',
    'RC4-SHA',
    'RC4:DES-CBC3-SHA',
    '3DES',
    'MEDIUM',
    'kRSA+RC4',
    'RC4:@SECLEVEL=0',
    'RC4:nonsense',
    'SEED',
    'GOST',
  ])('ciphers that only some builds have, and no other: %s', ciphers => {
    const [loads, because] = ask(tls(ciphers))
    expect([loads, because.length]).toEqual([null, 1])
    expect(because[0]).toContain(`SSL_CTX_set_cipher_list("${ciphers}")`)
    expect(
      ask(
        `server { listen 127.0.0.1:80; location / { proxy_pass https://127.0.0.1; proxy_ssl_ciphers ${ciphers}; } }`,
      )[0],
    ).toBe(null)
  })

  it.each(['RC4:AES128-SHA', 'HIGH:RC4', 'aNULL', 'ALL', 'DEFAULT', 'COMPLEMENTOFDEFAULT', 'PSK', 'MD5', 'ARIA'])(
    'ciphers that every build has are enough: %s',
    ciphers => expect(ask(tls(ciphers))).toEqual([true, []]),
  )

  it.each(['nonsense', '!ALL', 'ALL:!ALL', 'TLS_AES_128_GCM_SHA256', '@STRENGTH', 'SSLv2'])(
    'and those of no build are none: %s',
    ciphers => expect(ask(tls(ciphers))[0]).toBe(false),
  )
})

describe('a zone for the keys of a cache', () => {
  const zone = (size: string): string => `proxy_cache_path /var/cache/x keys_zone=x:${size};`
  it.each([
    ['8191', 'keys zone "keys_zone=x:8191" is too small'],
    ['8k', 'ngx_slab_alloc() failed: no memory'],
    ['12287', 'ngx_slab_alloc() failed: no memory'],
  ])('has to hold what is put into it first: %s', (size, message) =>
    expect(ask(zone(size))).toEqual([false, [message]]),
  )

  it.each(['12288', '16k', '1m'])('is large enough with three pages: %s', size =>
    expect(ask(zone(size))).toEqual([true, []]),
  )
})
