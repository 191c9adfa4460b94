import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyze, type Finding } from '../../../src/index.ts'

/** Configurations as careful administrators write them, in the manner of well-known templates. */

const folder = new URL('../../fixtures/quiet/', import.meta.url)

const weighty = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ severity }) => severity === 'critical' || severity === 'high' || severity === 'medium')
    .map(({ rule, message }) => `${rule}: ${message.en}`)

function filesOf(name: string): Record<string, string> {
  const root = new URL(`${name}/`, folder)
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => /\.(?:conf|types)$/.test(path))
  return Object.fromEntries(paths.map(path => [path, readFileSync(new URL(path, root), 'utf8')]))
}

describe.each(readdirSync(folder))('%s', name => {
  const files = filesOf(name)
  const broken = (from: string, to: string): string[] =>
    weighty(
      analyze({
        files: { ...files, 'nginx.conf': (files['nginx.conf'] ?? '').replaceAll(from, to) },
        roots: ['nginx.conf'],
      }).findings,
    )

  it('gives no finding of medium or above', () => {
    const { findings, verdicts, controls } = analyze({ files, roots: ['nginx.conf'] })
    expect(weighty(findings)).toEqual([])
    expect(verdicts[0]?.loads).not.toBe(false)
    expect(controls.length).toBeGreaterThan(80)
  })

  it('is quiet because it is good: without its TLS versions it is not', () => {
    expect(broken('ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_protocols TLSv1.1 TLSv1.2;').join()).toContain(
      'nginx/tls-protocols',
    )
  })
})
