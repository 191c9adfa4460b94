import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { combinedText } from '../../../src/rules/nginx/combined-format.ts'
import { combinedVariables } from '../../../src/rules/nginx/log-uses.ts'
import { main, only } from './found.ts'

/** The built-in format cannot be changed: where it lacks or tells too much, one of its own takes its place. */

function repaired(rule: string, http: string): string | undefined {
  const input = { files: { 'nginx.conf': main(http) }, baseline: only(rule), unsafe: true }
  return fix(input, analyze(input)).files.get('nginx.conf')
}

const server = (lines: string): string =>
  `server { listen 80; ${lines} location /login { proxy_pass http://127.0.0.1:3; } }`

describe('a log without queries', () => {
  const rule = 'nginx/log-query-string'

  it.each([
    ['access_log /a.log;', 'access_log /a.log without_queries;'],
    ['access_log /a.log combined;', 'access_log /a.log without_queries;'],
    ['access_log /a.log buffer=32k if=$arg_a;', 'access_log /a.log without_queries buffer=32k if=$arg_a;'],
    ['access_log /a.log combined gzip;', 'access_log /a.log without_queries gzip;'],
  ])('%s', (line, after) => {
    const text = repaired(rule, server(line))
    expect(text).toContain(after)
    expect(text).toContain('"$request_method $request_path $server_protocol" $status $body_bytes_sent "$referer_path"')
  })

  it('is written once for several lines', () => {
    const text = repaired(
      rule,
      `${server('access_log /a.log;')} ${server('server_name b.example; access_log /b.log;')}`,
    )
    expect(text?.match(/log_format without_queries/g)).toHaveLength(1)
    expect(text?.match(/map \$request_uri/g)).toHaveLength(1)
    expect(text).toMatch(/\/a\.log without_queries;[\s\S]*\/b\.log without_queries;/)
  })

  it('is left to the reader where nobody wrote a line, or the name means something else', () => {
    expect(repaired(rule, server(''))).toBeUndefined()
    expect(repaired(rule, `log_format without_queries '$uri'; ${server('access_log /a.log;')}`)).toBeUndefined()
  })
})

describe('a log with more fields, of pages whose queries are personal', () => {
  const http = server('access_log /a.log;')
  const both = { 'nginx/log-fields': {}, 'nginx/log-query-string': {} }
  const input = {
    files: { 'nginx.conf': main(http) },
    baseline: { ...only('nginx/log-fields'), controls: both },
    unsafe: true,
  }
  const more =
    '"$request_method $request_path $server_protocol" $status $body_bytes_sent "$referer_path" "$http_user_agent"'

  it.each(['nginx/log-fields', 'nginx/log-query-string', undefined])('cures both, or none, when %s is', wanted => {
    const result = fix(input, analyze(input), ({ rule }) => wanted === undefined || rule === wanted)
    expect(result.rejected).toEqual([])
    expect(result.files.get('nginx.conf')).toContain(more)
    const left = wanted === 'nginx/log-query-string' ? ['nginx/log-fields'] : []
    expect(result.report.findings.map(({ rule }) => rule)).toEqual(left)
  })
})

it('a log with more fields says what combined says, and them', () => {
  const text = repaired('nginx/log-fields', server('access_log /a.log;').replace('/login', '/docs'))
  expect(text).toContain('access_log /a.log combined_more;')
  expect(text).toContain(`log_format combined_more '${combinedText} "$request_time" "$request_id"';`)
})

it('the text of the built-in format has its variables', () =>
  expect([...combinedText.matchAll(/\$(\w+)/g)].map(([, name]) => name)).toEqual(combinedVariables))
