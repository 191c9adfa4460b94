import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** Hosts whose folders are none of the usual ones: what the main file names by its whole path lies in the same tree. */

const site = 'server {\n    listen 127.0.0.1:80;\n    return 204;\n}\n'
const main = (include: string): string => `events { }\nhttp {\n    include ${include};\n}\n`
const read = (files: Readonly<Record<string, string>>): readonly string[] =>
  analyze({ files }).verdicts.map(({ root }) => root)

it.each([
  ['', 'var/opt/gitlab/nginx/conf', 'gitlab-http.conf'],
  ['hosts/a/', 'www/server/panel/vhost/nginx', '*.conf'],
  ['', 'opt/homebrew/nginx', 'servers/*'],
])('%s%s includes /…/%s', (top, folder, name) => {
  const files = {
    [`${top}${folder}/nginx.conf`]: main(`/${folder}/${name}`),
    [`${top}${folder}/${name.replace('*.conf', 'a.conf').replace('*', 'a')}`]: site,
  }
  // The pattern that leads to the main file itself would be a cycle.
  const own = name === '*.conf' ? { ...files, [`${top}${folder}/nginx.conf`]: main(`/${folder}/a.*`) } : files
  expect(read(own)).toEqual([`${top}${folder}/nginx.conf`])
})

it('a folder of the same name alone shows nothing', () => {
  const files = { 'www/nginx.conf': main('/www/site.conf'), 'other/www/site.conf': site }
  expect(read(files)).toContain('other/www/site.conf')
})
