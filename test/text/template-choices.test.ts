import { describe, expect, it } from 'vitest'
import { choicesAmong } from '../../src/text/index.ts'
import { readTemplate } from '../../src/text/template/template.ts'

/** What is left of a template in each choice. */
function kept(text: string): string[] {
  const { conditions = [] } = readTemplate({ path: 'x.j2', text }) ?? {}
  return choicesAmong([conditions], text.length).map(([left = []]) =>
    left
      .toReversed()
      .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
      .replace(/\{%.*?%\}|\{\{.*?\}\}|<%.*?%>/g, ''),
  )
}

describe('choices among the branches of templates', () => {
  it.each([
    ['{% if a %}1{% else %}2{% endif %}{% if b %}3{% endif %}', ['1', '13', '2', '23']],
    ['{% if a %}1{% endif %}{% if not a %}2{% endif %}', ['1', '2']],
    ['{% if a %}1{% if b %}2{% endif %}{% else %}3{% if b %}4{% endif %}{% endif %}', ['1', '12', '3', '34']],
    ['{% if a and b %}1{% elif b %}2{% endif %}{% if a %}3{% endif %}', ['', '13', '2', '3']],
    ['{% if a == "x" %}1{% endif %}{% if a == "y" %}2{% endif %}', ['', '1', '2']],
    [
      '{% if not a %}{% for b in c %}1{% else %}2{% endfor %}{% if c|length > 0 %}3{% endif %}{% endif %}',
      ['', '13', '2'],
    ],
    ['{% if not (a) %}1{% endif %}{% if a is not defined %}2{% endif %}', ['', '12']],
    ['<% unless a %>1<% end %><% if a %>2<% else %>3<% end %>', ['13', '2']],
    ['{{ if not .A }}1{{ end }}{{ if and .A .B }}2{{ end }}{{ if eq .B "x" }}3{{ end }}', ['', '1', '13', '2', '23']],
    ['{{^a}}1{{/a}}{{#a}}2{{/a}}', ['1', '2']],
    ['{% if a is defined and not a %}1{% endif %}{% if a %}2{% endif %}', ['1', '2']],
    ['{% if a is defined and a == false %}1{% endif %}', ['', '1']],
    ['{% if a is not defined or not a %}1{% endif %}{% if a %}2{% endif %}', ['1', '2']],
    ['{% if a is defined and a is not none %}1{% endif %}{% if a %}2{% endif %}', ['', '12']],
    ['{% if a is defined and a.b %}1{% endif %}{% if a %}2{% endif %}', ['', '12', '2']],
    ['{% if a %}1{% endif %}{% if a | length == 0 %}2{% endif %}{% if a|count > 0 %}3{% endif %}', ['13', '2']],
    ['plain', ['plain']],
  ])('%s', (text, expected) => {
    expect(kept(text).toSorted()).toEqual(expected)
  })

  it('of many questions any two are answered in every way together, by nine choices', () => {
    const names = Array.from({ length: 35 }, (_, at) => String.fromCharCode(at < 26 ? 97 + at : 39 + at))
    const choices = kept(names.map(name => `{% if ${name} %}${name}{% endif %}`).join(''))
    expect(choices).toHaveLength(9)
    for (const one of names)
      for (const other of names.filter(name => name !== one)) {
        const ways = new Set(choices.map(text => `${text.includes(one)} ${text.includes(other)}`))
        expect([one, other, ways.size]).toEqual([one, other, 4])
      }
  })

  it('each branch of a chain is put in by one of them, of very long chains the first', () => {
    const chain = (count: number): string =>
      `{% if a %}<0>${Array.from({ length: count - 1 }, (_, at) => `{% elif b${at} %}<${at + 1}>`).join('')}{% endif %}`
    expect(new Set(kept(chain(12)))).toEqual(new Set(['', ...Array.from({ length: 12 }, (_, at) => `<${at}>`)]))
    expect(kept(chain(500))).toHaveLength(16)
  })

  it('of long templates there are four', () => {
    const text = Array.from({ length: 9000 }, (_, at) => `{% if a${at} %}${at}{% endif %}`).join('\n')
    expect(kept(text)).toHaveLength(4)
  })
})
