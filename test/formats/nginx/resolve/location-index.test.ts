import { expect, test } from 'vitest'
import type { Location } from '../../../../src/formats/nginx/model.ts'
import { literalPrefix } from '../../../../src/formats/nginx/regex/index.ts'
import { indexOf, tried } from '../../../../src/formats/nginx/resolve/location-index.ts'
import fc from '../../../random.ts'

const patterns = ['\\.php$', '^/a', '^/api/', '^/api/v1', '/x', '^/apix', '^/', '^/api/v1/.*']
const location = (pattern: string): Location => ({ match: { kind: 'regex', pattern } }) as Partial<Location> as Location

test('patterns are tried in their order, without those that a path cannot begin with', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...patterns), { maxLength: 30 }),
      fc.constantFrom('/', '/api/v1/x.php', '/apix', '/b', '/a'),
      (list, uri) => {
        const all = list.map(location)
        const possible = all.filter(({ match }) => uri.startsWith(literalPrefix(match.pattern, false)))
        expect([...tried(indexOf(all), uri)]).toEqual(possible)
      },
    ),
  )
})

test('whoever takes the first asks for no other', () => {
  const all = Array.from({ length: 1000 }, () => location('\\.php$'))
  const order = tried(indexOf(all), '/x.php')
  expect(order.next().value).toBe(all[0])
  expect(order.next().value).toBe(all[1])
})
