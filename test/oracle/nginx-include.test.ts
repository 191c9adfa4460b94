import { describe, expect } from 'vitest'
import { memoryStore, readDump } from '../../src/files/index.ts'
import { load } from '../../src/formats/nginx/load.ts'
import { decode } from '../../src/text/index.ts'
import { needs } from './needs.ts'
import { nginxHost } from './nginx.ts'

describe('which files are read, and in which order', () => {
  const test = needs('nginx', 'root')
  const folder = '/etc/nginx'
  const names = [
    'b.conf',
    'B.conf',
    'a.conf',
    '.hidden.conf',
    'a-b.conf',
    'a_b.conf',
    '10.conf',
    '9.conf',
    'é.conf',
    '[x].conf',
  ]

  test.each([
    'conf.d/*.conf',
    '/etc/nginx/conf.d/*.conf',
    'conf.d/?.conf',
    'conf.d/[!a]*.conf',
    'conf.d/[a-b]*.conf',
    'conf.d/.*.conf',
    'conf.d/[[]x].conf',
    'conf.d/a.conf',
    'conf.d/../conf.d/a.conf',
    './conf.d//b.conf',
    'sub/*/*.conf',
    'sub/[12]/x.conf',
    'conf.d/\\[x].c?nf',
    'none/*.conf',
  ])('include %s', argument => {
    const files: Record<string, string> = { [`${folder}/nginx.conf`]: `events {}\nhttp { include "${argument}"; }\n` }
    for (const [at, name] of names.entries())
      files[`${folder}/conf.d/${name}`] = at === 2 ? 'include sub/1/x.conf;\n' : '# empty\n'
    for (const path of ['1/x.conf', '2/x.conf', '10/y.conf', '.3/x.conf']) files[`${folder}/sub/${path}`] = '# empty\n'
    const host = nginxHost(files)
    const { output } = host.run(['/usr/sbin/nginx', '-T'])
    host.remove()
    const read = readDump(decode('-', output)).files.map(file => normal(file.path))
    const forest = load(`${folder}/nginx.conf`, memoryStore(files, true))
    expect(forest.trees.map(tree => tree.file.path)).toEqual(read)
    expect(forest.problems).toEqual([])
  })
})

/** The daemon names files as the argument does. */
const normal = (path: string): string => path.replace('/conf.d/../', '/').replaceAll('/./', '/').replaceAll('//', '/')
