import { expect, test } from 'vitest'
import type { PlanStep } from '../../../src/engine/types.ts'
import { analyze, plan } from '../../../src/index.ts'

const tunnel =
  'port 1194\ndev tun\ntopology subnet\nserver 10.8.0.0 255.255.255.0\npush "redirect-gateway def1"\ntls-crypt both.key\n'

/** The command that makes the kernel take the files. */
const applying = (files: Readonly<Record<string, string>>): PlanStep | undefined => {
  const input = { files, unsafe: true }
  return plan(input, analyze(input)).steps.find(({ id }) => /^sysctl\/(?:apply|live)/.test(id))
}

test('what a fix of another rule changes is kept and checked with the rest before the files are applied', () => {
  const step = applying({
    'etc/openvpn/server/hq.conf': tunnel,
    'etc/sysctl.d/99-local.conf': 'net.ipv4.ip_forward = 0\nkernel.dmesg_restrict = 0\n',
  })
  expect(step).toMatchObject({ keeps: expect.arrayContaining(['net.ipv4.ip_forward', 'kernel.dmesg_restrict']) })
  expect(step?.verify?.map(({ argv }) => argv.at(-1)).sort()).toEqual(['kernel.dmesg_restrict', 'net.ipv4.ip_forward'])
})

test('a plan without a step of a rule of its own keeps the values too: the former files need not name them', () => {
  const step = applying({ 'etc/sysctl.d/99-local.conf': 'vm.overcommit_memory = 1\nnet.ipv4.tcp_timestamps = "1"\n' })
  expect(step).toMatchObject({ keeps: expect.arrayContaining(['net.ipv4.tcp_timestamps']) })
})

test('what the files set besides is kept as well: the kernel may have another value by now', () => {
  const step = applying({ 'etc/sysctl.d/99-local.conf': 'net.ipv4.ip_forward = 1\nnet.ipv4.tcp_timestamps = "1"\n' })
  expect(step).toMatchObject({
    keeps: expect.arrayContaining(['net.ipv4.ip_forward', 'net.ipv4.conf.all.accept_redirects']),
  })
})

test('what differs in the kernel is applied together with what the plan changes, not once more before', () => {
  const others = Array.from({ length: 60 }, (_, at) => `user.max_${at} = 1\n`).join('')
  const files = {
    'etc/sysctl.d/99-local.conf': 'vm.swappiness = 10\nkernel.dmesg_restrict = 0\n',
    'live.txt': `vm.swappiness = 60\nkernel.dmesg_restrict = 0\n${others}`,
  }
  const input = { files, unsafe: true, live: 'live.txt' }
  const report = analyze(input)
  const { steps, open } = plan(input, report)
  const drift = report.findings.find(({ rule }) => rule === 'sysctl/drift')
  const apply = steps.filter(({ id }) => id.startsWith('sysctl/apply'))
  expect(apply.map(({ id }) => id)).toEqual(['sysctl/apply'])
  expect(apply[0]?.verify?.map(({ argv }) => argv.at(-1))).toEqual(
    expect.arrayContaining(['vm.swappiness', 'kernel.dmesg_restrict']),
  )
  expect(apply[0]?.resolves).toContain(drift?.fingerprint)
  expect(apply[0]?.needs).toEqual(steps.filter(({ kind }) => kind === 'edit').map(({ id }) => id))
  expect(steps.indexOf(apply[0] as PlanStep)).toBe(steps.length - 1)
  expect(open).toEqual([])
})
