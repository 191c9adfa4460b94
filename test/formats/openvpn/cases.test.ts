import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { openvpn } from '../../../src/formats/openvpn/index.ts'
import { defaultTarget, parseVersion, type Target } from '../../../src/target/index.ts'
import { position } from '../../../src/text/index.ts'

interface Case {
  id: string
  base: string | null
  text?: string
  base64?: string
  files?: Record<string, string>
  accepted: (boolean | null)[]
  error?: string | (string | null)[]
  environment?: boolean
}

const facts = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8')) as {
  versions: string[]
  bases: Record<string, string>
  cases: Case[]
}

const companions: Record<string, string> = { 'p/x': '', '/bin/true': '', '/bin/false': '', '/x': '' }
for (const name of ['ca.crt', 'client.crt', 'client.key', 'server.crt', 'server.key', 'ta.key'])
  companions[name] = 'x\n'

function bytesOf({ base, text, base64 }: Case): string | Uint8Array {
  const before = base === null ? '' : (facts.bases[base] as string)
  return base64 ? Buffer.concat([Buffer.from(before), Buffer.from(base64, 'base64')]) : before + text
}

function verdictOf(one: Case, version: string) {
  const target: Target = { ...defaultTarget, openvpn: parseVersion(version) as number[] }
  const store = memoryStore({ ...companions, ...one.files, 'c.conf': bytesOf(one) })
  return openvpn.resolve(openvpn.load('c.conf', store), target).verdict
}

/** What the measured table contradicts itself in: the name stands in the 2.5 sources, the measured build lacks it. */
const disputed = new Set(['2.5.11 option/inetd'])

/** The table was measured up to where certificates are read. */
function accepts(one: Case, version: string): boolean | null {
  const { loads, because } = verdictOf(one, version)
  const open = because.length > 0 && because.every(({ code }) => code === 'inline-certificate')
  return open ? true : loads
}

describe.each(facts.versions.map((version, at) => [version, at] as const))('openvpn %s', (version, at) => {
  const judged = facts.cases.filter(one => one.accepted[at] !== null && !disputed.has(`${version} ${one.id}`))

  it('accepts and refuses what the daemon accepts and refuses', () => {
    const wrong = judged
      .filter(one => !one.environment)
      .filter(one => accepts(one, version) !== one.accepted[at])
      .map(one => one.id)
    expect(wrong).toEqual([])
    expect(judged.length).toBeGreaterThan(980)
  })

  it('never says that a file loads which lacks something on the machine, modes aside', () => {
    const sure = judged
      .filter(one => one.environment && one.accepted[at] === false)
      .filter(one => verdictOf(one, version).loads === true)
      .map(one => one.id)
    expect(sure).toEqual(['combination/up-not-exec', 'combination/up-.-ta.key'])
  })

  it('points at the line that the daemon names', () => {
    const wrong = judged.filter(one => {
      const error = Array.isArray(one.error) ? one.error[at] : one.error
      const line = /c\.conf:(\d+)/.exec(error ?? '')?.[1]
      if (one.accepted[at] || one.environment || line === undefined) return false
      const first = verdictOf(one, version).because[0]
      return !first || position(first.file, first.span.start).line !== Number(line)
    })
    expect(wrong.map(one => one.id)).toEqual([])
  })
})
