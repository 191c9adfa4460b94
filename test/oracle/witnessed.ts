import { describe, expect } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { curlCommands } from '../../src/report/curl.ts'
import { fixed, reportOf, where, written } from '../meta/rules.ts'
import { needs } from './needs.ts'
import { nginxTest } from './nginx.ts'
import { provoked, replayed } from './replay.ts'

const test = needs('nginx', 'openssl', 'ip', 'root', 'namespaces')

/** Witnesses of the rule's own findings here, with the root they belong to. */
function witnesses(example: Example, id: string) {
  const { findings, verdicts } = reportOf(example, id)
  const root = verdicts.find(({ format }) => format === 'nginx')?.root
  const found = findings.flatMap(one => (one.rule === id && one.witness ? [one.witness] : []))
  return { found, question: { ...(root && { root }), ...(example.context && { context: example.context }) } }
}

/** Of another version: the daemon of this machine may not know its directives. */
const isHere = ({ files, target }: Example): boolean => !target.nginx || nginxTest(files).loads

/** Of every second rule, from the first or the second on: two files of tests take them at the same time. */
const withWitness = (first: 0 | 1) =>
  written
    .filter((_, at) => at % 2 === first)
    .map(
      ([id, , page]) =>
        [id, page.bad.filter(one => isHere(one) && witnesses(one, id).found.length > 0), page.good] as const,
    )
    .filter(([, examples]) => examples.length > 0)

/** The tests of every second rule. */
export function witnessed(first: 0 | 1): void {
  const rules = withWitness(first)

  test('what a witness says is a request', () => {
    for (const [id, examples] of rules)
      for (const { target, method, listener } of examples.flatMap(one => witnesses(one, id).found)) {
        expect(`${method} ${target}`).not.toMatch(/[\r\n\0]/)
        expect(listener).toMatch(/^(unix:\/|\S+:\d+$)/)
      }
  })

  describe.each(rules)('%s', (id, examples, [good]) => {
    test('provokes what it says on the running daemon', () => {
      for (const example of examples) {
        const { found, question } = witnesses(example, id)
        const answers = replayed(example.files, found, question)
        for (const [at, witness] of found.entries())
          expect(
            answers[at] && provoked(answers[at], witness),
            `${where(id, example)}\n${JSON.stringify({ witness, answer: answers[at] }, null, 1)}`,
          ).toBe(true)
      }
    })

    test('provokes it by the command that reports print, too', () => {
      for (const example of examples) {
        const { found, question } = witnesses(example, id)
        const answers = replayed(example.files, found, { ...question, curl: true })
        for (const [at, witness] of found.entries())
          expect(
            answers[at] && provoked(answers[at], witness),
            `${where(id, example)}\n${curlCommands(witness).join('\n')}\n${JSON.stringify(answers[at], null, 1)}`,
          ).toBe(true)
      }
    })

    test('no longer after the fix', () => {
      for (const example of examples) {
        const after = fixed(example.files, example, id)
        if (after.applied === 0) continue
        const { found, question } = witnesses(example, id)
        const answers = replayed(after.files, found, question)
        for (const [at, witness] of found.entries())
          expect(
            answers[at] && provoked(answers[at], witness),
            `${where(id, example)}\n${JSON.stringify({ witness, answer: answers[at] }, null, 1)}`,
          ).toBe(false)
      }
    })

    test('nor on the first good example', () => {
      const [bad] = examples
      if (!bad || !good) throw new Error(`${id} has no pair of examples`)
      const { found } = witnesses(bad, id)
      const { question } = witnesses(good, id)
      const answers = replayed(good.files, found, { ...question, world: bad.files })
      for (const [at, witness] of found.entries())
        expect(
          answers[at] && provoked(answers[at], witness),
          `${where(id, good)}\n${JSON.stringify({ witness, answer: answers[at] }, null, 1)}`,
        ).toBe(false)
    })
  })
}
