import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { openvpn } from '../../../src/formats/openvpn/index.ts'
import { defaultTarget } from '../../../src/target/index.ts'
import { decode } from '../../../src/text/index.ts'
import { isDirective, walk } from '../../../src/tree/index.ts'
import fc from '../../random.ts'

const parse = (text: string) => openvpn.parse(decode('c.conf', text))
const words = (text: string) =>
  parse(text)
    .nodes.filter(isDirective)
    .map(node => [node.name.value, ...node.args.map(word => word.value)])

describe('lines', () => {
  it('reads quotes, escapes and comments as the daemon does', () => {
    expect(words('a "b c" \'d"e\' f\\ g # h\n--verb 3;x ;y\r\n')).toEqual([
      ['a', 'b c', 'd"e', 'f g'],
      ['verb', '3;x'],
    ])
  })
  it('keeps comment signs inside words and empty quotes', () => {
    expect(words('x al#pha "" al"pha"\n\\#tag\n')).toEqual([['x', 'al#pha', '', 'al"pha"']])
  })
  it('drops words behind the sixteenth', () => {
    expect(words(`o ${'p '.repeat(20)}\n`)[0]).toHaveLength(16)
  })
  it('skips a byte order mark at the start only', () => {
    expect(words('\ufeffverb 3\n')).toEqual([['verb', '3']])
    expect(words('verb 3\n\ufeffverb 4\n')[1]?.[0]).toBe('\ufeffverb')
  })
  it.each([
    ['verb "3\n', 'unclosed-quote'],
    ["verb '3\n", 'unclosed-single-quote'],
    ['up c:\\foo\n', 'bad-backslash'],
    ['verb 3\\', 'dangling-backslash'],
    [`#${'c'.repeat(255)}\n`, 'line-too-long'],
    [`#${'é'.repeat(127)}\n`, 'line-too-long'],
    ['<ca>\nx\n', 'inline-unterminated'],
  ])('%j gives %s', (text, code) => {
    expect(parse(text).problems.map(problem => problem.code)).toEqual([code])
  })
  it('takes a line of 255 bytes with its line end', () => {
    expect(parse(`#${'c'.repeat(253)}\n`).problems).toEqual([])
  })
})

describe('blocks', () => {
  it('keeps bodies opaque up to the first line that starts with the end tag', () => {
    const text = '<ca>\nremote x\n  # y\n </ca>junk\nverb 3\n'
    const [block, verb] = parse(text).nodes.filter(isDirective)
    expect(block?.name.value).toBe('ca')
    expect(text.slice(block?.block?.body?.start, block?.block?.body?.end)).toBe('remote x\n  # y\n')
    expect(verb?.name.value).toBe('verb')
  })
  it('reads options inside <connection>, with their own inline blocks', () => {
    const [block] = parse('<connection>\nremote a 1\n<tls-crypt>\nk\n</tls-crypt>\n</connection>\n').nodes
    const inside = [...walk([block as never])].slice(1)
    expect(inside.map(node => node.name.value)).toEqual(['remote', 'tls-crypt'])
    expect(inside.every(node => node.parent === block)).toBe(true)
  })
})

describe('hostile text', () => {
  const piece = fc.constantFrom(
    '<ca>',
    '</ca>',
    '<connection>',
    '\n',
    '\r',
    '\0',
    '"',
    "'",
    '\\',
    '#',
    ';',
    ' ',
    'remote',
    'config',
    'setenv opt',
  )
  it('never throws, and every span lies in the text with its raw words', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 60 }), parts => {
        const text = parts.join('')
        const tree = parse(text)
        for (const node of walk(tree.nodes))
          for (const word of [node.name, ...node.args]) {
            if (node.name !== word || !word.raw.startsWith('--'))
              expect(text.slice(word.span.start, word.span.end)).toBe(word.raw)
          }
        const model = openvpn.resolve(openvpn.load('c.conf', memoryStore({ 'c.conf': text })), defaultTarget)
        expect([...openvpn.effective(model)].length).toBeGreaterThan(0)
      }),
    )
  })
  it('stays linear on many blocks, quotes and includes', () => {
    const blocks = '<connection>\nremote a 1\n</connection>\n'.repeat(20_000)
    const model = openvpn.resolve(openvpn.load('c.conf', memoryStore({ 'c.conf': `client\n${blocks}` })), defaultTarget)
    expect(model.remotes).toHaveLength(20_000)
    const bomb = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}`, `config ${at + 1}\n`.repeat(40)]))
    const forest = openvpn.load('0', memoryStore(bomb))
    expect(openvpn.resolve(forest, defaultTarget).verdict.loads).toBe(false)
  })
})
