import { expect, it } from 'vitest'
import { memoryStore } from '../../../../src/files/index.ts'
import { load } from '../../../../src/formats/nginx/load.ts'
import { verdict } from '../../../../src/formats/nginx/loads/index.ts'
import { defaultTarget } from '../../../../src/target/index.ts'

/** Names that the daemon says it ignores, with their sockets. */
function ignored(http: string): string[] {
  const { warnings } = verdict(load('n', memoryStore({ n: `events {}\nhttp { ${http} }\n` }, true)), defaultTarget)
  return warnings.flatMap(({ id, params }) => (id === 'name-conflict' ? [`${params.server} ${params.address}`] : []))
}

/** Each was asked of nginx 1.22.1. */
it.each([
  ['server { listen 80; server_name a; } server { listen 80; server_name A; }', ['A 0.0.0.0:80']],
  ['server { listen 80; server_name .a.b; } server { listen 80; server_name *.a.b; }', ['*.a.b 0.0.0.0:80']],
  ['server { listen 80; server_name *.a.b; } server { listen 80; server_name .a.b; }', ['.a.b 0.0.0.0:80']],
  ['server { listen 80; server_name a.b; } server { listen 80; server_name .a.b; }', ['.a.b 0.0.0.0:80']],
  [
    'server { listen 80; server_name .a.b; } server { listen 80; server_name a.b *.a.b; }',
    ['a.b 0.0.0.0:80', '*.a.b 0.0.0.0:80'],
  ],
  ['server { server_name a; } server { server_name a; }', ['a 0.0.0.0:80']],
  ['server { server_name a; } server { listen *:80; server_name a; }', ['a 0.0.0.0:80']],
  ['server { listen 80; server_name a; } server { server_name a; }', ['a 0.0.0.0:80']],
  ['server { listen 80; } server { listen 80; server_name ""; }', [' 0.0.0.0:80']],
  ['server { listen 80; } server { listen 80; }', [' 0.0.0.0:80']],
  ['server { listen 80; server_name .a.b; } server { listen 80; server_name www.a.b; }', []],
  ['server { listen 80; server_name ~^a$; } server { listen 80; server_name ~^a$; }', []],
  ['server { server_name a; } server { listen 8000; server_name a; }', []],
  ['server { server_name a; } server { listen 127.0.0.1:80; server_name a; }', []],
  ['server { listen 80; } server { listen 80; server_name a; }', []],
])('%s', (http, expected) => expect(ignored(http)).toEqual(expected))
