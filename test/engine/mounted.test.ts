import { describe, expect, test } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

/** A main file names paths of its container; what is put there is said by Compose files and Dockerfiles. */

const main = 'events {}\nhttp { server_tokens off; include /etc/nginx/conf.d/*.conf; }\n'
const site =
  'server { listen 443 ssl; ssl_certificate /c; ssl_certificate_key /k; include /etc/nginx/snippets/tls.conf; root /srv; }\n'
const tls = 'ssl_protocols TLSv1.2 TLSv1.3;\n'
const files = { 'docker/nginx.conf': main, 'sites/a.conf': site, 'docker/tls/tls.conf': tls }

const rules = (more: Record<string, string>): string[] =>
  analyze({ files: { ...files, ...more } }).findings.map(({ rule }) => rule)
const wrong = ['nginx/missing-include', 'nginx/tls-protocols', 'nginx/version-disclosure']

const volumes = (...entries: readonly string[]): Record<string, string> => ({
  'docker-compose.yml': `services:\n  web:\n    volumes:\n${entries.map(each => `      - ${each}\n`).join('')}`,
})

describe('paths of a container', () => {
  test('lie where the Compose file mounts them from', () => {
    expect(rules({})).toEqual(expect.arrayContaining(wrong))
    const told = rules(
      volumes(
        './docker/nginx.conf:/etc/nginx/nginx.conf:ro',
        '{type: bind, source: ./sites, target: /etc/nginx/conf.d}',
        './docker/tls/:/etc/nginx/snippets',
      ),
    )
    for (const rule of wrong) expect(told).not.toContain(rule)
    expect(told).toContain('nginx/hsts')
  })

  test('of another service are not its own', () => {
    const other =
      'services:\n  web:\n    volumes: ["./docker/nginx.conf:/etc/nginx/nginx.conf"]\n  app:\n    volumes: ["./sites:/etc/nginx/conf.d"]\n'
    expect(rules({ 'docker-compose.yml': other })).toEqual(expect.arrayContaining(wrong))
  })

  test.each([
    'COPY docker/nginx.conf /etc/nginx/nginx.conf\nCOPY sites /etc/nginx/conf.d\nCOPY docker/tls/tls.conf /etc/nginx/snippets/\n',
    'COPY docker/nginx.conf /etc/nginx/\nCOPY sites/*.conf /etc/nginx/conf.d/\nADD docker/tls /etc/nginx/snippets/\n',
    'COPY docker/nginx.conf /etc/nginx/nginx.conf\nCOPY sites/a.conf /etc/nginx/conf.d/default.conf\nCOPY docker/tls /etc/nginx/snippets\n',
    'COPY ["docker/nginx.conf", "/etc/nginx"]\nCOPY sites/a.conf /etc/nginx/conf.d\nCOPY docker/tls/tls.conf /etc/nginx/snippets/tls.conf\n',
  ])('lie where a Dockerfile copies them from: %j', dockerfile => {
    const told = rules({ Dockerfile: `FROM nginx:1.22\n${dockerfile}` })
    for (const rule of wrong) expect(told).not.toContain(rule)
    expect(told).toContain('nginx/hsts')
  })

  test('count from the folder of the main file there', () => {
    const relative = main.replace('/etc/nginx/conf.d', 'conf.d')
    const told = rules({
      'docker/nginx.conf': relative,
      ...volumes(
        './docker/nginx.conf:/etc/nginx/nginx.conf',
        './sites:/etc/nginx/conf.d',
        './docker/tls:/etc/nginx/snippets',
      ),
    })
    for (const rule of wrong) expect(told).not.toContain(rule)
  })

  test('single files and a folder are read in the order of their names in the container', () => {
    const listen = (name: string): string =>
      `server { listen 127.0.0.1:80; server_name ${name}.example; return 404; }\n`
    const report = analyze({
      files: {
        'docker/nginx.conf': main,
        'sites/b.conf': listen('same'),
        'extra.conf': listen('same'),
        ...volumes(
          './docker/nginx.conf:/etc/nginx/nginx.conf',
          './sites:/etc/nginx/conf.d',
          './extra.conf:/etc/nginx/conf.d/a.conf',
        ),
      },
    })
    const dead = report.findings.find(({ rule }) => rule === 'nginx/conflicting-server-name')
    expect(dead?.path).toBe('sites/b.conf')
  })
})
