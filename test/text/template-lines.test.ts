import { describe, expect, it } from 'vitest'
import { decode, isInk, readLines } from '../../src/text/index.ts'
import fc from '../random.ts'

/** What stands in a line, with `█` for what is put in. */
const lines = (text: string, path = 'x.conf.j2'): string[] =>
  (readLines(decode(path, text))?.masked ?? text)
    .split('\n')
    .map(line => line.replace(/\ue000+/g, '█').trim())
    .filter(line => line !== '')

describe('templates of languages in which a statement is a line', () => {
  it.each([
    ['{{ a }} b', ['█ b']],
    ['{% if a %}\ncomp-lzo\n{% endif %}', ['comp-lzo']],
    ['{% if a %}comp-lzo{% endif %}', ['comp-lzo']],
    ['proto udp{% if v6 %}6{% endif %}', ['proto udp█']],
    ['proto {% if t %}tcp{% else %}udp{% endif %}', ['proto █']],
    ['{% if t %}proto tcp{% else %}proto udp{% endif %}', ['proto tcp█']],
    ['a {{ x\n | y }} b\nc', ['a █ b', 'c']],
    ['{# note\n over lines #}\nverb 3', ['verb 3']],
    ['<% if a -%>\nverb <%= b %>\n<% end -%>', ['verb █']],
    ['{{- if .a }}\nport {{ .b }}\n{{- end }}', ['port █']],
    ['{{#a}}\nport {{b}}\n{{/a}}', ['port █']],
    ['port ${PORT}\nlocal $HOST$x', ['port █', 'local █$x']],
  ])('%j', (text, expected) => expect(lines(text)).toEqual(expected))

  it('a file that nothing calls a template has no placeholders of the shell', () => {
    expect(readLines(decode('x.conf', 'port ${PORT}'))).toBeUndefined()
    expect(lines('port {{ a }} $B', 'x.conf')).toEqual(['port █ $B'])
  })

  it('knows conditions, loops, and which of them leave nothing out', () => {
    const text = '{% if a %}\nA\n{% elif b %}\nB\n{% else %}\nC\n{% endif %}\n{% for d in e %}\nD\n{% endfor %}\n'
    const found = readLines(decode('x.j2', text))?.conditions.map(({ branches, complete, loop }) => [
      ...[branches.map(({ start, end }) => text.slice(start, end).trim()), complete, loop],
    ])
    expect(found).toEqual([
      [['A', 'B', 'C'], true, false],
      [['D'], false, true],
    ])
  })

  it('the masked text is as long as the text, and what is ink is a placeholder', () => {
    const parts = ['{{', '}}', '{%', '%}', '<%=', '<%', '%>', '{#', '#}', 'a', ' ', '\n', '${A}', '{% if b %}']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts)), soup => {
        const text = soup.join('')
        const found = readLines(decode('x.j2', text))
        expect(found?.masked.length).toBe(text.length)
        for (const [at, character] of [...(found?.masked ?? '')].entries())
          if (isInk(character)) expect(found?.placeholders.some(({ start, end }) => start <= at && at < end)).toBe(true)
      }),
    )
  })
})
