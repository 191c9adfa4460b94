import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

/** The text after the unsafe fixes of what nginx cannot read. */
function repaired(text: string): string {
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const report = analyze(input)
  expect(report.verdicts[0]?.loads).toBe(false)
  return fix(input, report, ({ rule }) => rule === 'nginx/syntax').files.get('nginx.conf') ?? text
}

const whole = `events {}
http {
    server_tokens off;
    map $uri $kind {
        default a;
        ~\\.css$ b;
    }
    server {
        listen 127.0.0.1:8080;
        # the first
        location / {
            if ($arg_a) { return 200 "}"; }
            return 204; # nothing

            # so far
        }

        # the second
        location /b {
            root /srv/www;
        }
    }
    server {
        listen 127.0.0.1:8081;
        location / { return 204; }
        location /c {
            # nothing
        }
    }
}
`
const lines = whole.split('\n')
const without = (line: number): string => lines.toSpliced(line - 1, 1).join('\n')

describe('a block without its }', () => {
  it.each([7, 16, 21, 22, 29, 30])('gets it back in line %i', line => {
    expect(lines[line - 1]?.trim()).toBe('}')
    expect(repaired(without(line))).toBe(whole)
  })

  it('with the line ends of the file, and with tabs', () => {
    const other = (text: string): string => text.replaceAll('\n', '\r\n').replaceAll('    ', '\t')
    expect(repaired(other(without(21)))).toBe(other(whole))
  })

  it('on a line of its own', () => {
    const short = whole.replace('{ return 204; }', '{ return 204;')
    expect(repaired(short)).toBe(whole)
    expect(repaired(short.replace('return 204;\n', 'return 204; # x\n'))).toBe(
      whole.replace('{ return 204; }', '{ return 204; } # x'),
    )
  })

  it.each([
    ['the block holds nothing', without(28)],
    ['two are missing', lines.toSpliced(20, 2).join('\n')],
    [
      'the lines of another block stand elsewhere',
      without(21).replace('    listen 127.0.0.1:8081', 'listen 127.0.0.1:8081'),
    ],
    ['the } of another block stands elsewhere', without(21).replace('\n        }', '\n          }')],
    ['no line stands deeper', without(21).replaceAll(/^ +/gm, '')],
    ['tabs and blanks are mixed', without(21).replace('            root', '\t\troot')],
    ['another thing is wrong as well', without(21).replace('root /srv/www', 'rooot /srv/www')],
  ])('stays as it is when %s', (_why, text) => expect(repaired(text)).toBe(text))

  it('in an included file', () => {
    const site = 'server {\n  listen 127.0.0.1:8080;\n  location / {\n    return 204;\n}\n'
    const files = { 'nginx.conf': 'events {}\nhttp {\n  include site.conf;\n}\n', 'site.conf': site }
    const input = { files, unsafe: true }
    const result = fix(input, analyze(input), ({ rule }) => rule === 'nginx/syntax')
    expect(result.files.get('site.conf')).toBe(site.replace('204;\n', '204;\n  }\n'))
    expect(result.report.verdicts[0]?.loads).toBe(true)
  })
})

const server = (lines: string): string =>
  `events {}\nhttp {\n    server_tokens off;\n    server {\n        listen 127.0.0.1:8080;\n        ${lines}\n        index index.html;\n        add_header X-B "b";\n    }\n}\n`

describe('a quoted value without its end', () => {
  it.each([
    ['return 200 "hello world;', 'return 200 "hello world";'],
    ["root '/srv/www;", "root '/srv/www';"],
    [
      `add_header Content-Security-Policy "default-src 'self'; img-src *;`,
      `add_header Content-Security-Policy "default-src 'self'; img-src *";`,
    ],
    [
      'location ~ "^/a{2}$ {\n            return 204;\n        }',
      'location ~ "^/a{2}$" {\n            return 204;\n        }',
    ],
  ])('%s', (wrong, right) => expect(repaired(server(wrong))).toBe(server(right)))

  it('of which nothing else in the file is quoted', () => {
    const text = server("root '/srv/www;").replace('"b"', 'b')
    expect(repaired(text)).toBe(text.replace('www;', "www';"))
  })

  it.each([
    ['two places load', 'server_name "a.example b.example;'],
    ['nginx takes the ) inside and outside', 'if ($arg_a = "b) {\n            return 204;\n        }'],
    ['the line does not end the statement', 'add_header X-A "a\n            b;'],
    ['a comment follows', 'root "/srv/www; # files'],
    ['the next line stands elsewhere', 'root "/srv/www;\n      expires 1h;'],
    ['it is no quote too few but one too many', "return 200 'it's';"],
  ])('stays as it is when %s', (_why, wrong) => expect(repaired(server(wrong))).toBe(server(wrong)))
})
