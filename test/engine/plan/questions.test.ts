import { expect, test } from 'vitest'
import { askedLast, heldBack } from '../../../src/engine/plan/questions.ts'
import type { PlanStep } from '../../../src/engine/types.ts'
import { planned } from '../../e2e/lab/plan.ts'

const step = (id: string, kind: 'decide' | 'check', ...needs: string[]): PlanStep =>
  ({ id, kind, needs, title: { en: id, zh: id }, resolves: [], risk: 'none' }) as unknown as PlanStep

const ids = (steps: readonly PlanStep[]): string => steps.map(({ id }) => id).join(' ')

test('steps that wait for an answer, near or far, stand behind those that do not', () => {
  const steps = [
    step('nginx/q', 'decide'),
    step('far', 'check', 'near'),
    step('near', 'check', 'nginx/q'),
    step('free', 'check'),
  ]
  expect(ids(heldBack(steps))).toBe('free nginx/q far near')
  expect(ids(heldBack([step('a', 'check'), step('b', 'check', 'a')]))).toBe('a b')
})

test('a question nobody waits for stands at the end, behind the one it needs', () => {
  const steps = [
    step('one', 'decide'),
    step('two', 'decide', 'one'),
    step('held', 'decide'),
    step('a', 'check', 'held'),
  ]
  expect(ids(askedLast(steps))).toBe('held a one two')
})

const nginx = (servers: string): Record<string, Uint8Array> => ({
  'etc/nginx/nginx.conf': Buffer.from(`events {}\nhttp {\n${servers}\n}\n`),
})
const proxied = (name: string): string =>
  `server { listen 80; server_name ${name}; autoindex on; location / { proxy_pass http://127.0.0.1:3000; } }`
const kinds = (servers: string): string[] => planned(nginx(servers)).plan.steps.map(({ id }) => id)

test('a server without a public name holds up neither the safe fixes nor its neighbours', () => {
  const steps = kinds(`${proxied('_')}\n${proxied('app.example.org')}`)
  expect(steps.at(-1)).toBe('nginx/name:_')
  expect(steps).toContain('nginx/safe-fixes')
  expect(steps).toContain('nginx/tls-live:app.example.org')
})

test('a certificate that only a person can get comes behind the safe fixes, and what needs it behind that', () => {
  const steps = kinds(`${proxied('*.example.org')}\nserver_tokens on;`)
  const at = (id: RegExp): number => steps.findIndex(each => id.test(each))
  expect(at(/safe-fixes/)).toBe(0)
  expect(at(/guard-live/)).toBeLessThan(at(/certificate:/))
  expect(at(/^nginx\/live$/)).toBeLessThan(at(/certificate:/))
  expect(at(/tls-live/)).toBeGreaterThan(at(/certificate:/))
})

test('files that nobody knows how to roll out hold up no reload', () => {
  const files = {
    ...nginx('server { listen 127.0.0.1:80; autoindex on; }'),
    'roles/x/99-x.conf': Buffer.from('net.ipv4.tcp_syncookies = 0\n'),
  }
  const { plan } = planned(files, { roots: ['etc/nginx/nginx.conf', 'roles/x/99-x.conf'] })
  const steps = plan.steps.map(({ id }) => id)
  expect(steps).toContain('nginx/live')
  expect(steps.at(-1)).toBe('sysctl/live')
})

test('a tunnel with an open question keeps the order of its repairs: no restart comes in front of what guards it', () => {
  const client =
    'client\ndev tun\nproto udp\nremote 198.51.100.20 1194\nca ca.crt\ncert c.crt\nkey c.key\nredirect-gateway def1\n'
  const files = { ...nginx('server { listen 8443; return 404; }'), 'etc/openvpn/client/hk.conf': Buffer.from(client) }
  const steps = planned(files).plan.steps
  const restart = steps.findIndex(
    step =>
      step.kind === 'command' && step.commands.some(({ argv }) => argv[1] === 'restart' && argv[2]?.includes('hk')),
  )
  expect(steps.findIndex(({ id }) => id === 'nginx/live')).toBeLessThan(
    steps.findIndex(({ id }) => id === 'host/uplink'),
  )
  expect(steps.findIndex(({ id }) => id === 'host/uplink')).toBeLessThan(restart)
})
