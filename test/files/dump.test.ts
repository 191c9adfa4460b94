import { describe, expect, it } from 'vitest'
import { isDump, isUnreadable, readDump } from '../../src/files/index.ts'
import { decode } from '../../src/text/index.ts'

const main = 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n'
const site = '# site\r\nserver {\r\n  listen 80;\r\n}'
const dump = `nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored
nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
# configuration file /etc/nginx/nginx.conf:
${main}
# configuration file /etc/nginx/conf.d/a.conf:
${site}
`

const read = (text: string, path: string): string | undefined => {
  const entry = readDump(decode('-', text)).store.read(path)
  return isUnreadable(entry) ? undefined : entry.text
}

describe('the output of nginx -T', () => {
  it('is recognised by its markers, with lines of stderr in front', () => {
    expect(isDump(dump)).toBe(true)
    expect(isDump(dump.slice(dump.indexOf('# conf')))).toBe(true)
    expect(isDump(main)).toBe(false)
    expect(isDump(`${main}\n# configuration file /etc/nginx/x.conf:\n`)).toBe(false)
  })

  it('gives every file as it is on the host', () => {
    expect(readDump(decode('-', dump)).root).toBe('/etc/nginx/nginx.conf')
    expect(read(dump, '/etc/nginx/nginx.conf')).toBe(main)
    expect(read(dump, '/etc/nginx/conf.d/a.conf')).toBe(site)
  })

  it('lists folders, so that patterns of include find what is there', () => {
    expect(readDump(decode('-', dump)).store.list('/etc/nginx/conf.d')).toEqual(['a.conf'])
  })

  it('messages that got between the lines are not part of a file', () => {
    const mixed = dump.replace(
      'http {\n',
      'http {\n2026/11/21 10:00:00 [warn] 12#12: duplicate MIME type "text/html"\n',
    )
    expect(read(mixed, '/etc/nginx/nginx.conf')).toBe(main)
  })

  it('a dump without a final line end', () => {
    expect(read(dump.trimEnd(), '/etc/nginx/conf.d/a.conf')).toBe(site)
  })
})
