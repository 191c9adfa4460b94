import { parse as parsePeer } from 'nginx-conf'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../src/formats/nginx/parse.ts'
import { decode } from '../../../src/text/index.ts'
import type { Node } from '../../../src/tree/index.ts'
import fc from '../../random.ts'

interface Statement {
  readonly name: string
  readonly value: string
  readonly inside: readonly Statement[] | undefined
}

interface PeerNode {
  readonly name: string
  readonly value: string
  readonly children: readonly PeerNode[] | null
  readonly isBlock: boolean
}

function peer(text: string): readonly Statement[] | undefined {
  let found: readonly Statement[] | undefined
  const read = (node: PeerNode): Statement => ({
    name: node.name,
    value: node.value,
    inside: node.isBlock ? (node.children ?? []).map(read) : undefined,
  })
  parsePeer(text, (error, tree) => {
    if (!error) found = (tree as unknown as PeerNode).children?.map(read)
  })
  return found
}

const ours = (nodes: readonly Node[]): readonly Statement[] =>
  nodes.flatMap(node =>
    node.kind === 'comment'
      ? []
      : [
          {
            name: node.name.raw,
            value: node.args.map(word => word.raw).join(' '),
            inside: node.block && ours(node.block.nodes),
          },
        ],
  )

/** Words that both read alike; where they differ the daemon's own cases decide. */
const word = fc.constantFrom(
  ...[
    'on',
    '80',
    '/var/www',
    '"a b"',
    "'it'",
    '"x;y{z}#"',
    '$host',
    '"${a}b"',
    '^/x$',
    '~*',
    '"\\"q\\""',
    '\\.php$',
    'é',
  ],
)
const gap = fc.constantFrom(' ')
const end = fc.constantFrom('\n', '\r\n', ' ', '\n\n', ' # note; {\n')
const statement = fc.letrec<{ one: string }>(tie => ({
  one: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('listen', 'root', 'add_header', 'x_y'), fc.array(word, { maxLength: 4 }), gap, end)
      .map(([name, words, blank, after]) => `${[name, ...words].join(blank)};${after}`),
    fc
      .tuple(fc.constantFrom('server', 'location', 'if'), fc.array(word, { maxLength: 2 }), fc.array(tie('one')), end)
      .map(([name, words, inside, after]) => `${[name, ...words].join(' ')} {\n${inside.join('')}}${after}`),
  ),
})).one

describe('beside another parser', () => {
  it('the same statements, arguments and blocks', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), parts => {
        const text = parts.join('')
        const theirs = peer(text)
        if (!theirs) return
        compared++
        const tree = parse(decode('x', text))
        expect(tree.problems).toEqual([])
        expect(ours(tree.nodes)).toEqual(theirs)
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(100)
  })
})
