import { beforeEach, expect, test, vi } from 'vitest'
import type { Plan } from '../../../src/engine/types.ts'
import { analyze, applyEdits, editsByPath, plan } from '../../../src/index.ts'
import type { AnyRule, Fix, Step } from '../../../src/rules/rule.ts'
import type { Directive } from '../../../src/tree/index.ts'
import fc from '../../random.ts'
import { edit, lineRule } from '../toy.ts'

const registry = vi.hoisted(() => ({ rules: [] as AnyRule[] }))
vi.mock('../../../src/formats/index.ts', async () => ({ formats: [(await import('../toy.ts')).toyFormat] }))
vi.mock('../../../src/rules/by-format.gen.ts', () => ({
  rulesOf: (format: string) => registry.rules.filter(rule => rule.format === format),
  ruleNamed: (id: string) => registry.rules.find(rule => rule.id === id),
  get ruleIds() {
    return registry.rules.map(rule => rule.id)
  },
}))

const controls = new Proxy({}, { get: () => ({}) })
const baseline = { name: 'toy', version: '1', description: '', extends: [], controls, settings: [] }
const planned = (text: string): Plan => {
  const input = { files: { 'a.toy': text }, baseline }
  return plan(input, analyze(input))
}
const use = (...rules: AnyRule[]): void => void registry.rules.splice(0, registry.rules.length, ...rules)
const ids = ({ steps }: Plan): string[] => steps.map(step => step.id)

/** The files after the steps, one after the other, as somebody who follows the plan would get them. */
function followed({ steps, files }: Plan): Record<string, string | undefined> {
  const texts: Record<string, string> = {}
  for (const { path, before } of files) if (before !== undefined) texts[path] = before
  for (const step of steps) {
    if (step.kind === 'write') texts[step.path] = step.text
    if (step.kind !== 'edit') continue
    for (const [path, edits] of editsByPath(step.edits)) texts[path] = applyEdits(texts[path] ?? '', edits)
  }
  return texts
}
const promised = ({ files }: Plan): Record<string, string | undefined> =>
  Object.fromEntries(files.map(({ path, after }) => [path, after]))

const title = (en: string): { en: string; zh: string } => ({ en, zh: en })
const both = { title: title('x'), risk: 'low' } as const

/** First the value becomes `guard`, then a command, then `tls`: against the text that the first stage left. */
const staged = (line: Directive): Partial<Fix> => {
  const name = line.name.value
  const [first] = edit(line, 'guard')
  const { start } = first!.span
  const steps: Step[] = [
    { ...both, kind: 'check', id: 'tool', needs: [], checks: [] },
    { ...both, kind: 'edit', id: `guard:${name}`, needs: ['tool'], edits: [first!] },
    { ...both, kind: 'command', id: `cert:${name}`, needs: [`guard:${name}`], commands: [{ argv: ['certbot', name] }] },
    {
      ...both,
      kind: 'edit',
      id: `tls:${name}`,
      needs: [`cert:${name}`],
      edits: [
        { ...first!, span: { start, end: start + 5 }, text: 'TLS' },
        { ...first!, span: { start: start + 5, end: start + 5 }, text: '\nextra 1' },
      ],
    },
  ]
  return { steps }
}

const plain = lineRule('toy/plain', (_, value) => value === 'plain' || value === 'guard', staged, {
  severity: 'critical',
})
const lowercase = lineRule(
  'toy/upper',
  (name, value) => name === 'c' && value !== value.toUpperCase(),
  line => ({ edits: edit(line, line.args[0]!.value.toUpperCase()) }),
)

beforeEach(() => use(plain, lowercase))

test('staged remedies of one file are woven together, and plain fixes follow on the text they leave', () => {
  const result = planned('a plain\nc low\nb plain\n')
  expect(ids(result)).toEqual([
    'tool',
    'guard:a',
    'cert:a',
    'tls:a',
    'guard:b',
    'cert:b',
    'tls:b',
    'openvpn/safe-fixes',
    'openvpn/live',
  ])
  expect(followed(result)).toEqual({ 'a.toy': 'a TLS\nextra 1\nc LOW\nb TLS\nextra 1\n' })
  expect(promised(result)).toEqual(followed(result))
  expect(result.open).toEqual([])
})

test('a step of two findings is one step that resolves both', () => {
  const result = planned('a plain\nb plain\n')
  const tool = result.steps.find(step => step.id === 'tool')
  expect(tool?.resolves).toHaveLength(2)
})

test('a remedy that touches what another one edits waits for the new text', () => {
  const whole = lineRule(
    'toy/whole',
    (name, value) => name === 'a' && value !== 'done',
    line => ({
      steps: [{ ...both, kind: 'edit', id: `whole:${line.args[0]?.value}`, needs: [], edits: edit(line, 'done') }],
    }),
  )
  use(plain, whole)
  const result = planned('a plain\n')
  expect(ids(result)).toEqual(['tool', 'guard:a', 'cert:a', 'tls:a', 'whole:TLS', 'openvpn/live'])
  expect(result.steps.at(-2)?.needs).toEqual(['guard:a', 'tls:a'])
  expect(followed(result)).toEqual({ 'a.toy': 'a done\nextra 1\n' })
})

test('a remedy that breaks the file is left out and its finding stays open', () => {
  const breaker = lineRule(
    'toy/breaker',
    (_, value) => value === 'ok',
    line => ({ steps: [{ ...both, kind: 'edit', id: 'break', needs: [], edits: edit(line, 'x\n!no') }] }),
  )
  use(plain, breaker)
  const result = planned('a plain\nb ok\n')
  expect(ids(result)).not.toContain('break')
  expect(result.open).toHaveLength(1)
})

test('a finding without any repair is open', () => {
  use(lineRule('toy/alone', () => true))
  const { open, left, ...rest } = planned('a 1\n')
  expect(rest).toEqual({ steps: [], files: [] })
  expect(left).toMatchObject([{ rule: 'toy/alone', path: 'a.toy', line: 1, fingerprint: open[0] }])
  expect(open).toHaveLength(1)
})

test('unsafe edits of heavy findings are planned as a step of their own, those of light ones are open', () => {
  const unsafe = (severity: 'high' | 'low') =>
    lineRule(
      `toy/${severity}`,
      name => name === severity,
      line => ({
        safety: 'unsafe',
        edits: edit(line, 'x').map(each => ({ ...each, span: line.span, text: 'gone x' })),
        changes: ['*'],
      }),
      { severity },
    )
  use(unsafe('high'), unsafe('low'))
  const result = planned('high 1\nlow 1\n')
  expect(ids(result)).toEqual(['openvpn/unsafe-fixes', 'openvpn/live'])
  expect(result.open).toHaveLength(1)
})

test('a new file is written where the host has it', () => {
  const writes = lineRule(
    'toy/writes',
    (_, value) => value === 'w',
    () => ({
      steps: [{ ...both, kind: 'write', id: 'write', needs: [], path: '/etc/x.conf', text: 'x\n' }],
    }),
  )
  use(writes)
  const input = { files: { 'hosts/h/etc/a.toy': 'a w\n' }, baseline }
  const result = plan(input, analyze(input))
  expect(result.files).toEqual([{ path: 'hosts/h/etc/x.conf', before: undefined, after: 'x\n' }])
})

test('a finding that vanishes on the way is resolved by the edit that made it vanish', () => {
  use(
    plain,
    lineRule('toy/other', (_, value) => value === 'plain'),
  )
  const result = planned('a plain\n')
  expect(result.open).toEqual([])
  expect(result.steps.find(step => step.id === 'tls:a')?.resolves).toHaveLength(2)
})

test('steps that a fix brings along follow its edit, once for all findings', () => {
  const apply: Step = { ...both, kind: 'command', id: 'apply', needs: [], commands: [{ argv: ['true'] }] }
  const look = (id: string): Step => ({ ...both, kind: 'check', id: `look:${id}`, needs: ['apply'], checks: [] })
  const follow = lineRule(
    'toy/follow',
    (_, value) => value === 'old',
    line => ({ edits: edit(line, 'new'), steps: [apply, look(line.name.value)] }),
  )
  use(follow)
  const result = planned('a old\nb old\n')
  expect(ids(result)).toEqual(['openvpn/safe-fixes', 'apply', 'look:a', 'look:b'])
  expect(result.steps[1]).toMatchObject({
    needs: ['openvpn/safe-fixes'],
    resolves: [expect.any(String), expect.any(String)],
  })
  expect(followed(result)).toEqual({ 'a.toy': 'a new\nb new\n' })
})

const anyLine = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('plain', 'low', 'guard', 'TLS', 'x'))
  .map(([name, value]) => `${name} ${value}`)

test('whoever follows the steps gets what the plan promises, needs first, and planning the result finds nothing to do', () => {
  const whole = lineRule(
    'toy/whole',
    (name, value) => name === 'd' && value !== 'done',
    line => ({
      steps: [{ ...both, kind: 'edit', id: `whole:${line.span.start}`, needs: [], edits: edit(line, 'done') }],
    }),
  )
  use(plain, lowercase, whole)
  fc.assert(
    fc.property(fc.uniqueArray(anyLine, { maxLength: 6, selector: line => line[0] }), lines => {
      const result = planned(lines.join('\n'))
      expect(promised(result)).toEqual(followed(result))
      const place = new Map(result.steps.map((step, at) => [step.id, at]))
      expect(place.size).toBe(result.steps.length)
      for (const step of result.steps)
        for (const need of step.needs) expect(place.get(need) ?? -1).toBeLessThan(place.get(step.id) ?? -1)
      expect(result.open).toEqual([])
      expect(planned(followed(result)['a.toy'] ?? '').steps).toEqual([])
    }),
    { numRuns: 60 },
  )
})
