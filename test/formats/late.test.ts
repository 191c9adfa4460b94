import { expect, test } from 'vitest'
import { formats } from '../../src/formats/index.ts'
import { late } from '../../src/formats/late.ts'
import { openvpn } from '../../src/formats/openvpn/index.ts'
import { plausible as plausiblyOpenvpn, telling } from '../../src/formats/openvpn/plausible.ts'
import { sysctl } from '../../src/formats/sysctl/index.ts'
import { plausible as plausiblySysctl } from '../../src/formats/sysctl/plausible.ts'
import type { SourceFile } from '../../src/text/index.ts'
import fc from '../random.ts'

const file = (path: string, text: string): SourceFile => ({ path, text, encoding: 'utf8' })

test('a format is asked only for what may be one of its files', () => {
  const whole = (): never => {
    throw new Error('loaded')
  }
  const format = late('openvpn', plausiblyOpenvpn, whole)
  expect(format.detect(file('nginx.conf', 'http {\n  server { listen 80; }\n}\n'))).toBe(0)
  expect(format.detect(file('a.conf', '# client\nclient\n'))).toBe(0)
  expect(() => format.detect(file('a.conf', 'client\nremote vpn.example 1194\n'))).toThrow('loaded')
  expect(() => format.detect(file('a.OVPN', ''))).toThrow('loaded')
})

const lead = fc.constantFrom('', ' ', '\t', '--', '"', "'", '# ', '<')
const name = fc.constantFrom(...telling, 'server', 'listen', 'net.ipv4.ip_forward', 'kernel/sysrq', 'vm.x=1')
const rest = fc.constantFrom('', ' 1', ' = 1', '=1', '"', ' {', '>', ';')
const lines = fc.array(
  fc.tuple(lead, name, rest).map(parts => parts.join('')),
  { maxLength: 6 },
)
const path = fc.constantFrom(
  'a.conf',
  'a',
  'etc/openvpn/a.conf',
  'a.ovpn',
  'etc/sysctl.d/9-a.conf',
  'x-sysctl.conf',
  'a.yaml',
)

test('what a format claims was plausible before', () => {
  fc.assert(
    fc.property(path, lines, fc.constantFrom('\n', '\r\n'), (at, found, end) => {
      const asked = file(at, found.join(end))
      if (openvpn.detect(asked) > 0) expect(plausiblyOpenvpn(asked), asked.text).toBe(true)
      if (sysctl.detect(asked) > 0) expect(plausiblySysctl(asked), asked.text).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('nothing is lost behind the door', () => {
  const [, vpn, keys] = formats
  const client = file('a.conf', 'client\ndev tun\nremote vpn.example\n')
  expect(vpn?.detect(client)).toBe(openvpn.detect(client))
  expect(vpn?.detect(client)).toBeGreaterThan(0.5)
  const drop = file('etc/sysctl.d/9-a.conf', 'net.ipv4.ip_forward = 1\n')
  expect(keys?.detect(drop)).toBe(1)
  expect(keys?.parse(drop).nodes).toHaveLength(1)
  expect(keys?.comment('x')).toBe('# x')
})
