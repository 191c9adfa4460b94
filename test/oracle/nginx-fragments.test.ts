import { spawnSync } from 'node:child_process'
import { describe, expect } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import { parse } from '../../src/formats/nginx/parse.ts'
import { nameOf } from '../../src/formats/nginx/syntax.ts'
import { contextBit, tableOf } from '../../src/formats/nginx/tables/index.ts'
import { defaultTarget, parseVersion } from '../../src/target/index.ts'
import { decode } from '../../src/text/index.ts'
import { type Directive, isDirective, type Node } from '../../src/tree/index.ts'
import { inputOf, written } from '../meta/rules.ts'
import { needs } from './needs.ts'
import { nginxTest } from './nginx.ts'

/**
 * A file of sites-available is mended by itself. Around it stands an http{} that nobody showed us: here one that says
 * already whatever may be said once.
 */
const test = needs('nginx')
const installed =
  parseVersion(/[\d.]+$/m.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[0] ?? '') ??
  defaultTarget.nginx
const site = '/etc/nginx/sites/a.conf'

const host = (settings: readonly string[], text: string, others: Readonly<Record<string, string>> = {}) => ({
  'nginx.conf': `events {}\nhttp {\n${settings.join('\n')}\ninclude ${site};\n}\n`,
  [site]: text,
  ...others,
})

function saidOnce(): string[] {
  const table = tableOf({ ...defaultTarget, nginx: installed })
  const entries = [...table.namesIn('http')].flatMap(name => table.of(name))
  return entries
    .filter(entry => entry.once && !entry.block && entry.default && (entry.contexts & contextBit('http')) !== 0)
    .map(({ name, default: value }) => `${name} ${value};`)
    .filter(line => nginxTest(host([line], '')).loads)
}

const named = (nodes: readonly Node[] = [], name: string): Directive[] =>
  nodes.filter(isDirective).filter(each => nameOf(each) === name)

/** The servers of an example's http{}. */
function serversOf(text: string): string {
  const [http] = named(parse(decode(site, text)).nodes, 'http')
  return named(http?.block?.nodes, 'server')
    .map(({ span }) => text.slice(span.start, span.end))
    .join('\n')
}

describe('servers that are mended without what stands around them', () => {
  const settings: string[] = []
  test('there is much that an http{} says once', () => {
    settings.push(...saidOnce())
    expect(settings.length).toBeGreaterThan(200)
  })

  const hosts = written.flatMap(([id, , page]) => {
    const [example] = page.bad
    const [[, text = ''] = [], ...others] = Object.entries(example?.files ?? {})
    const servers = id.startsWith('nginx/') ? serversOf(text) : ''
    return example && servers ? [{ id, example, servers, rest: Object.fromEntries(others) }] : []
  })

  test.each(hosts)('$id', ({ id, example, servers, rest }) => {
    const input = {
      ...inputOf(example, id),
      files: { [site]: servers, ...rest },
      roots: [site],
      target: { nginx: installed },
    }
    const mended = fix(input, analyze(input)).files.get(site)
    if (typeof mended !== 'string' || !nginxTest(host(settings, servers, rest)).loads) return
    expect(nginxTest(host(settings, mended, rest)).output).toContain('test is successful')
  })
})
