import { describe, expect, test } from 'vitest'
import { copiedBy, mountOf } from '../../../src/files/containers/image.ts'
import { isPut } from '../../../src/files/containers/seen.ts'
import { memoryStore } from '../../../src/files/index.ts'

const copied = (text: string) => copiedBy({ path: 'Dockerfile', text, encoding: 'utf8' })
const sources = (text: string): string[] => copied(text).map(({ source }) => source)

describe('what a Dockerfile copies from its context', () => {
  test.each([
    ['COPY nginx.conf /etc/nginx/nginx.conf\n', ['nginx.conf']],
    ['copy --chown=nginx:nginx a.conf b.conf /etc/nginx/conf.d/\n', ['a.conf', 'b.conf']],
    ['ADD ["my site.conf", "/etc/nginx/conf.d/"]\n', ['my site.conf']],
    ['COPY a.conf \\\n     b.conf \\\n     /etc/nginx/conf.d/\n', ['a.conf', 'b.conf']],
    ['COPY --from=build /app/dist /usr/share/nginx/html\n', []],
    ['# COPY nginx.conf /etc/nginx/\nRUN echo COPY x y\n', []],
  ])('%j', (text, expected) => {
    expect(sources(text)).toEqual(expected)
  })

  test.each([
    ['COPY nginx.conf /etc/nginx/nginx.conf', 'nginx.conf', true],
    ['COPY nginx.conf /etc/nginx/', 'nginx.conf', true],
    ['COPY rootfs /', 'rootfs/etc/nginx/nginx.conf', true],
    ['COPY conf.d/*.conf /etc/nginx/conf.d/', 'conf.d/a.conf', true],
    ['COPY conf.d /etc/nginx/conf.d', 'conf.d.old/a.conf', false],
    ['COPY . /app', 'deploy/nginx.conf', false],
    ['COPY . .', 'etc/nginx/nginx.conf', false],
    ['COPY . /usr/share/nginx/html', 'nginx.conf', false],
    ['ADD https://example.com/nginx.conf /etc/nginx/', 'nginx.conf', false],
    ['COPY nginx.conf /srv/web.conf', 'nginx.conf', false],
  ])('%s puts %s where nginx reads it: %s', (line, path, expected) => {
    const mounts = copied(`${line}\n`).map(each => mountOf(each, '.', memoryStore({ [path]: '' })))
    expect(mounts.some(mount => isPut(mount, path, false))).toBe(expected)
  })
})
