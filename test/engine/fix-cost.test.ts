import { expect, test } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'

/** A default server that refuses strangers cannot be added where a socket has a server without a certificate. */
const pair = (port: number): string => `  server {
    listen 127.0.0.1:${port} ssl;
    server_name a${port}.example;
    ssl_certificate /etc/a.pem;
    ssl_certificate_key /etc/a.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    return 404;
  }
  server {
    listen 127.0.0.1:${port};
    server_name b${port}.example;
    autoindex on;
    return 404;
  }
`
const http = (servers: string): string => `events {}\nhttp {\n${servers}}\n`
const ports = (count: number): number[] => Array.from({ length: count }, (_, at) => 10_000 + at)

/** How often the files were analysed, and what became of the fixes. */
function cost(files: Readonly<Record<string, string>>): { runs: number; applied: number; rejected: string[] } {
  let runs = 0
  const begins = (what: string): void => {
    if (what === 'resolve') runs++
  }
  const input = { files, roots: Object.keys(files), unsafe: true }
  const { applied, rejected } = fix({ ...input, begins }, analyze(input))
  return { runs, applied: applied.length, rejected: rejected.map(({ because }) => because.en) }
}

const inOne = (count: number) => cost({ 'nginx.conf': http(ports(count).map(pair).join('')) })
const inMany = (count: number) => cost(Object.fromEntries(ports(count).map(port => [`${port}.conf`, http(pair(port))])))

test.each([
  ['in one file', inOne],
  ['in a root each', inMany],
])('many fixes that are refused, %s, cost no more analyses than some', (_, run) => {
  const [some, many] = [run(24), run(72)]
  expect(many.runs).toBeLessThanOrEqual(some.runs + 2)
  expect(many.rejected).toHaveLength(72)
  for (const because of many.rejected) expect(because).toContain('no "ssl_certificate" is defined')
  expect(many.applied).toBe(run === inOne ? 1 : 72)
})
