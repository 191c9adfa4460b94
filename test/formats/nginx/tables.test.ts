import { describe, expect, it } from 'vitest'
import {
  contextBit,
  contextsOf,
  directive,
  foreignModule,
  tableOf,
  takes,
} from '../../../src/formats/nginx/tables/index.ts'
import { VariableTable } from '../../../src/formats/nginx/tables/variables.ts'
import { defaultTarget, parseVersion, type Target } from '../../../src/target/index.ts'

const at = (nginx: string): Target => ({ ...defaultTarget, nginx: parseVersion(nginx) ?? [] })

describe('directive tables', () => {
  it('knows a directive only from the version that brought it', () => {
    expect(directive('http2', 'server', at('1.24.0'))).toBeUndefined()
    expect(directive('http2', 'server', at('1.25.1'))?.kind).toBe('flag')
    expect(directive('http2', 'server', at('1.26.3'))?.module).toBe('ngx_http_v2_module')
  })

  it('forgets a directive in the version that removed it', () => {
    expect(directive('ssl', 'server', at('1.24.0'))?.kind).toBe('flag')
    expect(directive('ssl', 'server', at('1.25.1'))).toBeUndefined()
  })

  it('tells records of one name apart by context', () => {
    expect(directive('server', 'http', at('1.22.1'))?.block).toBe(true)
    expect(directive('server', 'upstream', at('1.22.1'))?.block).toBe(false)
    expect(directive('listen', 'location', at('1.22.1'))).toBeUndefined()
  })

  it('has the mask of the version: proxy_protocol was a flag before 1.31.4', () => {
    expect(directive('proxy_protocol', 'stream-server', at('1.30.4'))?.kind).toBe('flag')
    expect(directive('proxy_protocol', 'stream-server', at('1.31.4'))?.detail).toEqual(['off', 'on', 'v2'])
  })

  it('has the default of the version', () => {
    expect(directive('ssl_protocols', 'http', at('1.22.1'))?.default).toBe('TLSv1 TLSv1.1 TLSv1.2')
    expect(directive('ssl_protocols', 'http', at('1.24.0'))?.default).toBe('TLSv1 TLSv1.1 TLSv1.2 TLSv1.3')
    expect(directive('ssl_protocols', 'http', at('1.28.0'))?.default).toBe('TLSv1.2 TLSv1.3')
    expect(directive('proxy_http_version', 'http', at('1.29.6'))?.default).toBe('1.0')
    expect(directive('proxy_http_version', 'http', at('1.29.7'))?.default).toBe('1.1')
  })

  it('leaves values out that came later', () => {
    expect(directive('proxy_http_version', 'http', at('1.28.0'))?.detail).toEqual(['1.0', '1.1'])
  })

  it('says how a directive is inherited', () => {
    expect(directive('add_header', 'http', at('1.22.1'))?.inherits).toBe('list')
    expect(directive('proxy_set_header', 'http', at('1.22.1'))?.inherits).toBe('list')
    expect(directive('root', 'http', at('1.22.1'))?.inherits).toBe('value')
    expect(directive('proxy_pass', 'location', at('1.22.1'))?.inherits).toBe('none')
  })

  it('counts arguments by mask', () => {
    const expires = directive('expires', 'http', at('1.22.1'))
    expect([0, 1, 2, 3].map(count => expires && takes(expires, count))).toEqual([false, true, true, false])
    const index = directive('index', 'http', at('1.22.1'))
    expect([0, 1, 40].map(count => index && takes(index, count))).toEqual([false, true, true])
  })

  it('knows what a package revision backports', () => {
    const debian = (nginxPackage?: string): boolean | undefined =>
      tableOf({ ...defaultTarget, ...(nginxPackage ? { nginxPackage } : {}) }).backported('max_headers')
    expect(debian('1.22.1-9+deb12u11')).toBe(true)
    expect(debian('1.22.1-9+deb12u2')).toBe(false)
    expect(debian()).toBeUndefined()
  })

  it('names the module of a third-party directive', () => {
    expect(foreignModule('brotli_types')).toBe('ngx_brotli')
    expect(foreignModule('gzip')).toBeUndefined()
    expect(tableOf(defaultTarget).of('js_content')).toEqual([])
    expect(tableOf(defaultTarget).every('js_content')[0]?.module).toBe('ngx_http_js_module')
  })

  it('suggests a name that is allowed where it stands', () => {
    expect(tableOf(defaultTarget).suggest('servername', 'server')).toBe('server_name')
    expect(tableOf(defaultTarget).suggest('xyzzy', 'server')).toBeUndefined()
  })

  it('lists contexts', () => {
    const entry = directive('worker_connections', 'events', defaultTarget)
    expect(entry && contextsOf(entry)).toEqual(['events'])
    expect(entry?.contexts).toBe(contextBit('events'))
  })
})

describe('variables', () => {
  it('knows built-in names by version and prefixes', () => {
    const old = new VariableTable('http', [1, 18, 0])
    expect(old.get('host')?.changeable).toBe(false)
    expect(old.get('connection_time')).toBeUndefined()
    expect(new VariableTable('http', [1, 22, 1]).get('connection_time')).toBeDefined()
    expect(old.get('http_x_anything')?.prefix).toBe(true)
    expect(old.get('http_')?.prefix).toBe(true)
    expect(old.get('http')).toBeUndefined()
  })

  it('keeps http and stream apart', () => {
    expect(new VariableTable('stream', [1, 22, 1]).get('request_uri')).toBeUndefined()
    expect(new VariableTable('stream', [1, 22, 1]).get('ssl_preread_server_name')).toBeDefined()
  })
})
