import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import type { Forest } from '../../../src/formats/format.ts'
import { load } from '../../../src/formats/nginx/load.ts'

const forest = (files: Record<string, string>, root = 'nginx.conf'): Forest => load(root, memoryStore(files))
const paths = ({ trees }: Forest): string[] => trees.map(tree => tree.file.path)

describe('include', () => {
  it('starts at the folder of the main file, whichever file says it', () => {
    const found = forest(
      { 'etc/nginx/nginx.conf': 'include a/b.conf;', 'etc/nginx/a/b.conf': 'include c.conf;', 'etc/nginx/c.conf': '' },
      'etc/nginx/nginx.conf',
    )
    expect(paths(found)).toEqual(['etc/nginx/nginx.conf', 'etc/nginx/a/b.conf', 'etc/nginx/c.conf'])
    expect(found.problems).toEqual([])
  })

  it.each([
    ['beside the main file', 'nginx/', 'sites-available/a.conf', 'nginx.conf'],
    ['in a repository without it', 'nginx/', 'sites-available/a.conf', 'README'],
    ['deeper in the tree', 'etc/nginx/', 'customers/b/a.conf', 'nginx.conf'],
  ])('of a part starts there as well: %s', (_what, folder, part, beside) => {
    const files = {
      [`${folder}${beside}`]: 'events {}\nhttp {}\n',
      [`${folder}${part}`]: 'server { include snippets/tls.conf; }',
      [`${folder}snippets/tls.conf`]: 'ssl_protocols TLSv1.2;',
    }
    const found = forest(files, `${folder}${part}`)
    expect(paths(found)).toEqual([`${folder}${part}`, `${folder}snippets/tls.conf`])
    expect(found.problems).toEqual([])
  })

  it('of a main file in such a folder starts in its own', () => {
    const files = {
      'nginx.conf': '',
      'conf.d/main.conf': 'events {}\ninclude a.conf;',
      'a.conf': '',
      'conf.d/a.conf': '',
    }
    expect(paths(forest(files, 'conf.d/main.conf'))).toEqual(['conf.d/main.conf', 'conf.d/a.conf'])
  })

  it('of a part alone starts in its own folder', () => {
    const files = { 'x/a.conf': 'server { include b.conf; }', 'x/b.conf': '' }
    expect(paths(forest(files, 'x/a.conf'))).toEqual(['x/a.conf', 'x/b.conf'])
  })

  it('reads depth first, patterns in byte order, hidden files only when written', () => {
    const files = {
      'nginx.conf': 'http { include conf.d/*.conf; include z.conf; }',
      'conf.d/b.conf': 'include inner.conf;',
      'conf.d/B.conf': '',
      'conf.d/.hidden.conf': '',
      'conf.d/a.conf': '',
      'conf.d/a.conf~': '',
      'inner.conf': '',
      'z.conf': '',
    }
    expect(paths(forest(files)).slice(1)).toEqual([
      ...['conf.d/B.conf', 'conf.d/a.conf', 'conf.d/b.conf', 'inner.conf', 'z.conf'],
    ])
  })

  it('patterns: question mark, brackets, folders in the middle', () => {
    const files = { 'a1/x.conf': '', 'a2/x.conf': '', 'b1/x.conf': '', 'a1/y.conf': '', 'a1/x.conf.bak': '' }
    const matched = (pattern: string): string[] =>
      paths(forest({ ...files, 'nginx.conf': `include ${pattern};` })).slice(1)
    expect(matched('a?/x.conf')).toEqual(['a1/x.conf', 'a2/x.conf'])
    expect(matched('[!b]1/[x-z].conf')).toEqual(['a1/x.conf', 'a1/y.conf'])
    expect(matched('*/x.*')).toEqual(['a1/x.conf', 'a1/x.conf.bak', 'a2/x.conf', 'b1/x.conf'])
    expect(matched('c*/*')).toEqual([])
  })

  it('a literal path that does not exist is a problem, an empty pattern is none', () => {
    const { problems, unreadable } = forest({ 'nginx.conf': 'include a.conf;\ninclude b*.conf;' })
    expect(problems.map(problem => problem.message.en)).toEqual([
      'open() "a.conf" failed (2: No such file or directory)',
    ])
    expect(unreadable.map(entry => entry.path)).toEqual(['a.conf'])
  })

  it('a folder is a problem', () => {
    const { problems } = forest({ 'nginx.conf': 'include sites/*;', 'sites/old/x.conf': '' })
    expect(problems.map(problem => problem.code)).toEqual(['include-directory'])
  })

  it('a file that leads back to itself is read once and reported', () => {
    const found = forest({ 'nginx.conf': 'include a.conf;', 'a.conf': 'include b.conf;', 'b.conf': 'include a.conf;' })
    expect(paths(found)).toHaveLength(3)
    expect(found.problems.map(problem => [problem.code, problem.file.path])).toEqual([['include-cycle', 'b.conf']])
    expect(found.problems[0]?.message.en).toContain('a.conf → b.conf → a.conf')
  })

  it('siblings that include each other are a cycle too', () => {
    const found = forest({ 'nginx.conf': 'include *.inc;', 'b.inc': 'include c.inc;', 'c.inc': 'include b.inc;' })
    expect(found.problems.map(problem => problem.code)).toEqual(['include-cycle'])
  })

  it('one file in two places is parsed once', () => {
    const found = forest({ 'nginx.conf': 'server { include s; } server { include s; }', s: 'gzip on;' })
    expect(paths(found)).toEqual(['nginx.conf', 's'])
    expect([...(found.included?.values() ?? [])].map(trees => trees[0])).toEqual([found.trees[1], found.trees[1]])
  })

  it('absolute paths lie below the root of the host', () => {
    const files = {
      'hosts/a/etc/nginx/nginx.conf': 'include /etc/nginx/conf.d/*.conf; include /srv/extra.conf;',
      'hosts/a/etc/nginx/conf.d/x.conf': '',
      'hosts/a/srv/extra.conf': '',
    }
    expect(paths(forest(files, 'hosts/a/etc/nginx/nginx.conf')).slice(1)).toEqual([
      ...['hosts/a/etc/nginx/conf.d/x.conf', 'hosts/a/srv/extra.conf'],
    ])
  })

  it('/etc/nginx of a repository that holds only that folder is the folder of the main file', () => {
    const files = { 'deploy/nginx.conf': 'include /etc/nginx/mime.types;', 'deploy/mime.types': '' }
    expect(paths(forest(files, 'deploy/nginx.conf'))).toEqual(['deploy/nginx.conf', 'deploy/mime.types'])
  })

  it('in a table of percentages the word means nothing', () => {
    expect(paths(forest({ 'nginx.conf': 'split_clients $a $b { include x; }', x: '' }))).toEqual(['nginx.conf'])
    expect(paths(forest({ 'nginx.conf': 'map $a $b { include x; }', x: '' }))).toEqual(['nginx.conf', 'x'])
  })

  it('a chain of 20,000 files', () => {
    const files: Record<string, string> = {}
    for (let at = 0; at < 20_000; at++) files[`f${at}`] = `include f${at + 1};`
    files.f20000 = ''
    expect(forest(files, 'f0').trees).toHaveLength(20_001)
  })
})

describe('code of other languages', () => {
  const told = (text: string): string[] => forest({ 'nginx.conf': text }).problems.map(({ message }) => message.en)

  it.each([
    ['Lua blocks', 'http { init_by_lua_block { x = 1 } server { content_by_lua_file a.lua; } }', 'Lua code in 2'],
    ['njs', 'http { js_import a.js; js_set $x a.x; server { location / { js_content a.y; } } }', 'njs code in 2'],
    ['perl', "http { perl_set $x 'sub { }'; }", 'Perl code in 1'],
    ['mruby and Lua', "http { mruby_set_code $x 'a'; set_by_lua $y 'return 1'; }", 'mruby, Lua code in 2'],
  ])('is not analysed, and said once: %s', (_what, text, words) => {
    expect(told(text)).toEqual([`${words} statements: not analysed, what it does to requests is not judged`])
  })

  it('does not refuse the file for it, and finds none in words that look alike', () => {
    const [problem] = forest({ 'nginx.conf': 'http { perl_set $x a; }' }).problems
    expect(problem).toMatchObject({ code: 'opaque-code', warning: true })
    expect(told('http { js_path /a; server { root /usr/share/perl; location ~ _by_lua { } } }')).toEqual([])
  })
})
