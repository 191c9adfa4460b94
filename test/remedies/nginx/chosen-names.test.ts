import { expect, test } from 'vitest'
import type { Baseline } from '../../../src/baseline/index.ts'
import { analyze, plan } from '../../../src/engine/index.ts'
import type { PlanStep } from '../../../src/engine/types.ts'

const site = (names: string): string =>
  `    server {\n        listen 80;\n        server_name ${names};\n        location / { proxy_pass http://127.0.0.1:3000; }\n    }\n`

/** @param names of one server or several, with a bar between them. */
function stepsFor(names: string, certificateNames: Record<string, readonly string[]>): readonly PlanStep[] {
  const sites = names.split('|').map(site).join('')
  const controls = { 'nginx/plaintext-proxy': { options: { certificateNames } } }
  const baseline: Baseline = { name: 'own', version: '1', description: '', extends: [], controls, settings: [] }
  const input = { files: { 'etc/nginx/nginx.conf': `events {}\nhttp {\n${sites}}\n` }, baseline }
  return plan(input, analyze(input)).steps
}

const orders = (steps: readonly PlanStep[]): string[][] =>
  steps
    .flatMap(step => (step.kind === 'command' ? step.commands : []))
    .flatMap(({ argv }) => {
      const names = argv.flatMap((word, at) => (word === '-d' && argv[0] === 'certbot' ? [argv[at + 1] as string] : []))
      return names.length > 0 ? [names] : []
    })

test('without a choice the certificate is for all names of the server', () => {
  const names = ['a.example.com', 'b.example.com']
  expect(orders(stepsFor('a.example.com b.example.com', {}))).toEqual([names, names])
})

test('the choice is what is ordered, in its order and as a CA writes names', () => {
  const chosen = { 'a.example.com': ['C.example.com.', 'b.example.com'] }
  const names = ['c.example.com', 'b.example.com']
  expect(orders(stepsFor('a.example.com b.example.com c.example.com', chosen))).toEqual([names, names])
})

test('a name below the wildcard of the server needs no DNS record for the CA', () => {
  expect(orders(stepsFor('.example.com', {}))).toEqual([])
  const names = ['example.com', 'www.example.com']
  expect(orders(stepsFor('.example.com', { 'example.com': names }))).toEqual([names, names])
})

test.each([
  ['a.example.com b.example.com|a.example.com', ['b.example.com'], 'none of them is a name of a.example.com'],
  ['a.example.com', ['b.example.com'], 'no server of this certificate has the name b.example.com'],
  ['a.example.com', ['a.example.com', '--config-dir'], '--config-dir starts with a hyphen'],
  ['a.example.com', ['a.internal'], 'a.internal is below a top level no public CA issues for'],
])('%s with %j: nothing is ordered, and the plan says why', (servers, names, because) => {
  const steps = stepsFor(servers, { 'a.example.com': names })
  expect(orders(steps)).toEqual([])
  const [decide] = steps.filter(({ id }) => id === 'nginx/certificate-names:a.example.com')
  expect(decide?.kind === 'decide' && decide.question.en).toContain(because)
})
