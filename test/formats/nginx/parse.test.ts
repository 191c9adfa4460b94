import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../src/formats/nginx/parse.ts'
import { decode, position, type Span } from '../../../src/text/index.ts'
import type { Directive, Node, Tree } from '../../../src/tree/index.ts'
import { walk } from '../../../src/tree/index.ts'
import fc from '../../random.ts'

interface Case {
  readonly n: number
  readonly case: string
  /** One character is one byte. */
  readonly input: string
  readonly error?: { readonly message: string; readonly line: number }
  readonly tokens: readonly { readonly words?: readonly string[]; readonly end: ';' | '{' | '}' }[]
}

/** What the daemon's own scanner gives for each input, measured. */
const cases = JSON.parse(readFileSync('test/fixtures/nginx/lexer-cases.json', 'utf8')) as Case[]

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

function* tokens(nodes: readonly Node[]): Generator<Case['tokens'][number]> {
  for (const node of nodes) {
    if (node.kind === 'comment') continue
    const words = [node.name, ...node.args].map(word => word.value)
    yield { words, end: node.block ? '{' : ';' }
    if (!node.block) continue
    yield* tokens(node.block.nodes)
    yield { end: '}' }
  }
}

describe('lexical cases of the daemon', () => {
  it('are all there', () => expect(cases).toHaveLength(116))

  it.each(cases)('$n $case', ({ input, error, tokens: expected }) => {
    const file = decode('nginx.conf', Buffer.from(input, 'latin1'))
    const tree = parse(file, { bodies: 'plain' })
    const problem = tree.problems[0]
    if (error) {
      expect(bytes(problem?.message.en ?? '')).toBe(error.message)
      expect(problem && position(file, problem.span.start).line).toBe(error.line)
      return
    }
    expect(tree.problems).toEqual([])
    const found = [...tokens(tree.nodes)].map(token =>
      file.encoding === 'utf8' && token.words ? { ...token, words: token.words.map(bytes) } : token,
    )
    expect(found).toEqual(expected)
  })
})

const tree = (text: string): Tree => parse(decode('nginx.conf', text))
const directives = (text: string): Directive[] => [...walk(tree(text).nodes)]

describe('tree', () => {
  it('spans reach from the name to the terminator, words keep their quotes', () => {
    const text = 'server {\r\n\tserver_name "a b" c; # x\r\n}\r\n'
    const [server, name] = directives(text)
    const cut = (place: { span: { start: number; end: number } } | undefined): string =>
      place ? text.slice(place.span.start, place.span.end) : ''
    expect(cut(server)).toBe(text.trimEnd())
    expect(cut(server?.block)).toBe(text.slice(7).trimEnd())
    expect(cut(name)).toBe('server_name "a b" c;')
    expect(name?.args.map(word => [word.raw, word.value])).toEqual([
      ['"a b"', 'a b'],
      ['c', 'c'],
    ])
    expect(name?.parent).toBe(server)
    expect(cut(server?.block?.nodes[1])).toBe('# x')
  })

  it('goes on behind an error', () => {
    const names = directives('http { a "b"c d; ; server { listen 80 } gzip on; }\nuser x;').map(d => d.name.value)
    expect(names).toEqual(['http', 'a', 'server', 'listen', 'gzip', 'user'])
  })

  it('statements in a brace without a name stay in the outer block', () => {
    const found = directives('http { { a b; } c d; } e f;')
    expect(found.map(d => [d.name.value, d.parent?.name.value])).toEqual([
      ['http', undefined],
      ['a', 'http'],
      ['c', 'http'],
      ['e', undefined],
    ])
  })

  it('Lua bodies are opaque, braces in strings and comments do not count', () => {
    const body = ' ngx.say("}") -- it\'s }\n local s = [==[ }]] ]==] local t = {} --[[ } ]] '
    const [lua, next] = directives(`content_by_lua_block {${body}}\na b;`)
    const span = lua?.block?.body
    expect(lua?.file.text.slice(span?.start, span?.end)).toBe(body)
    expect(next?.name.value).toBe('a')
  })

  it('a Lua body without an end is one problem', () => {
    const { problems } = tree('http { init_by_lua_block { x = { \n}\n')
    expect(problems.map(problem => problem.code)).toEqual(['unexpected-end-in-lua', 'unexpected-end-in-block'])
  })

  it('blocks inside a table are refused and still read', () => {
    const { problems, nodes } = tree('map $a $b { ~^x{2} 1; } c d;')
    expect(problems[0]?.message.en).toBe('unexpected "{"')
    expect(nodes.length).toBeGreaterThan(0)
  })

  it('nesting of 10,000 blocks', () => {
    const { problems, nodes } = tree('a {'.repeat(10_000) + '}'.repeat(10_000))
    expect(problems).toEqual([])
    expect([...walk(nodes)]).toHaveLength(10_000)
  })

  it('measures the buffer in bytes, whatever the encoding', () => {
    const long = (count: number): string => `a ${'é'.repeat(count)};\n${'b c;\n'.repeat(2000)}`
    expect(tree(long(2047)).problems).toEqual([])
    expect(tree(long(2048)).problems.map(problem => problem.code)).toEqual(['too-long'])
    const latin1 = parse(decode('x', Buffer.from(`a ${'\xff'.repeat(4095)};\n${'b c;\n'.repeat(2000)}`, 'latin1')))
    expect(latin1.problems).toEqual([])
  })
})

const piece = fc.constantFrom(
  ...['a', 'map', '{', '}', ';', ' ', '\n', '\r\n', '"', "'", '\\', '#', '$', '${', ')', 'é', '\u00a0', '\0', '\ufeff'],
  ...['x_by_lua_block {', '[[', ']]', '--'],
)
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary' }),
)

function* pieces(nodes: readonly Node[]): Generator<Span> {
  for (const node of nodes) {
    if (node.kind === 'comment') yield node.span
    else for (const word of [node.name, ...node.args]) yield word.span
    if (node.kind !== 'directive' || !node.block) continue
    if (node.block.body) yield node.block.body
    yield* pieces(node.block.nodes)
  }
}

function inOrder(nodes: readonly Node[], from: number, to: number): void {
  let at = from
  for (const node of nodes) {
    expect(node.span.start).toBeGreaterThanOrEqual(at)
    expect(node.span.end).toBeLessThanOrEqual(to)
    if (node.kind === 'comment') continue
    at = node.span.end
    if (node.block) inOrder(node.block.nodes, node.block.span.start, node.block.span.end)
  }
}

describe('properties', () => {
  it('any bytes give a tree', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), content => void parse(decode('x', content))))
  })

  it('between the pieces of a tree there is nothing but blanks, and between statements their delimiters', () => {
    fc.assert(
      fc.property(anyText, text => {
        const left = text.split('')
        for (const { start, end } of pieces(tree(text).nodes)) left.fill(' ', start, end)
        expect(left.join('')).toMatch(/^[ \t\r\n;{}]*$/)
      }),
      { numRuns: 500 },
    )
  })

  it('children lie inside their parents, siblings in order', () => {
    fc.assert(
      fc.property(anyText, text => {
        inOrder(tree(text).nodes, 0, text.length)
      }),
    )
  })
})
