import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

/** What a template may put in is not known to be missing. */

interface Gaps {
  readonly top?: string
  readonly http?: string
  readonly server?: string
  readonly other?: string
}

function confidences(gaps: Gaps, name = 'nginx.conf.j2'): Record<string, string> {
  const text = `${gaps.top ?? ''}
events {}
http {
  ${gaps.http ?? ''}
  server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate a;
    ssl_certificate_key b;
    ${gaps.server ?? ''}
    location / {
      error_page 404 @missing;
      proxy_pass http://up$arg_x;
    }
    location /fixed {
      autoindex on;
    }
  }
  server {
    listen 80;
    server_name b.example;
    ${gaps.other ?? ''}
    return 404;
  }
}
`
  const { findings } = analyze({ files: { [name]: text }, format: 'nginx' })
  return Object.fromEntries(findings.map(({ rule, confidence }) => [rule, confidence]))
}

const ofServer = ['nginx/hsts', 'nginx/unknown-reference']
const ofHttp = ['nginx/tls-protocols', 'nginx/missing-resolver', 'nginx/version-disclosure']

const low = (found: Record<string, string>, rules: readonly string[]): readonly boolean[] =>
  rules.map(rule => (found[rule] ?? 'none') === 'low')

describe('what is written nowhere', () => {
  const every = [...ofServer, ...ofHttp]
  const all = every.map(() => true)
  const none = every.map(() => false)

  it('is told in a template without gaps', () => {
    const found = confidences({ server: 'client_max_body_size {{ size }};' })
    expect(every.filter(rule => !(rule in found))).toEqual([])
    expect(low(found, every)).toEqual(none)
  })

  it.each([
    ['a value on a line of its own', '{{ extra }}'],
    ['one in a comment', '# {{ include }}'],
    ['a Jinja include', "{% include 'more.conf' %}"],
    ['a Go template', '{{- template "more" . }}'],
    ['an ERB partial', "<%- render 'more' %>"],
  ])('is of low confidence beside %s', (_what, gap) => {
    expect(low(confidences({ server: gap }), every)).toEqual(all)
    expect(low(confidences({ http: gap }), every)).toEqual(all)
  })

  it('is judged by the gaps that reach it', () => {
    const found = confidences({ other: '{{ extra }}' })
    expect(low(found, ofServer)).toEqual(ofServer.map(() => false))
    expect(low(found, ofHttp)).toEqual(ofHttp.map(() => true))
  })

  it('is told below a comment that says who wrote the file', () =>
    expect(low(confidences({ top: '# {{ ansible_managed }}' }), every)).toEqual(none))

  it.each(['{% if a %}{% endif %}', '{# note #}', '{{/* note */}}'])('%s brings nothing', tag =>
    expect(low(confidences({ server: tag }), every)).toEqual(none),
  )
})

it('what is written stays as sure as it was', () =>
  expect(confidences({ http: '{{ extra }}', server: '{{ extra }}' })['nginx/autoindex']).toBe('high'))

it('a gap at the top of a file that is included stands around its servers', () => {
  const main = 'events {}\nhttp {\n  include conf.d/*.j2;\n}\n'
  const site = `{{ extra }}
server {
  listen 443 ssl;
  server_name a.example;
  ssl_certificate a;
  ssl_certificate_key b;
  root /srv;
}
`
  const found = (text: string): Record<string, string> =>
    Object.fromEntries(
      analyze({ files: { 'nginx.conf': main, 'conf.d/a.j2': text }, roots: ['nginx.conf'] }).findings.map(
        ({ rule, confidence }) => [rule, confidence],
      ),
    )
  expect(found(site)['nginx/tls-protocols']).toBe('low')
  expect(found(site.replace('{{ extra }}', ''))['nginx/tls-protocols']).toBe('high')
})
