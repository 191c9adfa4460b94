import { describe, expect, it } from 'vitest'
import { directives } from '../../../src/formats/nginx/tables/directives.gen.ts'
import { tableOf } from '../../../src/formats/nginx/tables/index.ts'
import { namesIn } from '../../../src/formats/nginx/tables/sorted-lines.ts'
import { analyze, fix } from '../../../src/index.ts'
import { takers } from '../../../src/rules/nginx/swallowed.ts'
import { defaultTarget } from '../../../src/target/index.ts'
import { findings, main, only } from './found.ts'

const id = 'nginx/unterminated-directive'
const inServer = (lines: string): string => `    server {\n${lines}\n    }`
const said = (lines: string): readonly string[] => findings(id, inServer(lines)).map(({ message }) => message.en)

/** What its fix makes of the file; undefined when there is none. */
function mended(lines: string): string | undefined {
  const input = { files: { 'nginx.conf': main(inServer(lines)) }, baseline: only(id), unsafe: true }
  const { files } = fix(input, analyze(input), () => true)
  return files.get('nginx.conf')
}

describe('the next line is taken for arguments', () => {
  it.each([
    ['index a.php\ntry_files $uri =404;', 'index a.php;\ntry_files $uri =404;'],
    ['  index a.php # the front\n  root /srv;', '  index a.php; # the front\n  root /srv;'],
    ['  index a.php\r\n  root /srv;', '  index a.php;\r\n  root /srv;'],
    ['  index a.php\nroot /srv;', '  index a.php;\nroot /srv;'],
    ['index a.php\n\n# where\n\nroot /srv;', 'index a.php;\n\n# where\n\nroot /srv;'],
    ['index a.php\ntry_files $uri\n  =404\nexpires 1h;', 'index a.php;\ntry_files $uri\n  =404;\nexpires 1h;'],
    ['server_name a.example\ninclude more/*.conf;', 'server_name a.example;\ninclude more/*.conf;'],
    ['index a.php\nindex b.php;', 'index a.php;\nindex b.php;'],
    ['location / {\n  try_files $uri =404\n  deny all;\n}', 'location / {\n  try_files $uri =404;\n  deny all;\n}'],
  ])('%j', (wrong, right) => {
    expect(said(wrong)).toHaveLength(1)
    expect(mended(wrong)).toBe(main(inServer(right)))
    expect(said(right)).toEqual([])
  })

  it('says which directives are not in force, and what an access rule among them weighs', () => {
    const lines = 'index a.php\nadd_header Authorization secret\ndeny all;'
    const [finding, ...more] = findings(id, inServer(lines))
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      severity: 'high',
      message: {
        en: '`index` is not terminated by `;` and takes the next lines for arguments: `add_header, deny` is not in force',
      },
    })
  })

  it('is told without a fix where nginx would not start with it', () => {
    const twice = 'root /a;\nindex a.php\nroot /b;'
    expect(said(twice)).toHaveLength(1)
    expect(mended(twice)).toBeUndefined()
  })
})

describe('the next line belongs to a list', () => {
  it.each([
    ['words that stand deeper', 'server_name a.example\n  root b.example;'],
    ['hosts of that name, one a line', 'server_name\na.example\ninternal\nindex;'],
    ['a word in quotes', 'index a.php\n"root" /srv;'],
    ['a directive of another place', 'index a.php\nworker_processes 2;'],
    ['no directive at all', 'index a.php\nrood /srv;'],
    ['too many arguments', 'index a.php\nroot /srv b;'],
    ['nothing stands before it', 'server_name\nroot b.example;'],
    ['behind something on its line', 'autoindex off; index a.php\nroot /srv;'],
    ['not the first of its line', 'index a.php\nb.php root /srv;'],
    ['a block', 'index a.php\nlimit_except GET;'],
  ])('%s', (_, lines) => expect(said(lines)).toEqual([]))

  it('entries of types are no directives', () =>
    expect(findings(id, '    types {\n    gzip_types html\n    root htm;\n    }')).toEqual([]))
})

it('knows every directive of nginx whose words are types or conditions', () => {
  const table = tableOf(defaultTarget)
  const kinds = ['mime-types[]', 'predicate[]']
  const all = [...namesIn(directives)].filter(name =>
    table.every(name).some(({ kind, vendor }) => kinds.includes(kind) && vendor === undefined),
  )
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter(name => !takers.includes(name))).toEqual([])
})
