import { expect, test } from 'vitest'
import { analyze, type Plan, plan } from '../../../src/engine/index.ts'
import { allNeeds } from '../../../src/engine/plan/sequence.ts'

const client = (name: string): string =>
  `client\ndev tun\nproto udp\nremote 198.51.100.20 1194\nca ${name}.crt\ncert c.crt\nkey c.key\ntls-crypt both.key\npersist-key\n`

function planned(files: Readonly<Record<string, string>>): Plan {
  const input = { files, unsafe: true }
  return plan(input, analyze(input))
}

const restarts = ({ steps }: Plan) =>
  steps.filter(step => step.kind === 'command' && step.commands.some(({ argv }) => argv[1] === 'restart'))

test('a tunnel restarts once, behind all edits of its files, and what they repair is done then', () => {
  const made = planned({ 'etc/openvpn/client/hk.conf': client('ca') })
  const edits = made.steps.filter(({ kind }) => kind === 'edit')
  expect(edits.length).toBeGreaterThan(1)
  const [restart, ...more] = restarts(made)
  expect(more).toEqual([])
  expect(restart).toMatchObject({
    title: { en: 'Restart openvpn-client@hk.service' },
    commands: [{ argv: ['systemctl', 'restart', 'openvpn-client@hk.service'] }],
    units: ['openvpn-client@hk.service'],
    verify: [{ argv: ['systemctl', 'is-active', 'openvpn-client@hk.service'] }],
    why: { en: expect.stringContaining('Once') },
  })
  const needed = allNeeds(restart as Plan['steps'][number], new Map(made.steps.map(step => [step.id, step])))
  for (const { id, resolves } of edits) {
    expect(needed).toContain(id)
    expect(restart?.resolves).toEqual(expect.arrayContaining([...resolves]))
  }
  const ids = made.steps.map(({ id }) => id)
  for (const step of made.steps)
    for (const need of step.needs) expect(ids.slice(0, ids.indexOf(step.id))).toContain(need)
})

test('each edit still lets the tunnel take the former file when it is taken back', () => {
  for (const step of planned({ 'etc/openvpn/client/hk.conf': client('ca') }).steps)
    if (step.kind === 'edit')
      expect(step.undo?.map(({ argv }) => argv.slice(0, 2))).toEqual([['systemctl', 'try-restart']])
})

test('several tunnels restart once each', () => {
  const made = planned({
    'etc/openvpn/client/hk.conf': client('ca'),
    'etc/openvpn/client/nl.conf': client('ca2').replace('dev tun', 'dev tun7'),
  })
  const commands = restarts(made).flatMap(step => (step.kind === 'command' ? step.commands : []))
  expect(commands.map(({ argv }) => argv.at(-1)).sort()).toEqual([
    'openvpn-client@hk.service',
    'openvpn-client@nl.service',
  ])
})

test('what needs no answer does not wait for the restart behind a question', () => {
  const made = planned({ 'etc/openvpn/client/hk.conf': client('ca').replace('tls-crypt both.key\n', '') })
  const places = restarts(made).map(step => made.steps.indexOf(step))
  const question = made.steps.findIndex(({ kind }) => kind === 'decide')
  expect(places.map(at => at > question)).toEqual([false, true])
})

test('a daemon that nobody knows how to restart is asked for once', () => {
  const made = planned({ 'vpn/hk.ovpn': client('ca') })
  expect(made.steps.filter(({ kind }) => kind === 'edit').length).toBeGreaterThan(1)
  const asked = made.steps.filter(({ title }) => title.en.startsWith('Restart the daemon'))
  expect(asked.map(({ kind }) => kind)).toEqual(['decide'])
  expect(made.steps.at(-1)).toBe(asked[0])
})
