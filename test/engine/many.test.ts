import { expect, test } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

/** More than one call can take as arguments: what is as many as the lines of a file is never spread. */
const count = 150_000

test('every bad line of a long file is a problem', () => {
  const { problems } = analyze({ files: { '/etc/sysctl.conf': 'no setting\n'.repeat(count) } })
  expect(problems).toHaveLength(count)
})

test('a server of so many locations is judged', () => {
  const locations = Array.from({ length: count }, (_, at) => `location /a${at} { return 204; }\n`).join('')
  const files = { 'nginx.conf': `events {}\nhttp { server { listen 127.0.0.1:80;\n${locations}} }\n` }
  expect(analyze({ files }).verdicts.map(({ loads }) => loads)).toEqual([true])
})
