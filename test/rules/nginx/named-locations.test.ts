import { describe, expect, it } from 'vitest'
import { analyze, type Finding } from '../../../src/index.ts'

const server = (lines: string): string => `server { listen 127.0.0.1:8080; server_name a.example; root /srv; ${lines} }`

/** What the rule says, and whether the files load. */
function found(http: string): { loads: boolean | null | undefined; said: readonly Finding[] } {
  const { findings, verdicts } = analyze({ files: { 'nginx.conf': `events {}\nhttp { ${http} }\n` } })
  return { loads: verdicts[0]?.loads, said: findings.filter(({ rule }) => rule === 'nginx/unknown-reference') }
}

describe('a named location that nobody writes', () => {
  it.each([
    'error_page 404 @nf;',
    'location / { error_page 404 =200 @nf; }',
    'location / { try_files $uri $uri/ @nf; }',
    'location / { if ($arg_a) { error_page 404 @nf; } }',
  ])('%s', lines => {
    const { loads, said } = found(server(lines))
    expect(loads).toBe(true)
    expect(said.map(({ messageId, severity }) => [messageId, severity])).toEqual([['named-location', 'high']])
  })

  it('is told once for a level, with the servers that lack it', () => {
    const { said } = found(
      `error_page 404 @nf; error_page 500 @nf; ${server('location @nf { return 404; }')} ${server('')}`,
    )
    expect(said).toHaveLength(1)
    expect(said[0]?.related).toHaveLength(1)
  })

  it.each([
    'location / { try_files $uri @nf; } location @nf { return 404; }',
    'location / { try_files $uri /nf =404; }',
    'set $where x; error_page 404 @$where;',
  ])('%s is none', lines => expect(found(server(lines)).said).toEqual([]))

  it('may stand in a file that we did not see', () => {
    expect(
      found(server('location / { try_files $uri @nf; } include more.conf;')).said.map(({ severity }) => severity),
    ).not.toContain('high')
  })
})
