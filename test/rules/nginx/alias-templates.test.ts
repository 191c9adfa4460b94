import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { main } from './found.ts'

/** Which alias rules speak about a location of a template. */
function said(location: string, path = 'site.conf.j2'): string[] {
  const files = { [path]: main(`server { listen 8080; ${location} }`) }
  const { findings } = analyze({ files, roots: [path], format: 'nginx' })
  return findings.map(({ rule }) => rule).filter(rule => rule.startsWith('nginx/alias-'))
}

describe('an alias whose end a template leaves open', () => {
  it.each([
    'location /files { alias {{ directory }}; }',
    'location /files { alias /srv/{{ directory }}; }',
    'location /files/ { alias {{ directory }}; }',
    'location /files/ { alias "{{ directory }}"; }',
    'location ~ ^/files(.*)$ { alias /srv/{{ directory }}$1; }',
    'location {{ prefix }} { alias /srv/files/; }',
    'location /{{ prefix }} { alias /srv/files; }',
  ])('%s', location => expect(said(location)).toEqual([]))

  it('of ERB', () => expect(said('location /files { alias <%= directory %>; }', 'site.conf.erb')).toEqual([]))

  it.each([
    'location /files { alias $' + '{DIRECTORY}; }',
    'location /files/ { alias $DIRECTORY; }',
    'location ~ ^/files(.*)$ { alias /srv/$' + '{DIRECTORY}$1; }',
  ])('%s', location => expect(said(location, 'site.conf.template')).toEqual([]))
})

describe('what stands fast in a template', () => {
  it.each([
    ['location /files { alias {{ directory }}/; }', 'nginx/alias-traversal'],
    ['location /files { alias /srv/{{ name }}-files; }', 'nginx/alias-prefix-overlap'],
    ['location /{{ name }}/ { alias /srv/files; }', 'nginx/alias-slash-mismatch'],
    ['location ~ ^/files(.*)$ { alias {{ directory }}/$1; }', 'nginx/alias-traversal'],
    ['location ~ ^/files(.*)$ { alias /srv/{{ name }}-files$1; }', 'nginx/alias-prefix-overlap'],
  ])('%s', (location, rule) => expect(said(location)).toEqual([rule]))
})
