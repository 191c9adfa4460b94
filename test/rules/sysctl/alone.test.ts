import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** The same lines by themselves and on a host whose other files are there. */

const told = (path: string, text: string, roots?: string[]): string[] =>
  analyze({ files: { [path]: text }, ...(roots && { roots, format: 'sysctl' }) }).findings.map(
    ({ rule, severity, confidence }) => `${rule} ${severity} ${confidence}`,
  )

describe('a drop-in by itself: the rest of a setting may stand in another', () => {
  it.each([
    ['net.ipv6.conf.default.accept_ra = 0\n', 'sysctl/default-only medium'],
    ['net.ipv6.conf.all.accept_redirects = 0\n', 'sysctl/inert-all medium'],
    ['net.ipv4.conf.all.accept_redirects = 0\n', 'sysctl/all-not-enough medium'],
  ])('%s', (text, rule) => {
    expect(told('60-x.conf', text, ['60-x.conf'])).toEqual([`${rule} medium`])
    expect(told('etc/sysctl.d/60-x.conf', text)).toContain(`${rule} high`)
  })

  it('sources are forged where all and the interface let them: one line alone is half of it', () => {
    const rule = (text: string): string[] => told('60-x.conf', text, ['60-x.conf']).filter(one => /rp-filter/.test(one))
    expect(rule('net.ipv4.conf.all.rp_filter = 0\n')).toEqual(['sysctl/rp-filter medium medium'])
    expect(rule('net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.eth0.rp_filter = 0\n')).toContain(
      'sysctl/rp-filter medium high',
    )
  })

  it('forwarding may come with what needs it', () => {
    const text = 'net.ipv4.ip_forward = 1\n'
    expect(told('60-x.conf', text, ['60-x.conf'])).toEqual(['sysctl/ip-forward medium medium'])
    expect(told('etc/sysctl.d/60-x.conf', text)[0]).toMatch(/^sysctl\/ip-forward high/)
  })
})

describe('IPv6 that is off everywhere', () => {
  const line = 'net.ipv6.conf.all.accept_redirects = 0\nnet.ipv6.conf.default.autoconf = 0\n'
  const weights = (more: string): string[] =>
    analyze({ files: { 'etc/sysctl.d/60-x.conf': line + more } })
      .findings.filter(({ rule }) => /inert-all|default-only/.test(rule))
      .map(({ severity }) => severity)

  it.each([
    ['', ['medium', 'medium']],
    ['net.ipv6.conf.all.disable_ipv6 = 1\n', ['low', 'low']],
    ['net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.eth1.disable_ipv6 = 0\n', ['medium', 'medium']],
    ['net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.lo.disable_ipv6 = 0\n', ['low', 'low']],
    ['net.ipv6.conf.default.disable_ipv6 = 1\n', ['medium', 'medium', 'medium']],
  ])('%j', (more, expected) => expect(weights(more)).toEqual(expected))
})
