import { describe, expect } from 'vitest'
import { needs } from './needs.ts'
import { provoked, type Request, replayed } from './replay.ts'

const test = needs('nginx', 'openssl', 'ip', 'root', 'namespaces')
const get = (target: string, rest: Partial<Request> = {}): Request => ({
  listener: '127.0.0.1:80',
  tls: false,
  method: 'GET',
  target,
  headers: [['Host', 'example.com']],
  ...rest,
})

describe('a running nginx', () => {
  test('serves what a wrong alias reaches, and no longer when it ends in a slash', () => {
    const config = (location: string): Record<string, string> => ({
      'nginx.conf': `events {}\nhttp { server { listen 80; location ${location} {\n alias /srv/files/;\n } } }\n`,
    })
    const [leak] = replayed(config('/files'), [get('/files../secret')])
    expect(leak).toMatchObject({ status: 200, body: 'content of /srv/secret\n' })
    expect(replayed(config('/files/'), [get('/files../secret')])[0]?.status).toBe(404)
  })

  test('speaks TLS with a certificate made for it, and hands requests to the application', () => {
    const config = `events {}
http {
  upstream app { server backend.internal:8080; }
  server {
    listen 203.0.113.7:443 ssl;
    ssl_certificate /etc/ssl/example.pem;
    ssl_certificate_key /etc/ssl/example.key;
    location / { proxy_pass http://app; }
  }
}
`
    const request = get('/pay?x=1', { listener: '203.0.113.7:443', tls: true, method: 'POST', body: 'card=1' })
    const [answer] = replayed({ 'nginx.conf': config }, [request])
    expect(answer).toMatchObject({ status: 200, body: 'application' })
    expect(answer?.application).toContain('POST /pay?x=1')
    expect(answer?.application).toContain('card=1')
    const summary = { en: '', zh: '' }
    const witness = { ...request, provokes: { status: 200, upstreamSees: 'card=1', summary } }
    if (answer) {
      expect(provoked(answer, witness)).toBe(true)
      expect(provoked(answer, { ...witness, provokes: { status: 403, summary } })).toBe(false)
    }
  })
})
