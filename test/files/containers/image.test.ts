import { describe, expect, test } from 'vitest'
import { copiedBy, covers } from '../../../src/files/containers/image.ts'

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
    ['nginx.conf', '.', 'nginx.conf', true],
    ['.', '.', 'deploy/nginx.conf', true],
    ['rootfs/', 'web', 'web/rootfs/etc/nginx/nginx.conf', true],
    ['conf.d/*.conf', 'web', 'web/conf.d/a.conf', true],
    ['conf.d', 'web', 'web/conf.d.old/a.conf', false],
    ['nginx.conf', 'web', 'nginx.conf', false],
    ['https://example.com/nginx.conf', '.', 'nginx.conf', false],
  ])('%s in %s holds %s: %s', (source, context, path, expected) => {
    expect(covers({ source, span: { start: 0, end: 0 }, target: '/' }, context, path)).toBe(expected)
  })
})
