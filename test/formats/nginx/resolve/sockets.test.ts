import { describe, expect, it } from 'vitest'
import { hostOf, modelOf } from './host.ts'

const sockets = (text: string): string[] => hostOf(text).listeners.map(one => one.subject)

describe('sockets', () => {
  it.each([
    ['80', '*:80'],
    ['*:80', '*:80'],
    ['0.0.0.0:80', '*:80'],
    ['0.0.0.0', '*:80'],
    ['[::]:80', '[::]:80'],
    ['[::0]:80', '[::]:80'],
    ['[0:0:0:0:0:0:0:0]', '[::]:80'],
    ['[2001:DB8:0:0:1::1]:443', '[2001:db8::1:0:0:1]:443'],
    ['[::ffff:10.0.0.1]:80', '[::ffff:a00:1]:80'],
    ['127.0.0.1', '127.0.0.1:80'],
    ['localhost:8080', '127.0.0.1:8080'],
    ['app.internal:81', 'app.internal:81'],
    ['unix:/run/x.sock', 'unix:/run/x.sock'],
    ['443 quic', '*:443/udp'],
  ])('listen %s', (words, subject) => expect(sockets(`server { listen ${words}; }`)).toEqual([subject]))

  it('ranges are one socket per port', () => {
    expect(sockets('server { listen 8000-8002; }')).toEqual(['*:8000', '*:8001', '*:8002'])
  })

  it('a server without listen is on port 80', () => {
    const [listener] = hostOf('server { server_name a; }').listeners
    expect(listener?.subject).toBe('*:80')
    expect(listener?.listens[0]?.directive).toBeUndefined()
  })

  it('one ssl makes the socket TLS for all, the first server is default unless one says so', () => {
    const model = hostOf(`
      server { listen 443; server_name a; }
      server { listen 443 ssl; server_name b; }
      server { listen 80; server_name c; }
      server { listen *:80 default_server; server_name d; }`)
    const [tls, plain] = model.listeners
    expect([tls?.tls, tls?.defaultServer.title, tls?.explicitDefault]).toEqual([true, 'a', undefined])
    expect([plain?.tls, plain?.defaultServer.title, plain?.explicitDefault?.server.title]).toEqual([false, 'd', 'd'])
    expect(model.servers.map(one => one.listeners.map(l => l.subject))).toEqual([
      ...[['*:443'], ['*:443'], ['*:80'], ['*:80']],
    ])
  })

  it('http2: by parameter on any server, by directive from 1.25.1', () => {
    const http2 = (text: string, version: string): boolean | undefined => hostOf(text, version).listeners[0]?.http2
    expect(http2('server { listen 443 ssl; } server { listen 443 ssl http2; }', '1.22.1')).toBe(true)
    expect(http2('server { listen 443 ssl; http2 on; }', '1.25.1')).toBe(true)
    expect(http2('server { listen 443 ssl; http2 on; }', '1.24.0')).toBe(false)
  })

  it('ssl on of the default server, until 1.25.0', () => {
    const tls = (text: string, version: string): boolean | undefined => hostOf(text, version).listeners[0]?.tls
    expect(tls('ssl on; server { listen 443; }', '1.24.0')).toBe(true)
    expect(tls('server { listen 443; } server { listen 443; ssl on; }', '1.24.0')).toBe(false)
    expect(tls('server { listen 443; ssl on; }', '1.26.0')).toBe(false)
  })

  it.each([
    ['80', 'public'],
    ['[::]:80', 'public'],
    ['203.0.113.7:80', 'public'],
    ['app.internal:80', 'public'],
    ['127.8.0.1:80', 'loopback'],
    ['[::1]:80', 'loopback'],
    ['10.8.0.1:80', 'private'],
    ['172.31.0.1:80', 'private'],
    ['172.32.0.1:80', 'public'],
    ['192.168.1.1:80', 'private'],
    ['100.64.0.1:80', 'private'],
    ['[fd00::1]:80', 'private'],
    ['[fe80::1]:80', 'private'],
    ['unix:/x', 'unix'],
  ])('listen %s is reached from %s', (words, reach) => {
    expect(hostOf(`server { listen ${words}; }`).listeners[0]?.reach).toBe(reach)
  })

  it('ipv6only=off takes IPv4 clients too', () => {
    expect(hostOf('server { listen [::]:80 ipv6only=off; }').listeners[0]?.dual).toBe(true)
    expect(hostOf('server { listen [::]:80; }').listeners[0]?.dual).toBe(false)
  })

  it('the worlds share nothing', () => {
    const model = modelOf('events {} http { server { listen 80; } } stream { server { listen 80; proxy_pass a:1; } }')
    expect(model.listeners.map(one => one.world)).toEqual(['http', 'stream'])
    expect(model.streamServers[0]?.serve).toMatchObject({ kind: 'proxy', authority: 'a:1' })
  })
})
