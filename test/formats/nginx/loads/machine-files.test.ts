import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../../src/files/index.ts'
import { load } from '../../../../src/formats/nginx/load.ts'
import { type LoadVerdict, verdict } from '../../../../src/formats/nginx/loads/index.ts'
import type { ContextName } from '../../../../src/formats/nginx/tables/index.ts'
import { defaultTarget } from '../../../../src/target/index.ts'
import { opened, present, unopened } from '../../../oracle/nginx-machine-files-cases.ts'

const path = '/etc/nginx/nginx.conf'

/** What is known of the host: some of its files. */
function ask(text: string, files: readonly string[] = [], context?: readonly ContextName[]): LoadVerdict {
  const store = memoryStore({ [path]: text, ...Object.fromEntries(files.map(each => [each, ''])) })
  return verdict(load(path, store), defaultTarget, context && { context })
}

const codes = ({ because }: LoadVerdict): string[] => because.map(({ code }) => code)

const tls = (name: string, more = ''): string =>
  `server { listen 127.0.0.1:443 ssl; ssl_certificate ${name}.pem; ssl_certificate_key ${name}.key; ${more} }\n`
const http = (text: string): string => `events {}\nhttp {\n${text}}\n`

describe('files of the machine, where only some files are given', () => {
  it.each(opened.map(text => [text]))(
    'a file that is read at the start and is not here: nobody can tell (%#)',
    text => {
      const { loads, because } = ask(text, present)
      expect([loads, because.map(({ message }) => message.en)]).toEqual([null, ['"/nope/x" is not among the files']])
      expect(ask(text, [...present, '/nope/x']).loads).toBe(true)
    },
  )

  it('a module belongs to the daemon that is the target, as its version does', () => {
    expect(ask('load_module modules/ngx_stream_module.so;\nevents {}\n').loads).toBe(true)
  })

  it.each(unopened.map(text => [text]))('what is not read at the start decides nothing (%#)', text => {
    expect(ask(text, present)).toMatchObject({ loads: true, because: [] })
  })

  it('texts of their own and keys of a token are no files', () => {
    expect(ask(http(tls('data:x'))).loads).toBe(true)
    expect(ask(http(tls('data:x').replace('data:x.key', 'engine:pkcs11:x'))).loads).toBe(true)
  })

  it('each file is named once, and not more than anybody reads', () => {
    expect(codes(ask(http(tls('a') + tls('a').replace('443', '444'))))).toEqual(['machine-file', 'machine-file'])
    const many = Array.from({ length: 50 }, (_, at) => tls(`c${at}`).replace('443', `${1000 + at}`)).join('')
    expect(codes(ask(http(many)))).toHaveLength(20)
  })

  it('what is refused is refused whatever the machine has', () => {
    const { loads, because } = ask(http(tls('a', 'sever_name x;')))
    expect([loads, because.map(({ code }) => code)]).toEqual([false, ['unknown-directive']])
  })
})

describe('files of the machine, named by a fragment', () => {
  it.each([
    [tls('a'), ['http']],
    ['ssl_certificate a.pem;\nssl_certificate_key a.key;\n', ['http', 'server']],
    ['ssl_certificate a.pem;\nssl_certificate_key a.key;\n', ['http']],
    ['ssl_trusted_certificate a.pem;\n', ['http', 'server']],
    ['ssl_dhparam a.pem;\n', ['http', 'server']],
    ['proxy_ssl_trusted_certificate a.pem;\nproxy_pass https://127.0.0.1;\n', ['http', 'server', 'location']],
    ['proxy_ssl_certificate a.pem;\nproxy_ssl_certificate_key a.key;\n', ['http', 'server', 'location']],
    ['ssl_dhparam a.pem;\n', ['stream', 'stream-server']],
  ] as [string, ContextName[]][])('nobody can tell of %j in %j', (text, context) => {
    expect(ask(text, [], context).loads).toBeNull()
    expect(ask(text, ['/etc/nginx/a.pem', '/etc/nginx/a.key'], context).loads).toBe(true)
  })

  it.each([
    ['location / { proxy_pass http://127.0.0.1; proxy_ssl_trusted_certificate a.pem; }\n', ['http', 'server']],
    ['proxy_ssl_verify off;\nproxy_ssl_trusted_certificate a.pem;\n', ['http', 'server', 'location']],
    ['ssl_certificate $name.pem;\nssl_certificate_key a.key;\n', ['http', 'server']],
    ['auth_basic_user_file a.pem;\n', ['http', 'server']],
  ] as [string, ContextName[]][])('but of %j in %j', (text, context) => {
    expect(ask(text, [], context).loads).toBe(true)
  })
})

describe('an engine of OpenSSL', () => {
  it('is a library of the machine, except for the one that loads others (asked of nginx 1.22.1)', () => {
    const engine = (name: string): unknown => {
      const { loads, because } = ask(`ssl_engine ${name};\nevents {}\n`)
      return [loads, because.map(({ message }) => message.en)]
    }
    expect(engine('pkcs11')).toEqual([null, ['ENGINE_by_id("pkcs11") failed']])
    expect(engine('dynamic')).toEqual([true, []])
  })
})
