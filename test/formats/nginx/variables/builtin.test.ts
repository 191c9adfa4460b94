import { expect, test } from 'vitest'
import { complement, has, of } from '../../../../src/formats/nginx/regex/set.ts'
import { builtIn } from '../../../../src/formats/nginx/variables/builtin.ts'
import { line } from '../../../../src/formats/nginx/variables/contents.ts'

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const blanks = Array.from({ length: 33 }, (_, unit) => String.fromCharCode(unit)).join('')
const allBut = (characters: string) => complement(of(characters))

test('the ranges are the characters they stand for', () => {
  expect(line).toEqual(allBut('\r\n\0'))
  for (const [name, characters] of Object.entries({
    uri: allBut('\0'),
    request_uri: allBut(blanks),
    host: allBut(`/${capitals}${blanks}`),
    remote_user: allBut(':\0'),
    remote_addr: of('0123456789abcdef.:'),
    server_port: of('0123456789.'),
    request_method: of(`${capitals}_-`),
    server_protocol: of('HTP/.0123456789'),
    is_args: of('?'),
    cookie_a: allBut('\r\n\0;'),
    arg_a: allBut(`${blanks}&#`),
  }))
    expect(builtIn(name).characters, name).toEqual(characters)
  expect(builtIn('request_uri').first).toEqual(of('/'))
})

test('a header may hold a line break only where nginx decodes it', () => {
  expect(has(builtIn('http_a').characters, 10)).toBe(false)
  expect(has(builtIn('uri').characters, 10)).toBe(true)
})
