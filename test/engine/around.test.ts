import { describe, expect, it } from 'vitest'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import { type FileStore, memoryStore, overlay } from '../../src/files/index.ts'
import { analyze, fix, plan } from '../../src/index.ts'

/** A part of a configuration that is named by itself, where the main file that includes it lies near by. */

const main = `events { }
http {
    server_tokens off;
    ssl_protocols TLSv1.2 TLSv1.3;
    limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;
    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
    server { listen 81; server_name main.example.com; autoindex on; root /srv/main; }
}
`
const site = (name: string): string => `server {
    listen 80;
    server_name ${name};
    root /srv/${name};
    include snippets/shared.conf;
    location /files/ { autoindex on; }
    location /api { limit_req zone=api; }
}
`
const texts = {
  'etc/nginx/nginx.conf': main,
  'etc/nginx/conf.d/a.conf': site('a.example.com'),
  'etc/nginx/conf.d/b.conf': site('b.example.com'),
  'etc/nginx/sites-available/shop.conf': site('shop.example.com'),
  'etc/nginx/sites-available/off.conf': site('off.example.com'),
  'etc/nginx/snippets/shared.conf': 'add_header X-One "1;\n a";\n',
}

/** As a disk: a link is read by its own name. */
function linked(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>>): FileStore {
  const behind = Object.entries(links).map(([link, target]) => [link, files[target] ?? ''])
  const base = memoryStore({ ...files, ...Object.fromEntries(behind) })
  return {
    ...base,
    resolveLink: path => links[path],
  }
}
const store = linked(texts, { 'etc/nginx/sites-enabled/shop': 'etc/nginx/sites-available/shop.conf' })
const check = (named: readonly string[], more: Partial<AnalyzeInput> = {}): Report =>
  analyze({ files: store, roots: named.map(each => `etc/nginx/${each}`), ...more })
const roots = ({ verdicts }: Report): string[] => verdicts.map(({ root }) => root)
const told = ({ findings }: Report): string[] =>
  findings.filter(({ rule }) => rule === 'nginx/autoindex').map(({ rule, path }) => `${rule} ${path}`)

describe('a named file', () => {
  it('is judged in the main file that includes it, and told alone', () => {
    const report = check(['conf.d/a.conf'])
    expect(roots(report)).toEqual(['etc/nginx/nginx.conf'])
    expect(told(report)).toEqual(['nginx/autoindex etc/nginx/conf.d/a.conf'])
    expect(new Set(report.findings.map(({ path }) => path))).toEqual(new Set(['etc/nginx/conf.d/a.conf']))
    expect(report.findings.map(({ confidence }) => confidence)).not.toContain('low')
    const untold = check(['nginx.conf']).findings.length - report.findings.length
    expect(report.within).toEqual([{ root: 'etc/nginx/nginx.conf', files: ['etc/nginx/conf.d/a.conf'], untold }])
    expect(report.files.filter(({ context }) => !context).map(({ path }) => path)).toEqual(['etc/nginx/conf.d/a.conf'])
    expect(report.files.length).toBe(5)
  })

  it('is called by the name that it was given, though it is read by a link', () => {
    const report = check(['sites-available/shop.conf'])
    expect(told(report)).toEqual(['nginx/autoindex etc/nginx/sites-available/shop.conf'])
    expect(told(check(['sites-enabled/shop']))).toEqual(['nginx/autoindex etc/nginx/sites-enabled/shop'])
  })

  it.each<[string[], Partial<AnalyzeInput>?]>([
    [['sites-available/off.conf']],
    [['sites-available/off.conf'], { context: ['http'] }],
    [['conf.d/a.conf'], { context: ['http'] }],
  ])('is alone where nothing includes it, and where its place is stated: %s %s', (named, more) => {
    const report = check(named, more)
    expect(roots(report)).toEqual(named.map(each => `etc/nginx/${each}`))
    expect(report.within).toBeUndefined()
  })

  it('together with others: one configuration', () => {
    const report = check(['conf.d/a.conf', 'sites-available/off.conf', 'conf.d/b.conf'])
    expect(roots(report)).toEqual(['etc/nginx/nginx.conf', 'etc/nginx/sites-available/off.conf'])
    expect(told(report).filter(each => each.includes('conf.d'))).toEqual([
      'nginx/autoindex etc/nginx/conf.d/a.conf',
      'nginx/autoindex etc/nginx/conf.d/b.conf',
    ])
  })

  it.each([[['nginx.conf', 'conf.d/a.conf']], [['conf.d/a.conf', 'nginx.conf']]])(
    'beside its main file: everything is told %s',
    named => {
      const report = check(named)
      expect(roots(report)).toEqual(['etc/nginx/nginx.conf'])
      expect(report.within).toBeUndefined()
      expect(new Set(report.findings.map(({ path }) => path)).size).toBeGreaterThan(3)
    },
  )

  it.each(['conf.d', 'sites-available', 'snippets', 'sites-enabled'])('or folder of such files: %s', folder => {
    const report = check([folder])
    expect(roots(report)).toContain('etc/nginx/nginx.conf')
    expect(told(report).filter(each => !each.includes(`/${folder}/`))).toEqual([])
    expect(report.findings.length).toBeGreaterThan(0)
  })

  it('as a folder whose main file does not include it is what it was', () => {
    const files = { ...texts, 'etc/nginx/nginx.conf': 'events { }\nhttp { }\n' }
    const report = analyze({ files: memoryStore(files), roots: ['etc/nginx/conf.d'] })
    expect(roots(report)).toEqual(['etc/nginx/conf.d'])
  })

  it('with what only it includes; what others include, too, is theirs', () => {
    const files = {
      ...texts,
      'etc/nginx/conf.d/a.conf': site('a.example.com').replace('shared', 'own'),
      'etc/nginx/snippets/own.conf': 'location /own/ { autoindex on; }\n',
    }
    const report = analyze({ files: memoryStore(files), roots: ['etc/nginx/conf.d/a.conf'] })
    expect(told(report)).toEqual([
      'nginx/autoindex etc/nginx/conf.d/a.conf',
      'nginx/autoindex etc/nginx/snippets/own.conf',
    ])
  })

  it('may be lines that nothing but their place makes a configuration', () => {
    const http = 'map $host $to { include maps/hosts; }\n    server { listen 127.0.0.1:80; return 204; }'
    const files = {
      'nginx.conf': `events { }\nhttp {\n    ${http}\n}\n`,
      'maps/hosts': 'a.example.com 1;\na.example.com 2;\n',
      'maps/README': 'How we deploy.\n',
    }
    const report = analyze({ files: memoryStore(files), roots: ['maps/hosts'] })
    expect(report.within).toMatchObject([{ root: 'nginx.conf', files: ['maps/hosts'] }])
    expect(report.verdicts).toMatchObject([{ loads: false }])
    const other = analyze({ files: memoryStore(files), roots: ['maps/README'] })
    expect(other.problems.map(({ code }) => code)).toEqual(['unknown-format'])
  })

  it('is not looked for above the top of a repository, nor further up than three folders', () => {
    const deep = (folders: string, git: string): string[] => {
      const path = `r/${folders}/x.conf`
      const files = {
        'r/nginx.conf': `events {}\nhttp { include ${folders}/*.conf; }\n`,
        [path]: site('x.example.com'),
        [`${git}/.git/HEAD`]: 'ref: refs/heads/main\n',
      }
      return roots(analyze({ files: memoryStore(files), roots: [path] }))
    }
    expect(deep('a/b/c', 'r')).toEqual(['r/nginx.conf'])
    expect(deep('a/b/c/d', 'r')).toEqual(['r/a/b/c/d/x.conf'])
    expect(deep('a/b', 'r/a')).toEqual(['r/a/b/x.conf'])
  })
})

describe('the verdict is that of the whole', () => {
  it('with what nginx says about another file', () => {
    const files = overlay(store, new Map([['etc/nginx/conf.d/b.conf', 'server { listen 80; autoindex maybe; }\n']]))
    const report = analyze({ files, roots: ['etc/nginx/conf.d/a.conf'] })
    expect(report.verdicts).toMatchObject([{ loads: false }])
    expect(report.verdicts[0]?.because.join()).toContain('etc/nginx/conf.d/b.conf:1: ')
    expect(report.findings.map(({ path }) => path)).not.toContain('etc/nginx/conf.d/b.conf')
  })

  it('and a text that cannot be read as nginx is told wherever it stands', () => {
    const files = overlay(store, new Map([['etc/nginx/conf.d/b.conf', 'server {\n']]))
    const { problems } = analyze({ files, roots: ['etc/nginx/conf.d/a.conf'] })
    expect(problems.filter(({ warning }) => !warning).map(({ path }) => path)).toEqual(['etc/nginx/conf.d/b.conf'])
  })
})

describe('fixes', () => {
  const input = (named: string, files: FileStore = store): AnalyzeInput => ({
    files,
    roots: [`etc/nginx/${named}`],
    unsafe: true,
  })

  it.each([
    ['conf.d/a.conf', 'etc/nginx/conf.d/a.conf'],
    ['sites-available/shop.conf', 'etc/nginx/sites-available/shop.conf'],
    ['sites-enabled/shop', 'etc/nginx/sites-available/shop.conf'],
  ])('of %s are made in it', (named, changed) => {
    const result = fix(input(named), check([named]))
    expect(result.diff.match(/^\+\+\+ .*/gm)).toEqual([`+++ b/${changed}`])
    expect(result.diff).toContain('autoindex off')
    const again = input(named, overlay(store, result.files))
    expect(fix(again, analyze(again)).edits).toEqual([])
    expect(plan(input(named), check([named])).files.map(({ path }) => path)).toEqual([`etc/nginx/${named}`])
  })

  it('that change another file are left out, with the reason', () => {
    const login =
      'server { listen 80; location /f/ { autoindex on; } location /login { proxy_pass http://127.0.0.1:3000; } }\n'
    const main = 'events { }\nhttp { server_tokens off; include conf.d/*.conf; }\n'
    const own = { files: memoryStore({ 'nginx.conf': main, 'conf.d/w.conf': login }), unsafe: true }
    const limited = (roots: readonly string[]): string[] => {
      const { edits } = fix({ ...own, roots }, analyze({ ...own, roots }))
      return edits.filter(({ text }) => text.includes('limit_req_zone')).map(({ path }) => path)
    }
    expect(limited(['nginx.conf'])).toEqual(['nginx.conf'])
    expect(limited(['conf.d/w.conf'])).toEqual([])
    const report = analyze({ ...own, roots: ['conf.d/w.conf'] })
    const { edits, rejected } = fix({ ...own, roots: ['conf.d/w.conf'] }, report)
    expect(edits.map(({ path }) => path)).toContain('conf.d/w.conf')
    expect(rejected.map(({ because }) => because.en)).toEqual(['it changes nginx.conf, which was not named'])
    const steps = plan({ ...own, roots: ['conf.d/w.conf'] }, report)
    expect(steps.files.map(({ path }) => path)).toEqual(['conf.d/w.conf'])
    expect(steps.left.map(({ rule }) => rule)).toContain('nginx/sensitive-endpoint-rate-limit')
  })
})
