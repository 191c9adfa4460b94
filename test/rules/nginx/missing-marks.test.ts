import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

const main = (lines: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 127.0.0.1:8080;\n${lines}\n  }\n}\n`

/** The text after the unsafe fixes of what keeps nginx from starting. */
function repaired(text: string): string {
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const report = analyze(input)
  return fix(input, report, ({ severity }) => severity === 'critical').files.get('nginx.conf') ?? text
}

describe('a line without its end', () => {
  it.each([
    ['root /srv\n    index index.html;', 'root /srv;\n    index index.html;'],
    ['listen 8081 # why\n    server_name a.example;', 'listen 8081; # why\n    server_name a.example;'],
    ['server_name a.example\n    location / {\n    }', 'server_name a.example;\n    location / {\n    }'],
    ['location /x\n      return 204;\n    }', 'location /x {\n      return 204;\n    }'],
  ])('%j', (wrong, right) => expect(repaired(main(wrong))).toBe(main(right)))

  it.each(['index\n    root\n    /srv a b;', 'root /srv /www;', 'root /srv\n    unknown_name x;'])(
    '%j may mean several things',
    text => expect(repaired(main(text))).toBe(main(text)),
  )
})

describe('a pattern cut by its own brace or semicolon', () => {
  it.each([
    ['location ~ ^/\\d{4}$ { return 204; }', 'location ~ "^/\\d{4}$" { return 204; }'],
    ['location ~ ^/\\d{4}/\\d{1,2}$ { return 204; }', 'location ~ "^/\\d{4}/\\d{1,2}$" { return 204; }'],
    ['rewrite ^/a{2}$ /b;', 'rewrite "^/a{2}$" /b;'],
    ['if ($uri ~ ^/a{2}$) { return 204; }', 'if ($uri ~ "^/a{2}$") { return 204; }'],
    ['server_name ~^a{2}\\.example$;', 'server_name "~^a{2}\\.example$";'],
    ['location ~ ^/a;b$ { return 204; }', 'location ~ "^/a;b$" { return 204; }'],
  ])('%s', (wrong, right) => {
    const { findings } = analyze({ files: { 'nginx.conf': main(wrong) } })
    expect(findings.map(({ rule }) => rule)).toContain('nginx/invalid-regex')
    expect(repaired(main(wrong))).toBe(main(right))
  })

  it('a block that follows a statement is none', () => {
    const { findings } = analyze({ files: { 'nginx.conf': main('rewrite ^/a /b { return 204; }') } })
    expect(findings.map(({ rule }) => rule)).not.toContain('nginx/invalid-regex')
  })
})
