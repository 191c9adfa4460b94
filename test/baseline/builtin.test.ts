import { expect, test } from 'vitest'
import { builtin, builtinNames, builtinSource } from '../../src/baseline/index.ts'
import { builtins, homeless, written } from '../../src/dev/baselines.ts'
import { rules } from '../../src/rules/registry.gen.ts'

const active = (name: string): string[] =>
  Object.entries(builtin(name).controls).flatMap(([id, { severity }]) => (severity === 'off' ? [] : [id]))

test('every built-in baseline resolves and has a version and a description', () => {
  for (const name of builtinNames) {
    const { version, description, controls } = builtin(name)
    expect([name, version !== '', description.length > 10, Object.keys(controls).length > 50]).toEqual([
      name,
      true,
      true,
      true,
    ])
  }
})

test('every built-in baseline describes itself in Chinese too', () => {
  const texts = builtinNames.map(name => [name, builtin(name)['description-zh'] ?? ''] as const)
  expect(texts.filter(([name, text]) => !/\p{Script=Han}/u.test(text) && name !== 'cis-nginx')).toEqual([])
  expect(texts.filter(([, text]) => text === '')).toEqual([])
})

test('options of built-in baselines are ones that their rules accept', () => {
  const { omitted } = builtins(rules)
  expect(omitted.filter(each => each.option !== undefined)).toEqual([])
})

test('every rule stands in some baseline, and strict has them all', () => {
  expect(homeless(rules)).toEqual([])
  expect(
    rules.map(rule => rule.id).filter(id => !active('strict').includes(id) && !onlyElsewhere.includes(id)),
  ).toEqual([])
})

/** Rules about a demand that only these frameworks make. */
const onlyElsewhere = ['openvpn/redirect-missing', 'host/vpn-kill-switch', 'host/tunnel-required']

test('what ships is what is written, without rules that do not exist', () => {
  const ids = new Set(rules.map(rule => rule.id))
  for (const source of written()) {
    const shipped = Object.keys(builtinSource(source.name)?.controls ?? {})
    expect(shipped).toEqual(Object.keys(source.controls).filter(id => ids.has(id)))
  }
})

/** Rows of the table in the guideline, 6.0 of 2026-04-06. */
test('the Mozilla baselines ask for what the guideline says', () => {
  const intermediate = builtin('mozilla-intermediate').controls
  expect(intermediate['nginx/tls-protocols']?.options).toEqual({
    allowed: ['TLSv1.2', 'TLSv1.3'],
    required: ['TLSv1.2', 'TLSv1.3'],
  })
  expect(intermediate['nginx/weak-ciphers']?.options?.allowed).toEqual([
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ])
  const modern = builtin('mozilla-modern').controls
  expect(modern['nginx/tls-protocols']?.options).toEqual({ allowed: ['TLSv1.3'], required: ['TLSv1.3'] })
  expect(modern['nginx/hsts']?.options?.minAge).toBe(63072000)
})

test('crossing a border in clear is critical, private addresses included', () => {
  const { controls } = builtin('cross-border-transfer')
  for (const rule of ['nginx/plaintext-proxy', 'nginx/plaintext-listener', 'nginx/plaintext-upstream'])
    expect([rule, controls[rule]?.severity]).toEqual([rule, 'critical'])
})
