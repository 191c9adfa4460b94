import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ts } from 'ts-morph'
import { afterAll, describe, expect, test } from 'vitest'
import { PlainCode } from '../../src/dev/plain-code.ts'

const folder = mkdtempSync(join(tmpdir(), 'confward-plain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const paths = new Map<string, string>()
let plain: PlainCode | undefined

/** Writes a function without parameters with this body; all are looked at together, as what is slow is to begin. */
function write(body: string): string {
  const path = join(folder, `${paths.size}.ts`)
  writeFileSync(path, sourceOf(body))
  paths.set(body, path)
  plain = undefined
  return path
}

const sourceOf = (body: string): string => `export function made(): unknown {\n${body}\n}\n`

/** A table of tests whose second column is such a body. */
function bodies<Row extends readonly [string, string, ...unknown[]]>(rows: readonly Row[]): readonly Row[] {
  for (const [, body] of rows) write(body)
  return rows
}

/** The body as it is written and as it is rewritten. */
function rewritten(body: string): {
  readonly text: string
  run(): { readonly before: unknown; readonly after: unknown }
} {
  const path = paths.get(body) ?? write(body)
  plain ??= new PlainCode([...paths.values()])
  const source = sourceOf(body)
  const text = plain.of(path, source)
  return { text, run: () => ({ before: outcome(source), after: outcome(text) }) }
}

function outcome(source: string): unknown {
  const exports: { made?: () => unknown } = {}
  const target = ts.ScriptTarget.ES2022
  const script = ts.transpile(source, { module: ts.ModuleKind.CommonJS, target })
  new Function('exports', script)(exports)
  return exports.made?.()
}

/** Rewritten to `inside` and nothing of `gone`, with the same outcome, which is `expected`. */
function check(
  body: string,
  expected: unknown,
  { inside = [], gone = [] }: { inside?: string[]; gone?: string[] },
): void {
  const { text, run } = rewritten(body)
  for (const each of inside) expect(text).toContain(each)
  for (const each of gone) expect(text).not.toContain(each)
  const { before, after } = run()
  expect(before).toEqual(expected)
  expect(after).toEqual(expected)
}

describe('loops over arrays count', () => {
  test.each(
    bodies([
      ['each item', "let all = ''; for (const x of ['a', 'b']) all += x; return all", 'ab'],
      [
        'an array of two types',
        'let all = 0; const some: number[] | readonly [1] = [1]; for (const x of some) all += x; return all',
        1,
      ],
      [
        'an array that grows meanwhile',
        'const open = [3]; for (const x of open) if (x > 0) open.push(x - 1); return open',
        [3, 2, 1, 0],
      ],
      [
        'going on and ending',
        'let n = 0; for (const x of [1, 2, 3, 4]) { if (x === 2) continue; if (x === 4) break; n += x } return n',
        4,
      ],
      [
        'a label',
        'let n = 0; out: for (const x of [1, 2]) for (const y of [x, 9]) { if (y === 9) continue out; n += y } return n',
        3,
      ],
      [
        'a name declared once more',
        'let n = 0; for (const x of [1, 2]) { const y = x; { const x = y * 2; n += x } } return n',
        6,
      ],
      [
        'an item of each round that functions keep',
        'const kept: (() => number)[] = []; for (const x of [1, 2]) kept.push(() => x); return kept.map(f => f())',
        [1, 2],
      ],
      [
        'pairs, with what is missing',
        'const all: string[] = []; for (const [a, b = "-"] of [["x"], ["y", "z"]]) all.push(a + b); return all',
        ['x-', 'yz'],
      ],
      [
        'the number of each',
        'const all: string[] = []; for (const [at, { x }] of [{ x: "p" }, { x: "q" }].entries()) all.push(x + at); return all',
        ['p0', 'q1'],
      ],
      [
        'the operator `in`, which a loop that counts may not hold',
        'let n = 0; for (const x of "a" in { a: 1 } ? [1] : [2]) n += x; return n',
        1,
      ],
    ]),
  )('%s', (_name, body, expected) => {
    check(body, expected, { inside: ['.length;'], gone: [' of ['] })
  })

  test.each(
    bodies([
      ['a map', 'let all = ""; for (const [key, value] of new Map([["a", 1]])) all += key + value; return all', 'a1'],
      ['a set', 'let n = 0; for (const x of new Set([1, 1, 2])) n += x; return n', 3],
      ['text', 'let all = ""; for (const x of "a😀") all += `<${x}>`; return all', '<a><😀>'],
      [
        'what is made one by one',
        'function* some() { yield 1; throw new Error() } for (const x of some()) return x',
        1,
      ],
      [
        'what anything may be',
        'const some: Iterable<number> = [1]; let n = 0; for (const x of some) n += x; return n',
        1,
      ],
    ]),
  )('but over %s it stays', (_name, body, expected) => {
    check(body, expected, { inside: [' of '], gone: ['.length;'] })
  })
})

describe('patterns of arrays', () => {
  test.each(
    bodies([
      [
        'holes and defaults',
        'const [, a, b = a] = [1, 2] as readonly number[]; return [a, b]',
        [2, 2],
        '{1:a,2:b = a}',
      ],
      ['parameters', 'return [[1, 2]].map(([a, b]) => (a ?? 0) + (b ?? 0))', [3], '{0:a,1:b}'],
      [
        'in each other',
        'const [[a], { b: [c] }] = [[1], { b: [2] }] as [number[], { b: number[] }]; return [a, c]',
        [1, 2],
        '{0:{0:a},1:{ b: {0:c} }}',
      ],
      ['what a pattern found', 'const [, year] = /(\\d+)/.exec("in 1999") ?? []; return year', '1999', '{1:year}'],
    ]),
  )('%s', (_name, body, expected, inside) => {
    check(body, expected, { inside: [inside] })
  })

  test('of the rest, and of what is no array, stay', () => {
    check('const [a, ...rest] = [1, 2, 3]; return [a, rest]', [1, [2, 3]], { inside: ['[a, ...rest]'] })
    check('const [a] = new Set([7]); return a', 7, { inside: ['[a]'] })
    check('const [a] = "😀x"; return a', '😀', { inside: ['[a]'] })
  })
})

describe('objects that begin with another one', () => {
  test.each(
    bodies([
      [
        'more properties',
        'const a = { x: 1 }; return { ...a, y: 2, z: [3] }',
        { x: 1, y: 2, z: [3] },
        'Object.assign({},a,{y: 2,z: [3]})',
      ],
      [
        'others in between',
        'const a = { x: 1 }; return { ...a, y: 2, ...{ y: 3 }, x: 4 }',
        { x: 4, y: 3 },
        'Object.assign({},a,{y: 2},{ y: 3 },{x: 4})',
      ],
      [
        'what is there or not',
        'const a = { x: 1 }; const b = a.x === 2 && { y: 1 }; return { ...a, ...b }',
        { x: 1 },
        'Object.assign({},a,b)',
      ],
      [
        'functions',
        'const a = { x: 1 }; return { ...a, f() { return 2 } }.f()',
        2,
        'Object.assign({},a,{f() { return 2 }})',
      ],
    ]),
  )('%s', (_name, body, expected, inside) => {
    check(body, expected, { inside: [inside] })
  })

  test('keep names that a file may have given, and what is worked out when asked', () => {
    const named =
      'const given = JSON.parse(\'{"__proto__": 1}\') as Record<string, number>; return Object.keys({ ...given, y: 2 })'
    check(named, ['__proto__', 'y'], { gone: ['Object.assign'] })
    const anything = 'const given = JSON.parse(\'{"__proto__": 1}\'); return Object.keys({ ...given, y: 2 })'
    check(anything, ['__proto__', 'y'], { gone: ['Object.assign'] })
    const getter = 'let n = 0; const a = { x: 1 }; const b = { ...a, get y() { return ++n } }; return [b.y, b.y]'
    check(getter, [1, 2], { gone: ['Object.assign'] })
  })

  test('with nothing else stay copies', () => {
    check('const a = { x: 1 }; return { ...a }', { x: 1 }, { gone: ['Object.assign'] })
  })
})

test('private names are names that no other class has', () => {
  const body = `class A { #x = 1; static #made = 0; get both() { A.#made++; return this.#x + this.#twice() } #twice() { return this.#x * 2 } static get made() { return A.#made } }
    class B extends A { #x = 10; get all() { return [this.both, this.#x, A.made] } }
    return new B().all`
  const { text } = rewritten(body)
  expect(text).not.toContain('#')
  check(body, [3, 10, 1], {})
})

test('what is no module of the program stays as it is', () => {
  const path = join(folder, 'own.ts')
  writeFileSync(path, 'for (const x of [1]) console.log(x)\n')
  const plain = new PlainCode([path])
  expect(plain.of(path, 'for (const x of [2]) console.log(x)\n')).toBe('for (const x of [2]) console.log(x)\n')
  expect(plain.of(join(folder, 'other.ts'), 'for (const x of [1]);')).toBe('for (const x of [1]);')
})
