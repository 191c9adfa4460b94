import { expect, test } from 'vitest'
import { plainExports } from '../../src/dev/plain-exports.ts'

const getter = (name: string, local: string): string =>
  `Object.defineProperty(exports,"${name}",{enumerable:!0,get:function(){return ${local}}})`

test('what stays is handed out as it is, what changes is still asked for', () => {
  const own = 'var a=1,b,c=0,d,e;function f(){b??=2;c++;[d]=[3];for(e of [4]);}'
  const script = `${own}${['a', 'b', 'c', 'd', 'e', 'f'].map(name => getter(name.toUpperCase(), name)).join(',')};`
  const kept = ['b', 'c', 'd', 'e'].map(name => getter(name.toUpperCase(), name)).join(',')
  expect(plainExports(script)).toBe(`${own}exports.A=a,${kept},exports.F=f;`)
})
