import { expect, test } from 'vitest'
import { type FileStore, memoryStore, overlay } from '../../src/files/index.ts'
import { analyze, fix, plan } from '../../src/index.ts'

/** One file that two servers include by two names; each name is kept, as it is when read from disk. */
const behind = (path: string): string => path.replace('snippets/b.conf', 'snippets/a.conf')

const base = memoryStore({
  'etc/nginx/nginx.conf': `events {}
http {
    server_tokens off;
    server { listen 80; server_name a.example.com; include snippets/a.conf; }
    server { listen 80; server_name b.example.com; include snippets/b.conf; }
}
`,
  'etc/nginx/snippets/a.conf': `add_header X-One "1;
 a";
location /files { alias /srv/files/; }
location /more { autoindex on; alias /srv/more/; }
`,
  'etc/nginx/snippets/b.conf': '',
})
const files: FileStore = {
  ...base,
  read: path => ({ ...base.read(behind(path)), path }),
  resolveLink: path => (behind(path) === path ? undefined : behind(path)),
}
const after = `location = /files { return 301 /files/$is_args$args; }
location /files/ { alias /srv/files/; }
location = /more { return 301 /more/$is_args$args; }
location /more/ { autoindex off; alias /srv/more/; }
`

test('a file that is read by two names is changed once', () => {
  const input = { files, unsafe: true }
  const result = fix(input, analyze(input))
  expect([...result.files.keys()].filter(path => path.includes('snippets'))).toHaveLength(1)
  expect([...result.files.values()].join()).toContain(after)
  expect(result.diff.match(/^\+\+\+.*snippets.*/gm)).toEqual(['+++ b/etc/nginx/snippets/a.conf'])
  expect(result.rejected).toEqual([])
  const again = { ...input, files: overlay(files, result.files) }
  expect(fix(again, analyze(again)).edits).toEqual([])
})

test('what is wrong in it is told once, by the first of its names, with both places', () => {
  const told = analyze({ files }).findings.filter(({ rule, subject }) => /alias/.test(rule) && /files/.test(subject))
  expect(told.map(({ path }) => path)).toEqual(['etc/nginx/snippets/a.conf'])
  expect(new Set(told[0]?.related.map(({ path }) => path))).toEqual(
    new Set(['etc/nginx/snippets/a.conf', 'etc/nginx/snippets/b.conf']),
  )
})

test('a verdict names the finding of a file that it reads by another name', () => {
  const host = { files: { ...files, list: base.list }, roots: ['etc/nginx/nginx.conf'] }
  const broken = overlay(
    files,
    new Map(['a', 'b'].map(name => [`etc/nginx/snippets/${name}.conf`, 'autoindex maybe;\n'] as const)),
  )
  const { findings, verdicts } = analyze({ ...host, files: broken })
  const own = findings.filter(({ rule }) => rule === 'nginx/invalid-value')
  expect(own).toHaveLength(1)
  expect(verdicts.map(({ because }) => because)).toEqual([own.map(({ fingerprint }) => fingerprint)])
})

test('a plan changes it once as well', () => {
  const input = { files, unsafe: true }
  const planned = plan(input, analyze(input)).files.filter(({ path }) => path.includes('snippets'))
  expect(planned.map(each => each.after?.includes(after))).toEqual([true])
})
