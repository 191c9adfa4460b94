import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { openvpn } from '../../src/formats/openvpn/index.ts'
import { defaultTarget } from '../../src/target/index.ts'
import fc from '../random.ts'
import { needs, openvpnTest } from './daemons.ts'

const test = needs('openvpn', 'openssl', 'root')

interface Case {
  base: string | null
  text?: string
  files?: object
  environment?: boolean
}

const facts = JSON.parse(readFileSync(new URL('../formats/openvpn/cases.json', import.meta.url), 'utf8')) as {
  bases: Record<string, string>
  cases: Case[]
}

/** Lines that open, write, load or look something up while they are read are left to the measured table. */
const acting =
  /^\W*(?:setenv opt )?(?:cd|config|log|log-append|daemon|inetd|genkey|show-|plugin|providers|engine|pkcs11|writepid|mktun|rmtun|chroot|mlock|nice|syslog|ifconfig-push|ifconfig-ipv6|tmp-dir|tls-export-cert|help|version|test-crypto|machine-readable|suppress|errors-to|status|replay-persist|client-nat|dns-updown|up|down|route-up|route-pre-down|ipchange|tls-verify|client-connect|client-disconnect|client-crresponse|learn-address|auth-user-pass-verify)/

const bases = Object.values(facts.bases)
const lines = facts.cases
  .filter(one => one.base !== null && one.text && !one.environment && !one.files)
  .map(one => one.text as string)
  .filter(text => !text.includes('<') && !text.includes('\0') && !text.split('\n').some(line => acting.test(line)))

/** A valid file with some lines of the measured cases put in, one taken out and one written twice. */
const mutated = fc
  .record({
    base: fc.constantFrom(...bases),
    added: fc.array(fc.record({ text: fc.constantFrom(...lines), at: fc.nat(10) }), { minLength: 1, maxLength: 3 }),
    dropped: fc.option(fc.nat(8), { freq: 2 }),
  })
  .map(({ base, added, dropped }) => {
    const rows = base.split('\n').filter((_, at) => at !== dropped)
    for (const { text, at } of added) rows.splice(Math.min(at, rows.length), 0, text.replace(/\n$/, ''))
    return rows.join('\n')
  })

test('mixtures of lines load exactly when we say so', () => {
  const target = { ...defaultTarget, openvpn: [2, 6, 14] }
  fc.assert(
    fc.property(mutated, text => {
      const { verdict } = openvpn.resolve(openvpn.load('c.conf', memoryStore({ 'c.conf': text })), target)
      const judged = openvpnTest({ 'c.conf': text })
      // Missing files make it unknown here; the judge puts them in their places.
      expect(verdict.loads !== false, `${text}\n${judged.output.slice(-400)}`).toBe(judged.loads)
    }),
    { numRuns: 100, seed: 20_261 },
  )
})
