import { describe, expect } from 'vitest'
import { contextBit, tableOf } from '../../src/formats/nginx/tables/index.ts'
import { takers } from '../../src/rules/nginx/swallowed.ts'
import { defaultTarget } from '../../src/target/index.ts'
import { needs } from './needs.ts'
import { nginxTest } from './nginx.ts'

const test = needs('nginx', 'root')
const table = tableOf({ ...defaultTarget, nginx: [1, 22, 1] })

/** What nginx itself wants of the first words; of the others it takes anything. */
const first: Readonly<Record<string, string>> = {
  log_format: 'one $uri',
  proxy_cookie_flags: 'one secure',
  try_files: '$uri =404',
}

/** Directives of http that every build has, each where it may stand. */
const built = takers.flatMap(name => {
  const [entry] = table.of(name)
  if (!entry || entry.needs || entry.vendor) return []
  const context = ['location', 'server', 'http'].find(one => entry.contexts & contextBit(one as 'http'))
  return context ? [[name, context] as const] : []
})

test('there are directives to ask about', () => expect(built.length).toBeGreaterThan(15))

describe('nginx takes the next line for words of', () => {
  test.each(built)('%s in %s', (name, context) => {
    const lines = `${name} ${first[name] ?? '$uri'}\nkeepalive_timeout 5s;`
    const around = ['http', 'server', 'location'].slice(0, ['http', 'server', 'location'].indexOf(context) + 1)
    const swallowed = nginxTest({ 'nginx.conf': `${lines}\nkeepalive_timeout 6s;` }, { context: around })
    expect(swallowed.output).toContain('test is successful')
    const apart = lines.replace('\n', ';\n')
    const ended = nginxTest({ 'nginx.conf': `${apart}\nkeepalive_timeout 6s;` }, { context: around })
    expect(ended.output).toContain('"keepalive_timeout" directive is duplicate')
  })
})
