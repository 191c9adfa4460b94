import { describe, expect } from 'vitest'
import { isDump, isUnreadable, readDump } from '../../src/files/index.ts'
import { decode } from '../../src/text/index.ts'
import { needs } from './needs.ts'
import { nginxHost } from './nginx.ts'

describe('nginx -T', () => {
  const test = needs('nginx', 'root')

  test('every file comes back byte by byte', () => {
    const files = {
      '/etc/nginx/nginx.conf': 'events {}\nhttp { gzip_types text/html; include conf.d/*.conf;\n}\n\n\n',
      '/etc/nginx/conf.d/a.conf': '# nginx: \tCRLF\r\nserver {\r\n  listen 8080;\r\n}',
      '/etc/nginx/conf.d/b.conf': '',
      '/etc/nginx/conf.d/c.conf': '\n# [warn] é\n\n',
    }
    const host = nginxHost(files)
    const { output } = host.run(['/bin/sh', '-c', 'exec /usr/sbin/nginx -T 2>&1'])
    host.remove()
    expect(isDump(output)).toBe(true)
    const { store, files: found } = readDump(decode('-', output))
    expect(found.map(file => file.path)).toEqual(Object.keys(files))
    for (const [path, text] of Object.entries(files)) {
      const entry = store.read(path)
      expect(isUnreadable(entry) ? entry.detail : entry.text).toBe(text)
    }
  })
})
