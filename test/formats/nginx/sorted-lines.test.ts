import { expect, test } from 'vitest'
import { directives } from '../../../src/formats/nginx/tables/directives.gen.ts'
import { linesOf, namesIn } from '../../../src/formats/nginx/tables/sorted-lines.ts'

test('the lines of a name, wherever they stand', () => {
  const table = '\na\t1\nab\t2\nab\t3\nb_c\t4\n'
  expect(linesOf(table, 'a')).toEqual(['a\t1'])
  expect(linesOf(table, 'ab')).toEqual(['ab\t2', 'ab\t3'])
  expect(linesOf(table, 'b_c')).toEqual(['b_c\t4'])
  for (const name of ['', 'aa', 'b', 'z', 'a\t1', '\n', 'b_c\t4\n']) expect(linesOf(table, name)).toEqual([])
  expect([...namesIn(table)]).toEqual(['a', 'ab', 'b_c'])
})

test('every line of the generated table is found by its name', () => {
  const byName = new Map<string, string[]>()
  for (const line of directives.split('\n').filter(each => each !== '')) {
    const name = line.slice(0, line.indexOf('\t'))
    byName.set(name, [...(byName.get(name) ?? []), line])
  }
  expect([...namesIn(directives)]).toEqual([...byName.keys()])
  expect([...byName.keys()].filter(name => !/^\w+$/.test(name))).toEqual([])
  for (const [name, lines] of byName) expect(linesOf(directives, name)).toEqual(lines)
})
